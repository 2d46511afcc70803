// What a condition means (engine/story/phrases/meaning.py): its tree is a list of its kind and its parts.

import { folded } from "./folding.js";
import { holds, minuteOfDay, weekday, isWithin } from "./hours.js";

const OPERATORS = {
  is: (some, other) => some === other,
  "is not": (some, other) => some !== other,
  "at least": (some, other) => some >= other,
  "at most": (some, other) => some <= other,
  "more than": (some, other) => some > other,
  "less than": (some, other) => some < other,
};

const CONDITIONS = {
  not: (sight, part) => !test(sight, part),
  and: (sight, ...parts) => parts.every((part) => test(sight, part)),
  or: (sight, ...parts) => parts.some((part) => test(sight, part)),
  has: (sight, item) => sight.has(item),
  compare: (sight, fact, operator, value) => compared(sight.fact(fact), operator, value),
  visited: (sight, scene, times) => sight.visits(scene) >= times,
  chose: (sight, reply) => sight.chosen(reply),
  at: (sight, place) => sight.place === place,
  counted: (sight, counter, operator, value) => {
    sight.world.sharedTold();
    return OPERATORS[operator](sight.counted(counter), value);
  },
  between: (sight, start, end) => isWithin(minuteOfDay(sight.local()), start, end),
  onday: (sight, day) => weekday(sight.local()) === day,
  during: (sight, first, last) => holds({ first, last }, sight.local()),
  dark: (sight) => sight.isDark(),
  by: (sight, channel) => sight.world.channel === channel,
  speaks: (sight, language) => sight.language === language,
  since: (sight, scene, seconds) => sight.sinceS(scene) !== null && sight.sinceS(scene) >= seconds,
  anygift: (sight, collection) => {
    sight.world.sharedTold();
    return sight.gifts(collection) > 0;
  },
};

// Tells whether a condition is true of what it looks at; none is.
export const test = (sight, tree) => tree === null || tree === undefined || CONDITIONS[tree[0]](sight, ...tree.slice(1));

function compared(held, operator, value) {
  if (typeof value !== "string") return OPERATORS[operator](held, value);
  return OPERATORS[operator](asCompared(String(held)), asCompared(value));
}

// Gives a text fact as it is compared; a name of emoji alone has no words, and is not empty.
const asCompared = (text) => folded(text) || text;
