// A player's words -> the reply that was meant, tier by tier (engine/play/matching.py).

import { fold } from "./folding.js";
import { numbersWithin, wholeNumber } from "./numbers.js";
import { numberWords } from "./spelled.js";
import { alike, beginning, characters, isDigits, long } from "./texts.js";

const LONGEST_HEARD = 1600;
const LONGEST_CODE = 6;
// Who writes more has not answered with a number.
const MOST_WORDS_WITH_NUMBERS = 40;
// One slip more than a long word is allowed.
const TOO_MANY = 3;

// Gives a text as it is compared: {text, words, number, digits, language}; of a longer text, its beginning.
export function spoken(all, language) {
  const text = beginning(all, LONGEST_HEARD);
  const words = fold(text);
  const digits = words.length <= MOST_WORDS_WITH_NUMBERS ? inDigits(words, language) : [];
  return { text, words, number: wholeNumber(text, language), digits, language };
}

// Gives words with numbers in digits; none where they say no number.
function inDigits(words, language) {
  const found = numberWords(language).inDigits(words);
  return found.some(isDigits) ? found : [];
}

// Gives the keyword that the whole text is.
export const called = (words, keywords) => keywords.get(words.join(" ")) ?? null;

// Gives the sign whose code the whole text is, alone or after a keyword of its story.
export function signIn(words, keywords, signs) {
  for (let parts = 1; parts <= Math.min(words.length, LONGEST_CODE); parts += 1) {
    const sign = signs.get(words.slice(-parts).join(""));
    if (!sign) continue;
    if (parts === words.length) return sign;
    if (keywords.get(words.slice(0, -parts).join(" "))?.story === sign.story) return sign;
  }
  return null;
}

// Gives the code of a sign that opens nothing any more, alone or after any keyword.
export function retiredIn(words, keywords, retired) {
  for (let parts = 1; parts <= Math.min(words.length, LONGEST_CODE); parts += 1) {
    const code = words.slice(-parts).join("");
    const before = words.slice(0, -parts).join(" ");
    if (retired.has(code) && (parts === words.length || keywords.has(before))) return code;
  }
  return null;
}

const isIn = (number, range) => range !== null && number !== null && range[0] <= number && number <= range[1];

// Gives the first reply whose words, label or number the whole text is.
export function same(heard, candidates) {
  const found = candidates.find(
    (each) =>
      (heard.words.length && each.phrases.some((phrase) => alike(phrase, heard.words))) ||
      phrasesInDigits(each, heard).some((phrase) => alike(phrase, heard.digits)) ||
      isIn(heard.number, each.reply.number),
  );
  return found?.reply ?? null;
}

// Gives the first reply whose words stand inside the text, or whose number is its only one.
export function within(heard, candidates, language) {
  let numbers = null;
  const found = candidates.find((each) => {
    if (each.phrases.some((phrase) => standsIn(phrase, heard.words))) return true;
    if (phrasesInDigits(each, heard).some((phrase) => standsIn(phrase, heard.digits))) return true;
    const { all, order, number } = each.reply;
    if (allIn(all, heard.words) || ordered(order, heard.words)) return true;
    if (number === null) return false;
    numbers ??= numbersWithin(heard.text, language);
    return numbers.length === 1 && isIn(numbers[0], number);
  });
  return found?.reply ?? null;
}

// Gives the phrases that say a number, in digits; none where none was said.
function phrasesInDigits({ phrases }, { digits, language }) {
  if (!digits.length) return [];
  return phrases.map((phrase) => inDigits(phrase, language)).filter((phrase) => phrase.length);
}

const standsAt = (phrase, words, at) => phrase.every((word, place) => word === words[at + place]);
const standsIn = (phrase, words) => placeOf(phrase, words, 0) >= 0;
const allIn = (phrases, words) => phrases.length > 0 && phrases.every((phrase) => standsIn(phrase, words));

function placeOf(phrase, words, from) {
  for (let at = from; at + phrase.length <= words.length; at += 1) if (standsAt(phrase, words, at)) return at;
  return -1;
}

// Tells whether each phrase stands after the one before it.
function ordered(phrases, words) {
  let from = 0;
  for (const phrase of phrases) {
    const at = placeOf(phrase, words, from);
    if (at < 0) return false;
    from = at + phrase.length;
  }
  return phrases.length > 0;
}

// Gives the reply in whose label all words of the text stand, if there is exactly one.
export function partOfLabel(heard, candidates) {
  const found = candidates.filter(({ label }) => heard.words.length && heard.words.every((word) => label.includes(word)));
  return found.length === 1 ? found[0].reply : null;
}

// Gives the reply that the text nearly is, if no other is equally near: by the optimal string alignment distance,
// without spaces, a last "s" or "es" counting for nothing; a number is never nearly another.
export function near(heard, candidates) {
  if (heard.number !== null) return null;
  let best = [];
  let least = TOO_MANY;
  const parts = partsOf(heard.words);
  for (const { reply, phrases } of candidates) {
    const found = Math.min(TOO_MANY, ...phrases.map((phrase) => slips(phrase, parts)));
    if (found < least) [best, least] = [[reply], found];
    else if (found === least && least < TOO_MANY) best.push(reply);
  }
  return best.length === 1 ? best[0] : null;
}

// Gives what a phrase of so many words may be near to, without spaces: the whole text, and each run of so many.
function partsOf(words) {
  const bySize = new Map();
  return (size) => {
    if (!bySize.has(size)) {
      const runs = size > 0 ? words.slice(size - 1).map((_, at) => words.slice(at, at + size).join("")) : [];
      bySize.set(size, new Set([words.join(""), ...runs]));
    }
    return bySize.get(size);
  };
}

// Counts the slips in the likeliest part of the text; TOO_MANY where there is none.
function slips(phrase, parts) {
  const size = phrase.length;
  const wanted = phrase.join("");
  if (/[0-9]/.test(wanted)) return TOO_MANY;
  const all = forms(wanted);
  if ([size, size - 1, size + 1].some((each) => all.some((form) => parts(each).has(form)))) return 0;
  const allowed = allowedIn(wanted);
  if (!allowed) return TOO_MANY;
  return Math.min(TOO_MANY, ...[...parts(size)].map((part) => distance(wanted, part, allowed)));
}

// Gives a word, its plurals, and what it may be the plural of; of three letters or more.
function forms(word) {
  if (long(word) < 3) return [word];
  const singular = ["s", "es"].filter((end) => word.endsWith(end) && long(word) - end.length >= 3);
  return [word, `${word}s`, `${word}es`, ...singular.map((end) => word.slice(0, -end.length))];
}

function distance(wanted, found, allowed) {
  if (/[0-9]/.test(found)) return TOO_MANY;
  const [some, others] = [characters(wanted), characters(found)];
  if (Math.abs(some.length - others.length) > allowed) return TOO_MANY;
  let [before, last] = [[], others.map((_, at) => at + 1)];
  last.unshift(0);
  for (const [row, a] of some.entries()) {
    const next = [row + 1];
    for (const [at, b] of others.entries()) {
      let least = Math.min(last[at] + (a === b ? 0 : 1), last[at + 1] + 1, next[at] + 1);
      if (row && at && a === others[at - 1] && some[row - 1] === b) least = Math.min(least, before[at - 1] + 1);
      next.push(least);
    }
    [before, last] = [last, next];
  }
  return last.at(-1) <= allowed ? last.at(-1) : TOO_MANY;
}

function allowedIn(wanted) {
  if (long(wanted) < 4) return 0;
  return long(wanted) < 8 ? 1 : 2;
}
