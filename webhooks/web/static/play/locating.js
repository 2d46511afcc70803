// Somebody sends where they are: they have arrived where the story waits, or are told where (engine/play/locating.py).

import { hearText } from "./hearing.js";
import { nearM } from "./latlon.js";
import { where } from "./leading.js";
import { showMenu } from "./menu.js";
import { names } from "./proving.js";
import { arrive } from "./walking.js";

// Takes a position as an arrival at the nearest place that it is within the radius of.
export function hearLocation(telling, at) {
  const place = nearest([...telling.story.places.values()], at);
  if (telling.sceneId === null) hearText(telling, "");
  else if (place) arrive(telling, place.id);
  else farOff(telling);
}

// Gives the nearest place whose radius holds a position.
function nearest(places, at) {
  const found = places
    .filter((place) => place.at && nearM(at, place.at) <= place.within_m)
    .sort((some, other) => nearM(at, some.at) - nearM(at, other.at));
  return found[0] ?? null;
}

// Says where the story waits to somebody who is near none of its places.
function farOff(telling) {
  const { walk } = telling.scene;
  if (walk !== null) telling.tell("be there first", { place: names(telling, walk.to), directions: "" });
  if (walk === null || walk.map) where(telling);
  showMenu(telling);
}
