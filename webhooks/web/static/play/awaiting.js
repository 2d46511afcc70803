// What a play waits for, told to a page that shows it: choices, a way, words, a photo (engine/play/awaiting.py).

import { labels } from "./menu.js";
import { openPlaces, takesWord } from "./proving.js";
import { ANYWHERE_SCENE } from "./story.js";
import { Telling } from "./telling.js";
import { canSkip } from "./walking.js";

const GIVEN = ["photo", "voice"];
const NOTHING = {
  choices: [], to: [], here: [], proof: "any", asks: null, answers: false, gives: [], hints: false, skips: false,
  shut: false, anywhere: false, ended: null, closed: false,
};

// Tells what a play waits for. One whose scene an edition has lost waits for anything.
export function awaited(story, play, world) {
  const telling = new Telling(story, play, world);
  if (!telling.isInAScene) return { ...NOTHING, ended: play.ended };
  if (telling.closed() !== null) return { ...NOTHING, closed: true };
  const { scene } = telling;
  const { walk } = scene;
  const to = walk ? openPlaces(telling, walk) : [];
  return {
    ...NOTHING,
    choices: [...labels(telling)].map(([id, label]) => ({ id: `${scene.id}/${id}`, label })),
    to,
    here: to.filter((place) => takesWord(telling, walk, place)),
    proof: walk ? walk.proof : "any",
    asks: scene.ask ? scene.ask.kind : null,
    answers: scene.replies.some((reply) => reply.pick === null && telling.possible(reply)),
    gives: gives(telling, scene),
    hints: scene.hints.length > 0,
    skips: canSkip(telling),
    shut: walk !== null && !to.length,
    anywhere: scene.id === ANYWHERE_SCENE,
  };
}

function gives(telling, scene) {
  const replies = scene.replies.filter((reply) => telling.possible(reply));
  return GIVEN.filter((kind) => scene.ask?.kind === kind || replies.some((reply) => reply[kind]));
}
