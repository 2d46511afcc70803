// Where a play changes: a story, a play, an event -> the next play, and what to do (engine/play/step.py).
//
// This is the second implementation of the step, for phones; both pass the same fixtures, so change them together.
// Each file here is the one of the same name in engine/, function by function; where it is not, it says whose it is.

import { EndlessStory, begin, show } from "./arriving.js";
import { awaited } from "./awaiting.js";
import { catchUp } from "./fitting.js";
import { hearGift, hearText } from "./hearing.js";
import { hearLocation } from "./locating.js";
import { fromKept, made, toKept } from "./play.js";
import { hearPress } from "./pressing.js";
import { whileShut } from "./shut.js";
import { MAP, due, fire, holdIfQuiet, nextWake, release, wakeS } from "./silence.js";
import { read } from "./story.js";
import { learn } from "./tables.js";
import { Telling } from "./telling.js";
import { arriveAt, openBySign, scan } from "./walking.js";
import { surroundings } from "./world.js";

// Gives a play of a story that has not begun.
function newPlay(story, language, world) {
  const known = story.languages.includes(language) ? language : story.languages[0];
  return made({ story: story.id, edition: story.edition, language: known, seed: world.seed });
}

// Moves a play by one event; gives {play, effects}. Raises EndlessStory after 100 automatic steps.
function step(story, play, event, world) {
  const telling = new Telling(story, play, world);
  const closing = telling.closed();
  if (closing !== null) return { play: whileShut(telling, event, closing), effects: telling.effects };
  if (event.kind === "passed") {
    // As it was, of an older edition too: that is told when something happens.
    if (!due(telling)) return { play, effects: nextWake(telling) };
    if (!catchUp(telling)) fire(telling);
    holdIfQuiet(telling);
  } else {
    telling.last_at_s = telling.nowS;
    release(telling);
    if (!catchUp(telling)) takeIn(telling, event);
  }
  telling.effects.push(...nextWake(telling));
  return { play: telling.done(), effects: telling.effects };
}

function takeIn(telling, event) {
  const { kind, place = null, words = "" } = event;
  if (kind === "joined") join(telling, place, event.language ?? null);
  else if (kind === "said") hearText(telling, event.text);
  else if (kind === "scanned") scan(telling, place);
  else if (kind === "arrived") arriveAt(telling, place, event.by);
  else if (kind === "located") hearLocation(telling, event);
  else if (kind === "pressed") hearPress(telling, event.payload, words);
  else if (kind === "sentphoto") hearGift(telling, "photo", event.gift, words);
  else if (kind === "sentvoice") hearGift(telling, "voice", event.gift, words);
}

function join(telling, place, language) {
  telling.speak(language);
  if (telling.sceneId === null) begin(telling, place);
  else if (place === null || !openBySign(telling, place)) show(telling);
}

// Gives when something comes next in a play by itself; null while nothing is to.
const comesS = (story, play, world) => wakeS(new Telling(story, play, world));

// What a page needs beside the step itself.
export const engine = { EndlessStory, MAP, awaited, comesS, fromKept, learn, newPlay, read, step, surroundings, toKept };
