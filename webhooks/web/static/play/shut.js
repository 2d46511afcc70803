// A story that staff closed: who comes is told so, and their play stays as it is (engine/play/shut.py).

import { CONFIRMED, commandIn, forget } from "./commands.js";
import { Begin, WakeAt } from "./effects.js";
import { called, signIn, spoken } from "./matching.js";
import { turnedAway } from "./opening.js";
import { nextWake } from "./silence.js";
import { languageCalled } from "./tables.js";

// Where nobody knows when it opens, a timed reply looks so often. Who opens it wakes them all.
const LOOKS_EVERY_S = 60 * 60;

// Answers somebody in a closed story, and lets timed replies wait; gives the play as it was.
export function whileShut(telling, event, closing) {
  if (event.kind !== "passed") {
    telling.last_at_s = telling.nowS;
    hear(telling, event);
  }
  for (const { at_s } of nextWake(telling)) {
    telling.effects.push(WakeAt(Math.max(at_s, closing.until_s || telling.nowS + LOOKS_EVERY_S)));
  }
  const { last_at_s, asked, language } = telling;
  return { ...telling.play, last_at_s, asked, language };
}

const HEARD = { said: ["text"], sentphoto: ["words"], sentvoice: ["words"], pressed: ["payload", "words"] };

function hear(telling, event) {
  if (event.kind === "joined") telling.speak(event.language);
  if (!(HEARD[event.kind] ?? []).some((name) => leaves(telling, event[name] ?? ""))) turnedAway(telling);
}

// Hears what leads out of the story, or to another language of it; false where nothing does.
function leaves(telling, text) {
  const { words } = spoken(text, telling.language);
  const { asked } = telling;
  telling.asked = null;
  const command = commandIn(telling, words);
  const begin = toAnother(telling, words);
  if (begin) telling.effects.push(begin);
  else if (command === "forget me" || (asked === "forget me" && command === "yes")) forgetMe(telling, asked === "forget me");
  else if (command === "no" && CONFIRMED.includes(asked)) telling.tell("kept");
  else {
    telling.speak(languageCalled(words));
    return false;
  }
  return true;
}

function forgetMe(telling, again) {
  if (again) {
    forget(telling);
    return;
  }
  telling.asked = "forget me";
  telling.tell("forget me?");
}

// Gives the other story that a text leads to; its own keyword may set its language.
function toAnother(telling, words) {
  const { keywords, signs } = telling.world;
  const own = telling.story.id;
  const sign = signIn(words, keywords, signs);
  if (sign) return sign.story === own ? null : Begin(sign.story, sign.place);
  const keyword = called(words, keywords);
  if (keyword?.story === own) telling.speak(keyword.language);
  else if (keyword) return Begin(keyword.story, null, keyword.language);
  return null;
}
