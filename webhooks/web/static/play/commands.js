// The words that work everywhere: one function a command (engine/play/commands.py).

import { begin, enter, goOn, wait } from "./arriving.js";
import { Carry, Erase, Hint, Repeat, Report } from "./effects.js";
import { fit, pointsLeft } from "./fitting.js";
import { nearby, where } from "./leading.js";
import { showMenu } from "./menu.js";
import { toData } from "./play.js";
import { sayIfAway } from "./proving.js";
import { waits } from "./story.js";
import { commands } from "./tables.js";
import { here, skip } from "./walking.js";
import { speak, worded } from "./wording.js";

// These ask for a second text that confirms.
export const CONFIRMED = ["restart", "forget me"];
const MOVED_BY_REPLIES = ["scene", "facts", "items", "visits", "taken", "counted"];

// Gives the command that the whole text is, in the player's language or another of the story.
export function commandIn(telling, words) {
  const text = words.join(" ");
  const tongues = [telling.language, ...telling.story.languages];
  return tongues.map((tag) => commands(tag).get(text)).find((each) => each) ?? null;
}

// Runs a command in the scene where the player is; false where it means nothing there.
export function run(telling, name) {
  if (!COMMANDS.has(name) || (name === "web" && !telling.world.link)) return false;
  COMMANDS.get(name)(telling);
  return true;
}

// Does what was asked for before, if this confirms it or says no; false where it does neither.
export function confirmed(telling, name, asked) {
  if (!CONFIRMED.includes(asked) || !["yes", "no", asked].includes(name)) return false;
  if (name === "no") {
    telling.tell("kept");
    // A story that has ended waits for none of its choices any more.
    if (telling.ended === null) showMenu(telling);
  } else if (asked === "restart") begin(telling, null);
  else forget(telling);
  return true;
}

// Asks for everything of this player to be erased.
export function forget(telling) {
  telling.tell("forgotten");
  telling.effects.push(Erase());
}

function hint(telling) {
  telling.effects.push(Hint(telling.scene.id));
  giveHint(telling);
}

// Gives the next hint; the last one again when all were given.
function giveHint(telling) {
  const { hints } = telling.scene;
  if (hints.length) {
    telling.say(worded(telling, hints[Math.min(telling.hints, hints.length - 1)]));
    telling.hints = Math.min(telling.hints + 1, hints.length);
  } else telling.tell("no hints");
  showMenu(telling);
}

function menu(telling) {
  showMenu(telling);
  if (!telling.menu.length) telling.tell("no choices");
}

// Goes back to the last checkpoint; from a checkpoint to the one before.
function back(telling) {
  let points = pointsLeft(telling.story, telling.checkpoints);
  if (points.length && leadsBackHere(telling, points)) points = points.slice(0, -1);
  if (points.length) {
    beAt(telling, points);
    return;
  }
  telling.tell("nothing to go back to");
  wait(telling);
}

// Is at the last of these checkpoints again, and wherever it goes on to by itself.
function beAt(telling, points) {
  telling.goBackTo(points);
  fit(telling);
  speak(telling, telling.scene.speech[telling.world.channel]);
  const following = goOn(telling, telling.scene);
  if (following !== null) enter(telling, following);
}

// Tells whether nothing has come of being at the last of these checkpoints since the arrival.
function leadsBackHere(telling, points) {
  let there = telling.trial();
  there.goBackTo(points);
  fit(there);
  if (!waits(there.scene)) {
    there = telling.trial();
    beAt(there, points);
  }
  const [now, then] = [toData(telling.done()), toData(there.done())];
  return MOVED_BY_REPLIES.every((name) => written(now[name]) === written(then[name]));
}

// Writes a value so that what is the same, in whatever order it was kept, is written the same.
const written = (value) =>
  JSON.stringify(value && typeof value === "object" && !Array.isArray(value) ? Object.entries(value).sort() : value);

function whereTo(telling) {
  const { walk } = telling.scene;
  if (walk !== null && !walk.map) {
    giveHint(telling);
    return;
  }
  where(telling);
  if (walk !== null) sayIfAway(telling, walk, walk.to);
  showMenu(telling);
}

function whatIsNear(telling) {
  nearby(telling);
  showMenu(telling);
}

function web(telling) {
  telling.tell("carry", { link: telling.world.link });
  telling.effects.push(Carry());
}

const ask = (what) => (telling) => {
  telling.asked = what;
  telling.tell(`${what}?`);
};

function report(telling) {
  telling.effects.push(Report(telling.place));
  telling.tell("reported");
  showMenu(telling);
}

const COMMANDS = new Map(
  Object.entries({
    hint, again: (telling) => telling.effects.push(Repeat()), menu, back, skip, where: whereTo, here,
    nearby: whatIsNear, web, restart: ask("restart"), "forget me": ask("forget me"), report,
  }),
);
