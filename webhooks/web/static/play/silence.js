// What comes by itself: timed replies, and what quiet hours hold back (engine/play/silence.py, message.py, texting/quiet.py).

import { EndlessStory, take } from "./arriving.js";
import { WakeAt } from "./effects.js";
import { localTime, minuteOfDay } from "./hours.js";
import { UNSEEN } from "./telling.js";

const MOST_AT_ONCE = 100;
// A text that belongs to the player's own may follow it for so long, whatever the hour.
const BELONGS_S = 30 * 60;
const [FIRST, LAST] = [9 * 60, 20 * 60];
// Where a map elsewhere shows a position.
export const MAP = "https://maps.google.com/?q=";

// Gives the timed reply that comes next in the scene where the play waits.
const next = (telling) => (telling.isInAScene && telling.scene.after[telling.fired]) || null;

// Tells whether something is due: all times count from the last thing that the player did.
export function due(telling) {
  const following = next(telling);
  return following !== null && telling.nowS >= telling.last_at_s + following.after_s;
}

// Lets happen what is due, in its order.
export function fire(telling) {
  for (let times = 0; times < MOST_AT_ONCE; times += 1) {
    if (!due(telling)) return;
    const { reply } = next(telling);
    telling.fired += 1;
    if (telling.possible(reply)) take(telling, reply);
  }
  throw new EndlessStory(`In '${telling.sceneId}' of '${telling.story.id}', one silence follows another without end.`);
}

// Lets what was said wait for the next answer, if it may not be sent now.
export function holdIfQuiet(telling) {
  if (mayBeSent(telling)) return;
  const words = message(telling.effects);
  telling.effects = telling.effects.filter(({ kind }) => !["say", "lead", "offer"].includes(kind));
  if (words) telling.held = [...telling.held, words];
  if (telling.sceneId !== telling.play.scene) {
    // The numbers that were sent mean nothing here, and what is asked here was not heard.
    telling.menu = Array(Math.max(1, telling.play.menu.length)).fill(UNSEEN);
  }
}

function mayBeSent({ world, story, last_at_s }) {
  if (!world.can_send) return false;
  if (world.channel !== "sms" || world.now - last_at_s <= BELONGS_S) return true;
  return [story.timezone ?? world.zone, ...world.zones].every((zone) => {
    const minute = minuteOfDay(localTime(world.now, world.clocks.get(zone)));
    return FIRST <= minute && minute < LAST;
  });
}

// Gives what is said, paragraph by paragraph.
const message = (effects) =>
  effects.map((each) => (each.kind === "say" ? each.text || each.transcript || each.alt : each.kind === "lead" ? wayTo(each) : "")).filter(Boolean).join("\n\n");

function wayTo({ name, directions, at }) {
  const words = directions ? `${name}: ${directions}` : name;
  return at ? `${words}\n${MAP}${at}` : words;
}

// Says first what was held back.
export function release(telling) {
  for (const words of telling.held) telling.say(words);
  telling.held = [];
}

// Gives when something comes next by itself, in seconds since 1970; null while nothing is to.
export const wakeS = (telling) => nextWake(telling)[0]?.at_s ?? null;

// Asks to be woken for what comes next.
export function nextWake(telling) {
  const following = next(telling);
  return following === null ? [] : [WakeAt(telling.last_at_s + following.after_s)];
}
