// A text as it is compared: words without case, accents, punctuation and emoji (engine/languages/folding.py).

import { characters, words } from "./texts.js";

let map, drop, space, alone, digits;

const of = (ranges) =>
  new RegExp(`[${ranges.map((ends) => ends.map((each) => `\\u{${each.toString(16)}}`).join("-")).join("")}]`, "gu");

// Takes the table by which texts are folded: characters, and what each becomes, a line each; ranges are code points, both
// ends included.
export function foldBy(table) {
  const forms = table.to.split("\n");
  map = new Map(characters(table.from).map((each, at) => [each, forms[at]]));
  digits = new Map([...map].filter(([, form]) => /^[0-9]$/.test(form)));
  [drop, space, alone] = [table.drop, table.space, table.alone].map(of);
}

const mapped = (text, by) => characters(text).map((each) => by.get(each) ?? each).join("");

// Gives the words of a text as they are compared; none for punctuation and emoji alone.
export function fold(text) {
  const plain = mapped(text.normalize("NFC").replace(drop, "").replace(space, " "), map);
  return words(plain.normalize("NFC").replace(alone, " $& "));
}

export const folded = (text) => fold(text).join(" ");

// Gives a text with its digits as 0 to 9, and without the characters that folding drops.
export const plainDigits = (text) => mapped(text.normalize("NFC").replace(drop, ""), digits);
