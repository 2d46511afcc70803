// The whole numbers that a text says, in digits or in words (engine/languages/numbers.py).

import { fold, plainDigits } from "./folding.js";
import { numberWords } from "./spelled.js";
import { languageOf } from "./tables.js";
import { isDigits } from "./texts.js";

const LARGEST = 10 ** 9;
const LONGEST = 12;
// A minus counts only where a number can begin: "6-8" and "catch-22" have none. Thousands are parted by one
// sign throughout; any other point or comma within makes a decimal, a date or a list.
const NUMERAL =
  /([-\u2212\ufe63\uff0d])?([1-9][0-9]{0,2}([.,\u066b\u066c\uff0c\uff0e \u00a0\u2009\u202f])[0-9]{3}(?:\3[0-9]{3})*(?![0-9])|[0-9]+)((?:[.,\u066b\u066c\uff0c\uff0e][0-9]+)*)/g;
const BEFORE_MINUS = /^$|[ \t\r\n(:=\u00a0\u2009\u202f\u3000]$/;

// Gives the number that folded words are as a whole: ["7"], ["twenty", "one"].
function numberIn(words, language) {
  if (words.length === 1 && isDigits(words[0])) return figure(words[0]);
  return numberWords(language).whole.get(words.join(" ")) ?? null;
}

// Gives the number that a text is: "7", "#7", "-7", "1,000", "Seven!"; null for "3.5" or "A7".
export const wholeNumber = (text, language) => asWhole(pieces(text, language), language);

// Gives every number that stands in a text, in order: [7, 8] for "seven, or 8".
export function numbersWithin(text, language) {
  const found = pieces(text, language);
  const whole = asWhole(found, language);
  return whole !== null ? [whole] : numberWords(language).numbers(found);
}

function asWhole(found, language) {
  if (found.length === 1 && typeof found[0] === "number") return found[0];
  return found.every((piece) => typeof piece === "string") ? numberIn(found, language) : null;
}

function pieces(text, language) {
  const plain = plainDigits(text);
  const found = [];
  let end = 0;
  for (const [all, minus, whole, , rest, at] of [...plain.matchAll(NUMERAL)].map((each) => [...each, each.index])) {
    const isMinus = Boolean(minus) && BEFORE_MINUS.test(plain.slice(0, at));
    const start = minus && !isMinus ? at + 1 : at;
    found.push(...fold(plain.slice(end, start)));
    end = at + all.length;
    found.push(isInAName(plain, start, end, language) ? null : numeral(isMinus, whole, rest));
  }
  return [...found, ...fold(plain.slice(end))];
}

function numeral(isMinus, whole, rest) {
  const found = rest ? null : figure(whole.replace(/[^0-9]+/g, ""));
  return found && isMinus ? -found : found;
}

function figure(digits) {
  const found = digits.length > LONGEST ? Infinity : Number(digits);
  return found <= LARGEST ? found : null;
}

// Tells whether a letter stands at the digits, as in "A7" or "7th".
function isInAName(text, start, end, language) {
  const before = Array.from(text.slice(Math.max(start - 2, 0), start)).at(-1) ?? "";
  const after = end < text.length ? String.fromCodePoint(text.codePointAt(end)) : "";
  if (fold(`${before}0`).at(-1) !== "0") return true;
  const onto = languageOf(language).ontoDigits;
  return fold(`0${after}`)[0] !== "0" && !onto.some(([first, last]) => first <= after.codePointAt() && after.codePointAt() <= last);
}
