// What is known of languages, as the server gives it: read once, by `learn`.

import { foldBy } from "./folding.js";

const SOURCE = "en";
// Filipino is the standard form of Tagalog; phones name it by either tag.
const SAME = { fil: "tl" };
const known = new Map();
let tongueNames = new Map();

// Takes in {folding, names, languages: {tag: {...}}}: as engine/pocket/tables.py writes it.
export function learn(tables) {
  foldBy(tables.folding);
  tongueNames = new Map(Object.entries(tables.names));
  for (const [tag, told] of Object.entries(tables.languages)) known.set(tag, told);
}

// Gives the language of a BCP 47 tag: that of "es-MX" is "es", an unknown one is English.
export function languageOf(tag) {
  const first = tag.replaceAll("_", "-").split("-")[0].toLowerCase();
  return known.get(SAME[first] ?? first) ?? known.get(SOURCE);
}

// Gives the tag of the language whose name the whole folded text is.
export const languageCalled = (words) => tongueNames.get(words.join(" ")) ?? null;

// Gives a sentence with its facts filled in; in English where a language has none.
export function sentence(key, language, channel, facts = {}) {
  const told = [languageOf(language), known.get(SOURCE)].map((each) => each.sentences ?? {});
  const found = told.flatMap((said) => [said[`${key} ${channel}`], said[key]]).find((each) => each !== undefined);
  return found.replace(/\{(\w+)\}/g, (_, name) => facts[name]).trim();
}

// Gives a piece of a sentence as it stands there: "yes", "on Monday", "April".
export const word = (key, language) => languageOf(language).words?.[key] || known.get(SOURCE).words[key];

const commandsOf = new Map();

// Gives the command that each folded text stands for; English ones work in every language.
export function commands(language) {
  if (!commandsOf.has(language)) {
    const all = [known.get(SOURCE), languageOf(language)].flatMap(({ commands }) => Object.entries(commands));
    commandsOf.set(language, new Map(all.flatMap(([command, texts]) => texts.map((text) => [text, command]))));
  }
  return commandsOf.get(language);
}
