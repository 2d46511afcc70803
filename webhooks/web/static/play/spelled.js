// Numbers that are said in words, up to a hundred (engine/languages/spelled.py). What a run of words says is
// {number, enlarges, joins}: a number, a part of a larger one, "and", or nothing of these.

import { languageOf } from "./tables.js";
import { alike } from "./texts.js";

const OTHER = {};
const ofTable = new Map();

// Gives the number words that count in a language: its own and the English ones.
export function numberWords(language) {
  const table = languageOf(language);
  if (!ofTable.has(table)) ofTable.set(table, new NumberWords(table.numbers));
  return ofTable.get(table);
}

class NumberWords {
  constructor({ whole, articles, and, larger, idioms, prefix }) {
    this.whole = new Map(Object.entries(whole));
    this.prefix = prefix;
    const senses = new Map(and.map((word) => [word, { joins: true }]));
    for (const word of larger) senses.set(word, { enlarges: true });
    for (const [said, number] of this.whole) {
      if (!articles.includes(said)) senses.set(said, { number, enlarges: number === 100 });
    }
    for (const phrase of idioms) senses.set(phrase, OTHER);
    this.starts = byFirstWord(senses);
  }

  // Gives the numbers that stand in a text, in order; of number words the longest run wins.
  numbers(pieces) {
    const found = [];
    let run = [];
    for (const [sense] of [...this.#senses(this.#parted(pieces)), [OTHER]]) {
      if (sense.joins && run.at(-1)?.enlarges) continue;
      if (sense.enlarges || sense.number !== undefined) {
        run.push(sense);
        continue;
      }
      if (!isLarger(run)) found.push(...run.map(({ number }) => number).filter((each) => each !== undefined));
      run = [];
    }
    return found;
  }

  // Gives folded words with each number that they say in digits: ["7", "birds"].
  inDigits(words) {
    const found = [];
    let run = [];
    for (const [sense, said] of this.#senses(words)) {
      if ((sense.joins && run.at(-1)?.[0].enlarges) || sense.enlarges || sense.number !== undefined) {
        run.push([sense, said]);
        continue;
      }
      found.push(...asDigits(run), ...said);
      run = [];
    }
    return [...found, ...asDigits(run)];
  }

  *#senses(pieces) {
    for (let at = 0; at < pieces.length; ) {
      const [sense, long] = this.#sense(pieces, at);
      yield [sense, pieces.slice(at, at + long)];
      at += long;
    }
  }

  #sense(pieces, at) {
    const first = pieces[at];
    if (typeof first === "number") return [{ number: first }, 1];
    for (const [words, sense] of this.starts.get(first) ?? []) {
      if (alike(pieces.slice(at, at + words.length), words)) return [sense, words.length];
    }
    return [OTHER, 1];
  }

  // Parts an "and" from the number word that it is written onto.
  #parted(pieces) {
    return pieces.flatMap((piece) => {
      const rest = typeof piece === "string" ? this.#afterPrefix(piece) : "";
      return rest ? [this.prefix, rest] : [piece];
    });
  }

  #afterPrefix(word) {
    if (!this.prefix || this.starts.has(word) || !word.startsWith(this.prefix)) return "";
    const rest = word.slice(this.prefix.length);
    return this.starts.has(rest) ? rest : "";
  }
}

function byFirstWord(senses) {
  const found = new Map();
  for (const [phrase, sense] of senses) {
    const words = phrase.split(" ");
    found.set(words[0], [...(found.get(words[0]) ?? []), [words, sense]]);
  }
  for (const runs of found.values()) runs.sort(([some], [others]) => others.length - some.length);
  return found;
}

const isLarger = (run) => run.length > 1 && run.some(({ enlarges }) => enlarges);

function asDigits(run) {
  const larger = isLarger(run.map(([sense]) => sense));
  return run.flatMap(([{ number }, said]) => (larger || number === undefined ? said : [String(number)]));
}
