// Showing the way: to where the story waits, begins, or could be gone on with (engine/play/leading.py).

import { Lead } from "./effects.js";
import { openAt, opensNext } from "./hours.js";
import { nearM } from "./latlon.js";
import { turnedAway, when } from "./opening.js";
import { ANYWHERE_SCENE } from "./story.js";
import { closing } from "./world.js";

const MOST_LED_TO = 5;
const MOST_NEARBY = 5;
const NEARBY_M = 5000;

// Shows the way to places, and says of each that is closed that it is. The words for the way to one of several come
// only where somebody `asked`: they would be long.
export function lead(telling, places, asked = false) {
  const known = places.map((place) => telling.story.places.get(place));
  for (const place of known.slice(0, MOST_LED_TO)) {
    sayIfClosed(telling, place);
    if (!isOpen(telling, place)) continue;
    const directions = asked || known.length === 1 ? place.directions : "";
    telling.effects.push(Lead(place.id, place.name, directions, place.at ? place.at.shown : ""));
  }
}

// Tells whether a place can be led to: neither the story nor staff have closed it.
export const isOpen = (telling, place) => place.status === "open" && telling.closed(place.id) === null;

// Says that a place is closed or gone, in the story's words where it has some.
export function sayIfClosed(telling, place) {
  if (place.status === "open" && turnedAway(telling, place.id)) return;
  if (place.status !== "open") {
    telling.say(place.instead || telling.sentence(`place ${place.status}`, { place: place.name }));
  } else if (place.hours !== null && !openAt(place.hours, telling.local())) {
    const local = telling.local();
    telling.say(when(telling, "place", opensNext(place.hours, local), local, place.name));
  }
}

// Says where the story begins to somebody who comes to it at another place.
export function leadToStart(telling, place) {
  if (telling.story.start === ANYWHERE_SCENE || place === null) return;
  const first = telling.story.places.get(telling.story.scenes.get(telling.story.start).place);
  if (first && first.id !== place) telling.tell("begins at", { place: first.name, directions: first.directions });
}

// Names the places that a story may begin at.
export function listPlaces(telling) {
  const open = [...telling.story.places.values()].filter((place) => isOpen(telling, place));
  telling.say([telling.sentence("begins anywhere"), ...open.map(({ name }) => name)].join("\n"));
}

// Says where the story waits; not for a walk that has `map: no`.
export function where(telling) {
  const { scene } = telling;
  if (scene.id === ANYWHERE_SCENE) listPlaces(telling);
  else if (scene.walk !== null) lead(telling, scene.walk.to, true);
  else if (scene.place !== null) lead(telling, [scene.place]);
  else telling.tell("waits for a reply");
}

// Names what is near the last proven place, the nearest first: places, and other stories.
export function nearby(telling) {
  const here = telling.story.places.get(telling.place);
  if (!here?.at) {
    telling.tell("nearby, but where");
    return;
  }
  const found = [...placesNear(telling, here), ...storiesNear(telling, here)].sort(inOrder);
  const lines = found
    .slice(0, MOST_NEARBY)
    .filter(([metres]) => metres <= NEARBY_M)
    .map(([metres, name, keyword]) =>
      telling.sentence(keyword ? "nearby story" : "nearby line", { name, metres: String(rounded(metres)), keyword }),
    );
  if (lines.length) telling.say([telling.sentence("near you"), ...lines].join("\n"));
  else telling.tell("nothing nearby");
}

function inOrder(some, others) {
  const at = some.findIndex((each, place) => each !== others[place]);
  return at < 0 ? 0 : some[at] < others[at] ? -1 : 1;
}

const placesNear = (telling, here) =>
  [...telling.story.places.values()]
    .filter((place) => place.at && place.id !== here.id && isOpen(telling, place))
    .map((place) => [nearM(here.at, place.at), place.name, ""]);

// Gives each other story once, by the nearest of its places.
const storiesNear = (telling, here) =>
  telling.world.landmarks
    .filter(({ story }) => story !== telling.story.id && closing(telling.world, story) === null)
    .map(({ at, title, keyword }) => [Math.min(...at.map((there) => nearM(here.at, there))), title, keyword]);

// Gives a distance as people say it: to ten metres.
const rounded = (metres) => Math.floor(metres / 10 + 0.5) * 10;
