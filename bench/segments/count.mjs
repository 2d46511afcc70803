// How Twilio's own calculator counts texts. A line with a text as JSON on standard input -> a line
// with its segments, encoding, and units (septets, or 16-bit units) as JSON.
import { createInterface } from "node:readline";
import calculator from "sms-segments-calculator";

for await (const line of createInterface({ input: process.stdin })) {
  const counted = new calculator.SegmentedMessage(JSON.parse(line));
  const bits = counted.encodingName === "GSM-7" ? 7 : 16;
  const units = counted.messageSize / bits;
  console.log(JSON.stringify([counted.segmentsCount, counted.encodingName, units]));
}
