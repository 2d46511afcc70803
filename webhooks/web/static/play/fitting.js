// What was kept in an older edition, fitted into the story as it is now (engine/play/fitting.py, catching_up.py).

import { beginAnew, enter, show } from "./arriving.js";
import { pointsOf } from "./play.js";
import { waits } from "./story.js";

// Tells whether a scene of an older edition still is there, by its name or by `moved`.
const stays = (story, scene) => story.scenes.has(scene) || story.moved.has(scene);

// Gives the checkpoints whose scenes still are there, each as data, the newest last.
export const pointsLeft = (story, checkpoints) => pointsOf(checkpoints).filter(({ scene }) => stays(story, scene));

// Lets go of what this edition does not know any more.
export function fit(telling) {
  const { story } = telling;
  if (!story.languages.includes(telling.language)) telling.speak(story.language);
  for (const [name, value] of telling.kept.facts) {
    if (typeof value !== typeof story.facts.get(name)) telling.kept.facts.delete(name);
  }
  telling.items = telling.items.filter((item) => story.items.has(item));
  if (!story.places.has(telling.place)) [telling.place, telling.proof] = [null, null];
  if (!telling.isInAScene && story.moved.has(telling.sceneId)) telling.sceneId = story.moved.get(telling.sceneId);
  if (telling.isInAScene) telling.fired = Math.min(telling.fired, telling.scene.after.length);
}

// Brings a play into this edition; true where that was the turn, and the player was told.
export function catchUp(telling) {
  if (telling.play.edition !== telling.story.edition) fit(telling);
  if (telling.sceneId === null) return false;
  if (!telling.isInAScene) toLastCheckpoint(telling);
  else if (!waits(telling.scene)) enter(telling, telling.scene.id);
  else return false;
  return true;
}

function toLastCheckpoint(telling) {
  const points = pointsLeft(telling.story, telling.checkpoints);
  if (!points.length) {
    beginAnew(telling);
    return;
  }
  telling.goBackTo(points);
  fit(telling);
  telling.tell("moved on");
  show(telling);
}
