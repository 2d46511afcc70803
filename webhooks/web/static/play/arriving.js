// Going from scene to scene: what happens on arrival, and what then is waited for (engine/play/arriving.py).

import { Begin, End, Start } from "./effects.js";
import { lead, leadToStart, listPlaces } from "./leading.js";
import { test } from "./meaning.js";
import { showMenu } from "./menu.js";
import { refused, turnedAway } from "./opening.js";
import { isProven, sayIfAway } from "./proving.js";
import { ANYWHERE_SCENE, opensBySign, waits } from "./story.js";
import { chosen } from "./variants.js";
import { speak, worded } from "./wording.js";

const MOST_STEPS = 100;

// A story that goes on by itself for ever: its author's error.
export class EndlessStory extends Error {}

// Begins the story with first values, unless it, or the place whose sign one comes by, is closed now.
export function begin(telling, place) {
  if (place !== null && turnedAway(telling, place)) return;
  const refusal = refused(telling);
  if (refusal) {
    telling.say(refusal);
    return;
  }
  telling.restart();
  telling.effects.push(Start());
  telling.prove(place, "sign");
  const { welcome = null, start } = telling.story;
  if (welcome !== null) telling.say(worded(telling, welcome));
  if (start === ANYWHERE_SCENE && place !== null) {
    telling.sceneId = ANYWHERE_SCENE;
    const scene = opened(telling, place);
    if (scene) {
      enter(telling, scene.id);
      return;
    }
  }
  leadToStart(telling, place);
  enter(telling, start);
}

// Gives the first scene of a place that may open now: unseen before seen, in file order.
export function opened(telling, place) {
  const may = [...telling.story.scenes.values()].filter(
    (scene) => scene.place === place && opensBySign(scene) && test(telling, scene.condition),
  );
  return may.find((scene) => !telling.visits(scene.id)) ?? may[0] ?? null;
}

// Arrives in a scene, and goes on from there until something is waited for.
export function enter(telling, sceneId) {
  let going = sceneId;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    going = arriveIn(telling, telling.story.scenes.get(going));
    if (going === null) return;
  }
  throw new EndlessStory(`'${sceneId}' of '${telling.story.id}' goes on without end.`);
}

// Does and says what a scene has; gives the scene that follows at once.
function arriveIn(telling, scene) {
  telling.arrive(scene);
  telling.do(scene.do);
  if (scene.checkpoint) telling.rememberPoint();
  speak(telling, scene.speech[telling.world.channel]);
  return goOn(telling, scene);
}

// Gives the scene that follows at once, or does what there is to do where none does.
export function goOn(telling, scene) {
  if (scene.ending !== null) end(telling, scene.ending);
  else if (scene.handover !== null) handOver(telling, scene.handover);
  else if (scene.back) {
    if (!telling.turnBack()) return telling.story.start;
    // Who came to the place meanwhile has arrived.
    const on = standsThere(telling, telling.scene) ? way(telling, telling.scene.go) : null;
    if (on !== null) return on;
    wait(telling);
  } else if (waits(scene)) {
    if (standsThere(telling, scene)) return way(telling, scene.go);
    wait(telling, true);
  } else return way(telling, scene.go);
  return null;
}

// Tells whether who comes to this walk is there already, by the proof that it asks for.
const standsThere = (telling, { walk }) =>
  walk !== null && telling.place !== null && isProven(telling, walk, telling.place, telling.proof);

// Gives the scene that a way leads to now.
const way = (telling, go) => (go === null || typeof go === "string" ? go : chosen(telling, go));

// Goes on from a scene that is done; where no way is open, says once more what is waited for.
export function goOrWait(telling) {
  const following = way(telling, telling.scene.go);
  if (following !== null) enter(telling, following);
  else wait(telling, true);
}

// Asks what the scene asks, shows the way where it waits elsewhere, and its choices.
export function wait(telling, arrived = false) {
  const { scene } = telling;
  if (scene.id === ANYWHERE_SCENE) listPlaces(telling);
  if (arrived && scene.walk?.map) {
    lead(telling, scene.walk.to);
    sayIfAway(telling, scene.walk, scene.walk.to);
  }
  if (scene.ask && scene.ask.question !== null) telling.say(worded(telling, scene.ask.question));
  showMenu(telling);
}

// Says the scene once more to somebody who comes back; nothing is done again.
export function show(telling) {
  speak(telling, telling.scene.speech[telling.world.channel]);
  wait(telling, true);
}

function end(telling, title) {
  telling.effects.push(End(title));
  [telling.sceneId, telling.ended, telling.menu, telling.returns] = [null, title, [], []];
  [telling.checkpoints, telling.asked] = [[], null];
}

// Ends this story and goes to another.
function handOver(telling, story) {
  end(telling, "");
  telling.effects.splice(-1, 1, Begin(story));
}

// Does what a reply says, and goes where it leads; with no way, stays and shows the choices.
export function take(telling, reply) {
  telling.take(reply);
  telling.do(reply.do);
  speak(telling, reply.speech);
  if (reply.ending !== null) end(telling, reply.ending);
  else if (reply.handover !== null) handOver(telling, reply.handover);
  else if (reply.visit !== null) {
    telling.rememberWay();
    enter(telling, reply.visit);
  } else {
    const following = way(telling, reply.go);
    if (following !== null) enter(telling, following);
    else showMenu(telling);
  }
}

// Begins the story from the start, because where the play was is no more.
export function beginAnew(telling) {
  telling.tell("changed");
  telling.restart();
  enter(telling, telling.story.start);
}
