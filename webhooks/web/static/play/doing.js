// Actions: what a story does to a play, and to what all players share (engine/play/doing.py).

import { Count, Tag, Vote } from "./effects.js";
import { LARGEST_NUMBER } from "./story.js";

const ACTIONS = {
  get: (telling, item) => {
    if (!telling.has(item)) telling.items = [...telling.items, item];
  },
  lose: (telling, item) => {
    telling.items = telling.items.filter((each) => each !== item);
  },
  add: (telling, fact, amount) => {
    const total = telling.fact(fact) + amount;
    telling.set(fact, Math.max(-LARGEST_NUMBER, Math.min(LARGEST_NUMBER, total)));
  },
  set: (telling, fact, value) => telling.set(fact, value),
  forget: (telling, fact) => telling.set(fact, telling.story.facts.get(fact)),
  tag: (telling, word) => telling.effects.push(Tag(word)),
  count,
  vote,
};

// Does one action.
export const act = (telling, [kind, ...parts]) => ACTIONS[kind](telling, ...parts);

function count(telling, counter) {
  if (!telling.passOn(counter)) return;
  telling.effects.push(Count(counter));
  const counters = new Map(telling.shared.counters).set(counter, telling.counted(counter) + 1);
  telling.sharedNow = { ...telling.shared, counters };
}

// Votes; what was voted before is taken back.
function vote(telling, poll, option) {
  telling.effects.push(Vote(poll, option));
  const votes = new Map(telling.shared.votes.get(poll));
  const before = telling.shared.mine.get(poll);
  if (votes.has(before)) votes.set(before, Math.max(votes.get(before) - 1, 0));
  votes.set(option, (votes.get(option) ?? 0) + 1);
  telling.sharedNow = {
    ...telling.shared,
    votes: new Map(telling.shared.votes).set(poll, votes),
    mine: new Map(telling.shared.mine).set(poll, option),
  };
}
