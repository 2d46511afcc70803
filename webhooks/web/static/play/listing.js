// Things named one after the other, and choices named by a word and a number (engine/languages/listing.py, options.py).

import { folded } from "./folding.js";
import { languageOf } from "./tables.js";
import { isDigits } from "./texts.js";

const MOST_DIGITS = 3;

// Gives "oil", "oil and brass key" or "oil, rope and brass key"; the word for nothing if none.
export function listing(words, language) {
  const { list, nothing } = languageOf(language);
  if (!words.length) return nothing;
  if (words.length === 1) return words[0];
  const { pair, last } = joining(list, words.at(-1));
  if (words.length === 2) return patterned(pair, ...words);
  return patterned(last, words.slice(0, -1).reduce((some, other) => patterned(list.more, some, other)), words.at(-1));
}

const patterned = (pattern, ...both) => pattern.replace(/\{([01])\}/g, (_, at) => both[at]);

function joining(list, word) {
  const begins = (starts) => starts.some((each) => folded(word).startsWith(each));
  return list.before && begins(list.before.starts) && !begins(list.before.not) ? list.before : list;
}

// Gives the number that folded words, numbers in digits, name a choice by: "option 1"; null for none.
export function optionIn(words, language) {
  const last = words.at(-1) ?? "";
  if (!languageOf(language).options.includes(words.slice(0, -1).join(" "))) return null;
  return isDigits(last) && last.length <= MOST_DIGITS ? Number(last) : null;
}
