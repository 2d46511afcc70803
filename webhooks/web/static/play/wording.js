// Text with facts filled in, in the player's language (engine/play/wording.py). A line is a text, or a list of texts
// and slots; a slot is a list of its kind, its name, and what of it.

import { Say } from "./effects.js";
import { listing } from "./listing.js";
import { word } from "./tables.js";
import { isBlank } from "./texts.js";
import { chosen } from "./variants.js";

// Says and shows what a scene or a reply has.
export function speak(telling, speech) {
  const text = speech.say !== null ? worded(telling, speech.say) : "";
  const heard = speech.transcript !== null ? worded(telling, speech.transcript) : "";
  if (!isBlank(text) || speech.picture || speech.audio) {
    telling.effects.push(Say(text, speech.picture, speech.alt, speech.audio, heard));
  }
}

// Gives the text to be said now, and counts the variant as used; empty where none may be.
export function worded(telling, words) {
  const line = isLine(words) ? words : chosen(telling, words);
  return line !== null ? filled(telling, line) : "";
}

const isLine = (words) => typeof words === "string" || Array.isArray(words);

// Fills in a line's slots. What a player typed is put in as text and never read again.
export const filled = (telling, line) =>
  typeof line === "string" ? line : line.map((part) => (typeof part === "string" ? part : value(telling, part))).join("");

function value(telling, [kind, name, of]) {
  if (kind === "fact") {
    const held = telling.fact(name);
    return typeof held === "boolean" ? word(held ? "yes" : "no", telling.language) : String(held);
  }
  if (kind === "place") return placeName(telling);
  if (kind === "items") return listing(telling.items.map((item) => telling.story.items.get(item)), telling.language);
  telling.world.sharedTold();
  if (kind === "counter") return String(telling.counted(name));
  return kind === "gift" ? gift(telling, name, of) : votes(telling, kind, name, of);
}

// Gives the name of the scene's place, else of the last proven one; empty without.
const placeName = (telling) => telling.story.places.get(telling.scene.place ?? telling.place)?.name ?? "";

function votes(telling, kind, name, of) {
  const given = telling.shared.votes.get(name) ?? new Map();
  const counted = (option) => given.get(option) ?? 0;
  const options = [...telling.story.polls.get(name)];
  const total = options.reduce((sum, [option]) => sum + counted(option), 0);
  if (kind === "votes") return String(counted(of));
  // Half up, in whole numbers.
  if (kind === "percent") return String(total ? Math.floor((200 * counted(of) + total) / (2 * total)) : 0);
  const most = Math.max(...options.map(([option]) => counted(option)));
  const leaders = options.filter(([option]) => counted(option) === most).map(([, shown]) => shown);
  return most ? listing(leaders, telling.language) : word("none yet", telling.language);
}

function gift(telling, name, of) {
  if (of === "count") return String(telling.gifts(name));
  const gifts = telling.shared.gifts.get(name) ?? [];
  if (!gifts.length) return word("none yet", telling.language);
  return of === "newest" ? gifts[0] : gifts[telling.choose(gifts.length)];
}
