// What a page shows of a walk that the phone plays (webhooks/web/walk/shown.py).

import { engine } from "./../play/step.js";

// Gives all that it shows of what is kept; `now` in seconds since 1970.
export function shownOf(kept, { name, story, now }) {
  const { play: data, said, world: surroundings, stops, token, language } = kept;
  const play = data && engine.fromKept(data);
  const world = engine.surroundings({ ...surroundings, now });
  const waits = play && engine.awaited(story, play, world);
  const { choices = [], to = [], here = [], proof = "any", asks = null, answers, gives = [], ended = null } = waits ?? {};
  const isNothing = waits && !(choices.length || to.length || asks || answers || gives.length || waits.anywhere || waits.shut || ended !== null);
  const comes = Boolean(isNothing && !waits.closed && engine.comesS(story, play, world) !== null);
  const flags = Object.fromEntries(["anywhere", "hints", "skips", "shut"].map((each) => [each, Boolean(waits?.[each])]));
  return {
    story: name, begun: Boolean(play), language: play?.language ?? language, title: story.title,
    said, choices, walk: to.length ? { to, here, proof } : null, ask: asks ?? (answers ? "text" : null), gives,
    last_known: Boolean(kept.last_known), ended, at: play?.place ?? null, comes, again: !play || Boolean(isNothing && !comes), stops, token, ...flags,
  };
}

// Gives what a turn says, `before` what was said before it; pictures and sounds are those of the story's file.
export function saidBy(effects, before, file) {
  return effects.flatMap((effect) => {
    if (effect.kind === "repeat") return before;
    if (effect.kind === "lead") return [wayShown(effect)];
    return effect.kind === "say" ? [toldBy(effect, file)] : [];
  });
}

function toldBy({ text = "", picture, alt, audio, transcript }, file) {
  const heard = audio ? { audio: file.sounds[audio], transcript: transcript || text } : {};
  return { text, alt, ...file.pictures[picture], ...heard };
}

const wayShown = ({ place, name, directions, at }) => ({
  text: directions ? `${name}: ${directions}` : name, place, ...(at ? { map: `${engine.MAP}${at}` } : {}),
});
