// What proves that somebody is where a walk leads, and what they are told of it (engine/play/proving.py).

import { isOpen } from "./leading.js";
import { isSignless } from "./world.js";

// Gives what proves that somebody is at a place of a walk: anything, while its sign is away.
function proofAt(telling, walk, place) {
  return walk.proof === "sign" && isSignless(telling.world, telling.story.id, place) ? "any" : walk.proof;
}

// Tells whether who is at a place, by this proof, has come where a walk leads.
export const isProven = (telling, walk, place, proof) =>
  walk.to.includes(place) && ["any", proof].includes(proofAt(telling, walk, place));

// Gives the places of a walk that can be come to now, as nobody closed them.
export const openPlaces = (telling, walk) => walk.to.filter((place) => isOpen(telling, telling.story.places.get(place)));

// Tells whether somebody's word that they are at a place of a walk is proof enough: also where none can be come to.
export const takesWord = (telling, walk, place) =>
  proofAt(telling, walk, place) === "any" || !openPlaces(telling, walk).length;

// Tells whether a word is enough at none of the places that a walk leads to now.
export const asksForProof = (telling, walk) => !left(telling, walk).some((place) => takesWord(telling, walk, place));

// Says what tells that one has come, to these places of a walk or to any that it leads to now.
export function sayWhatProves(telling, walk, asked = []) {
  const places = asked.length ? asked : left(telling, walk);
  const asking = places.filter((place) => !takesWord(telling, walk, place));
  if (asking.length) {
    const key = walk.proof === "sign" ? "scan the sign first" : "be there first";
    telling.tell(key, { place: names(telling, asking), directions: "" });
  }
  if (!sayIfAway(telling, walk, places) && !asking.length) telling.tell("reply here");
}

// Says of the signs that a walk asks for and that are away that HERE will do; false if none is.
export function sayIfAway(telling, walk, places) {
  const away = openPlaces(telling, walk).filter(
    (place) => places.includes(place) && proofAt(telling, walk, place) !== walk.proof,
  );
  if (away.length) telling.tell("sign away", { place: names(telling, away) });
  return Boolean(away.length);
}

function left(telling, walk) {
  const open = openPlaces(telling, walk);
  return open.length ? open : walk.to;
}

export const names = (telling, places) => places.map((place) => telling.story.places.get(place).name).join(" / ");
