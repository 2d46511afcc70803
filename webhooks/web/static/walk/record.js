// What a phone keeps of a walk, and what becomes of it when the server answers. Each change gives {kept, result} (shelf.js).
//
// Kept of a walk: {file, token, stops, world, language, play, said, answer, queue, last, last_known}. `said` is what is
// shown, `answer` what the last turn said; the queue holds what the server has not yet, `last` is the number of the last
// turn, and `last_known` whether it told what others did, as it was known here.

// What a page shows of a play, and of what is said.
const SHOWN = ["scene", "menu", "ended", "items", "place"];
const SAID = ["text", "picture", "audio", "map"];

// Takes on what the server has; where it had not all yet, what is played here stays. `before` is what was kept when it was
// asked: another page may have played on since.
export function openedWith(kept, fresh, before) {
  if (!fresh) return keeping(kept);
  const isAhead = kept && (kept.queue.length > 0 || kept.last !== before?.last);
  return keeping(isAhead ? { ...kept, token: fresh.token } : adopted(kept, fresh));
}

export const keeping = (kept) => ({ kept, result: kept });

export function adopted(kept, { file, token, stops, world, play, said, language }) {
  return { queue: [], ...kept, file, token, stops, world, play, said, answer: said, language, last_known: false };
}

// Takes off the queue what the server has; gives what is to be shown where it came to something else than is shown.
export function takenOff(kept, first, shown) {
  if (kept?.queue[0]?.message !== first.message) return { kept, result: null };
  const queue = kept.queue.slice(1);
  if (queue.length) return { kept: { ...kept, queue, token: shown.token }, result: null };
  const isElsewhere = SHOWN.some((name) => JSON.stringify(kept.play[name]) !== JSON.stringify(shown.play?.[name]));
  // What came by itself may have come there before.
  const isOther = isElsewhere || (first.do !== "pass" && heard(kept.answer) !== heard(shown.said));
  const said = isOther && shown.said.length ? shown.said : kept.said;
  const next = { ...adopted(kept, { ...shown, said }), file: kept.file, queue };
  const isTold = isOther || kept.last_known;
  return { kept: next, result: isTold ? { shown: { ...shown, said }, quietly: kept.last_known && !isElsewhere } : null };
}

const heard = (said) => JSON.stringify(said.map((one) => SAID.map((name) => one[name] || "")));

// Gives what all players share, with what this one adds to it (play/doing.js).
export function afterAll(effects, shared) {
  const { counters, votes, mine } = structuredClone(shared);
  const add = (to, name, amount) => (to[name] = Math.max((to[name] ?? 0) + amount, 0));
  for (const { kind, counter, poll, option } of effects) {
    if (kind === "count") add(counters, counter, 1);
    if (kind !== "vote") continue;
    votes[poll] ??= {};
    if (mine[poll] in votes[poll]) add(votes[poll], mine[poll], -1);
    add(votes[poll], option, 1);
    mine[poll] = option;
  }
  return { ...shared, counters, votes, mine };
}
