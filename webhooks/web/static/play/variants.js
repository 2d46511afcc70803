// Which of several texts or ways it is this time (engine/play/variants.py).

import { test } from "./meaning.js";

// Gives the one of now, and counts it as used; null where no condition is true.
export function chosen(telling, { kind, key, options, then = null }) {
  const used = telling.used(key);
  if (kind === "cases") return options.find((each) => may(telling, each))?.value ?? null;
  if (kind === "first") return first(telling, key, used, options[0], then);
  if (kind === "cycle") return cycle(telling, key, used, options);
  if (kind === "any") return any(telling, options.filter((each) => may(telling, each)));
  return shuffle(telling, key, used, options, then);
}

const may = (telling, option) => test(telling, option.condition);
const after = (telling, then) => (then !== null && may(telling, then) ? then.value : null);

// Gives the first while it was not used and may be; else what follows.
function first(telling, key, used, option, then) {
  if (used || !may(telling, option)) return after(telling, then);
  telling.use(key, 1);
  return option.value;
}

function cycle(telling, key, used, options) {
  for (let turn = 0; turn < options.length; turn += 1) {
    const at = (used + turn) % options.length;
    if (!may(telling, options[at])) continue;
    telling.use(key, (at + 1) % options.length);
    return options[at].value;
  }
  return null;
}

const any = (telling, options) => (options.length ? options[telling.choose(options.length)].value : null);

// Gives one that was not used, by chance; `used` has a bit for each that was.
function shuffle(telling, key, used, options, then) {
  const can = options.map((_, at) => at).filter((at) => may(telling, options[at]));
  let left = can.filter((at) => Math.floor(used / 2 ** at) % 2 === 0);
  let before = used;
  if (!left.length && then !== null) return after(telling, then);
  if (!left.length) [left, before] = [can, 0];
  if (!left.length) return null;
  const at = left[telling.choose(left.length)];
  telling.use(key, before + 2 ** at);
  return options[at].value;
}
