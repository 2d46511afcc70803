// Places: scanned, arrived at, or said to be reached (engine/play/walking.py).

import { begin, enter, goOrWait, opened, wait } from "./arriving.js";
import { where } from "./leading.js";
import { turnedAway } from "./opening.js";
import { asksForProof, isProven, sayIfAway, sayWhatProves, takesWord } from "./proving.js";
import { ANYWHERE_SCENE } from "./story.js";

// Goes on where the sign is walked to, or opens its place's scene, or says where the story is.
export function scan(telling, place) {
  if (telling.sceneId === null) begin(telling, place);
  else if (!openBySign(telling, place)) nothingOpens(telling, place);
}

// Says that a code opens nothing any more, and what will do where the walk asks for a sign.
export function scanRetired(telling) {
  telling.tell("sign retired");
  const { walk } = telling.scene;
  if (walk !== null) sayIfAway(telling, walk, walk.to);
  wait(telling);
}

// Is at a place, and in the scene that its sign opens; false where it opens none.
export function openBySign(telling, place) {
  if (turnedAway(telling, place)) {
    wait(telling);
    return true;
  }
  telling.prove(place, "sign");
  if (walked(telling, place, "sign")) return true;
  const { walk, signs } = telling.scene;
  if (walk?.to.includes(place) && (signs !== "open" || walk.proof === "gps")) return false;
  const scene = opened(telling, place);
  if (scene !== null) {
    telling.rememberWay();
    enter(telling, scene.id);
  }
  return scene !== null;
}

// Goes on where the story waits for this place; GPS opens nothing else.
export function arriveAt(telling, place, by = "gps") {
  if (telling.sceneId === null) return;
  if (by === "word") {
    hereAt(telling, place);
    return;
  }
  if (telling.scene.walk?.to.includes(place) && turnedAway(telling, place)) wait(telling);
  else if (!walked(telling, place, "gps")) telling.prove(place, "gps");
}

// Is found at a place, and says what comes of it; where nothing does, where the story is.
export function arrive(telling, place) {
  const { walk } = telling.scene;
  if (turnedAway(telling, place)) wait(telling);
  else if (!walked(telling, place, "gps")) {
    telling.prove(place, "gps");
    if (walk?.to.includes(place)) {
      sayWhatProves(telling, walk, [place]);
      wait(telling);
    } else nothingOpens(telling, place);
  }
}

// Takes somebody's word that they are there, where that is proof enough.
export function here(telling) {
  const { walk } = telling.scene;
  if (walk === null) where(telling);
  else if (walk.to.length === 1 && turnedAway(telling, walk.to[0])) wait(telling);
  else if (asksForProof(telling, walk)) sayWhatProves(telling, walk);
  else if (walk.to.length === 1) saidToBeAt(telling, walk.to[0]);
  else {
    telling.asked = "here";
    const names = walk.to.map((place) => telling.story.places.get(place).name);
    telling.say([telling.sentence("which place"), ...names].join("\n"));
  }
}

// Takes somebody's word that they are at this place, where the story waits for it.
export function hereAt(telling, place) {
  const { walk } = telling.scene;
  if (!walk?.to.includes(place) || turnedAway(telling, place)) wait(telling);
  else if (takesWord(telling, walk, place)) saidToBeAt(telling, place);
  else sayWhatProves(telling, walk, [place]);
}

// Says where to go, and what tells that one is there, to somebody who wrote something else.
export function remindOfWalk(telling, walk) {
  if (walk.map) where(telling);
  sayWhatProves(telling, walk);
}

function saidToBeAt(telling, place) {
  telling.prove(place, "said");
  goOrWait(telling);
}

// Tells whether SKIP goes on from here.
export const canSkip = (telling) => {
  const { skip, walk } = telling.scene;
  return skip !== null || (walk !== null && !asksForProof(telling, walk));
};

// Goes where SKIP leads; a walk without `skip` counts as done, unless proof is asked for.
export function skip(telling) {
  const { scene } = telling;
  if (!canSkip(telling)) {
    telling.tell("nothing to skip");
    wait(telling);
    return;
  }
  telling.tell("skipped");
  if (scene.skip !== null) enter(telling, scene.skip);
  else {
    // As good as arriving, where it is clear at which place.
    telling.prove(scene.walk.to.length === 1 ? scene.walk.to[0] : null, "said");
    goOrWait(telling);
  }
}

function walked(telling, place, proof) {
  const { walk } = telling.scene;
  if (walk === null || !isProven(telling, walk, place, proof)) return false;
  telling.prove(place, proof);
  goOrWait(telling);
  return true;
}

function nothingOpens(telling, place) {
  const { scene } = telling;
  const waitsAt = telling.story.places.get(scene.place);
  // Who is led to a place is shown the way again.
  const led = scene.id === ANYWHERE_SCENE || scene.walk !== null;
  if (led || !waitsAt || waitsAt.id === place) telling.tell("nothing opens");
  else telling.tell("nothing opens, but at", { place: waitsAt.name, directions: waitsAt.directions });
  wait(telling, true);
}
