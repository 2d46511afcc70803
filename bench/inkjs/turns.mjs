// Turns of an ink story. A line with a number on standard input -> so many turns, and a line of
// JSON: the seconds they took, the characters they said, and the bytes of the state at the end.
// A turn: the state from JSON, one choice (or a path, as a sign opens one), the text up to the
// next choices, the state back to JSON.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Story } from "inkjs";
import { Compiler } from "inkjs/full";

const [file, scenes] = process.argv.slice(2);
const story = new Story(new Compiler(readFileSync(file, "utf-8")).Compile().ToJson());
const TURNS_A_SIGN = 10;

function tell() {
  let said = 0;
  while (story.canContinue) said += story.Continue().length;
  return said;
}

function move(number) {
  const choices = story.currentChoices.length;
  if (number % TURNS_A_SIGN === 0) story.ChoosePathString(`scene_${(number * 7) % scenes}`);
  else if (choices === 0) story.ChoosePathString("scene_0");
  else story.ChooseChoiceIndex((number * 7919) % choices);
}

for await (const line of createInterface({ input: process.stdin })) {
  story.ResetState();
  let said = tell();
  let kept = story.state.toJson();
  const begun = performance.now();
  for (let number = 1; number <= Number(line); number++) {
    story.state.LoadJson(kept);
    move(number);
    said += tell();
    kept = story.state.toJson();
  }
  const seconds = (performance.now() - begun) / 1000;
  console.log(JSON.stringify({ seconds, said, bytes: kept.length }));
}
