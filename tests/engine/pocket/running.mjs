// The second step in Node.js: a question a line comes in, an answer a line goes out.

import { createInterface } from "node:readline";

const [{ engine }, { answering }] = await Promise.all(process.argv.slice(2).map((file) => import(file)));
const answer = answering(engine);
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
}
