// What a phone keeps of a walk, and what becomes of it when the server answers. Each change gives {kept, result} (shelf.js).
//
// Kept of a walk: {file, token, stops, world, language, play, said, answer, queue, last, last_known, corrected, ahead_s}.
// `said` is what is shown, `answer` what the last turn said; the queue holds what the server has not yet, `server` where
// it alone can play that, and `before` what was shown before. `last` is the number of the last turn, `last_known` whether
// it told what others did as it was known here, `corrected` how often the server came to something else, and `ahead_s` how
// far the phone's clock is ahead of the server's.

// What a page shows of a play, and of what is said.
const SHOWN = ["scene", "menu", "ended", "items", "place"];
const SAID = ["text", "picture", "audio", "map"];

// Takes on what the server has; where it had not all yet, what is played here stays. `before` is what was kept when it was
// asked: another page may have played on since, or the server have taken what it had not then.
export function openedWith(kept, fresh, before) {
  if (!fresh) return keeping(kept);
  const isAhead = kept && (kept.queue.length > 0 || before?.queue.length > 0 || kept.last !== before?.last);
  return keeping(isAhead ? { ...kept, token: fresh.token } : adopted(kept, fresh));
}

export const keeping = (kept) => ({ kept, result: kept });

export function adopted(kept, { file, token, stops, world, play, said, language, ahead_s }) {
  return { queue: [], ...kept, file, token, stops, world, play, said, answer: said, language, ahead_s, last_known: false };
}

// Takes off the queue what the server has. Gives {shown, how}: what is to be shown, and how that is more than is shown:
// "answer" where only the server could play it, "late" where more was played since, "quietly" where only what others did
// is another, "otherwise" where the server came to something else, and "back" where it plays alone from now on.
export function takenOff(kept, first, shown) {
  if (kept?.queue[0]?.message !== first.message) return { kept, result: null };
  const queue = kept.queue.slice(1);
  if (queue.length) {
    const late = first.server && shown.said.length ? { shown, how: "late" } : null;
    return { kept: { ...kept, queue, token: shown.token }, result: late };
  }
  if (!shown.file) return { kept: null, result: { shown, how: "back" } };
  const isElsewhere = SHOWN.some((name) => JSON.stringify(kept.play?.[name]) !== JSON.stringify(shown.play?.[name]));
  // What came by itself may have come there before.
  const isOther = first.server || isElsewhere || (first.do !== "pass" && heard(kept.answer) !== heard(shown.said));
  const told = isOther ? [shown.said, first.before ?? []].find((said) => said.length) : null;
  const said = told ?? kept.said;
  // Of the same edition there is the file that is here.
  const file = shown.play?.edition === kept.play?.edition ? kept.file : shown.file;
  const isTold = isOther || kept.last_known;
  const corrected = (kept.corrected ?? 0) + Number(isTold);
  const next = { ...adopted(kept, { ...shown, said }), file, queue, corrected };
  const how = first.server ? "answer" : kept.last_known && !isElsewhere ? "quietly" : "otherwise";
  return { kept: next, result: isTold ? { shown: { ...shown, said }, how } : null };
}

// Takes off what the server will never have.
export function dropped(kept, first) {
  const isFirst = kept?.queue[0]?.message === first.message;
  return { kept: isFirst ? { ...kept, queue: kept.queue.slice(1) } : kept, result: isFirst };
}

// Lets go of a walk that is somebody else's by now, if that is what is kept.
export function letGo(kept, first) {
  const isFirst = kept?.queue[0]?.message === first.message;
  return { kept: isFirst ? null : kept, result: isFirst };
}

// Changes with each turn, and each time the server came to something else.
export const version = (kept) => `${kept?.last ?? ""}.${kept?.corrected ?? 0}`;

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
