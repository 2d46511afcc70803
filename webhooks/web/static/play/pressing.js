// A pressed button: it picks its choice, however long ago it was shown (engine/play/pressing.py).

import { take, wait } from "./arriving.js";
import { commandIn } from "./commands.js";
import { hearText, isExpected } from "./hearing.js";
import { called, retiredIn, signIn, spoken } from "./matching.js";
import { UNSEEN } from "./telling.js";

// Takes the choice that a button stands for; else hears it as a text.
export function hearPress(telling, payload, words) {
  const reply = choice(telling, payload);
  if (reply) {
    telling.asked = null;
    take(telling, reply);
  } else if (telling.sceneId !== null && belongsElsewhere(telling, payload)) {
    telling.asked = null;
    telling.tell("choice is gone");
    wait(telling);
  } else hearText(telling, saysSomething(telling, payload) ? payload : words || payload);
}

// Gives the choice of this scene with that id, if it can be picked now.
function choice(telling, payload) {
  if (!telling.isInAScene || telling.menu.includes(UNSEEN)) return null;
  const here = `${telling.sceneId}/`;
  const names = [payload, payload.startsWith(here) ? payload.slice(here.length) : payload];
  return telling.scene.replies.find((each) => each.pick !== null && names.includes(each.id) && telling.possible(each));
}

// Tells whether this is a choice of a scene, and none that can be picked where the play is.
function belongsElsewhere(telling, payload) {
  const slash = payload.lastIndexOf("/");
  const found = slash < 0 ? null : telling.story.scenes.get(payload.slice(0, slash));
  return Boolean(found) && found.replies.some(({ id }) => id === payload.slice(slash + 1));
}

// Tells whether a payload means something as a text, so that it is not only a name.
function saysSomething(telling, payload) {
  const { number, words } = spoken(payload, telling.language);
  const { keywords, signs, retired } = telling.world;
  return Boolean(
    (number !== null && 1 <= number && number <= telling.menu.length) ||
      signIn(words, keywords, signs) ||
      retiredIn(words, keywords, retired) ||
      called(words, keywords) ||
      commandIn(telling, words) ||
      isExpected(telling, payload),
  );
}
