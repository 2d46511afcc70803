// One player's play of one story, as a value and as JSON (engine/play/play.py).

import { difference, patched } from "./patch.js";

const VERSION = 1;
const ALWAYS = ["story", "edition", "language", "seed"];
const MAPS = ["facts", "visits", "since", "taken", "used", "counted", "sent"];
// What BACK does not undo.
export const STAYS = ["story", "edition", "language", "seed", "sent", "last_at_s", "checkpoints", "held"];

// Gives a play with these values, and first ones for the rest.
export const made = (values) => ({
  scene: null, ended: null, place: null, proof: null, menu: [], items: [], returns: [], hints: 0, misses: 0,
  last_at_s: 0, fired: 0, asked: null, held: [], checkpoints: [],
  ...Object.fromEntries(MAPS.map((name) => [name, new Map()])),
  ...values,
});

// Gives a play as data that JSON can hold; what has its default is left out.
export function toData(play) {
  const data = {};
  for (const [name, value] of Object.entries(play)) {
    const held = value instanceof Map ? value.size : Array.isArray(value) ? value.length : value || value === "";
    if (!held && !ALWAYS.includes(name)) continue;
    data[name] = value instanceof Map ? Object.fromEntries(value) : value;
    if (name === "returns") data[name] = value.map(({ scene, hints, misses, fired }) => [scene, hints, misses, ...(fired ? [fired] : [])]);
  }
  return data;
}

// Reads what `toData` gave.
export function fromData(data) {
  const values = { ...data };
  for (const name of MAPS) if (Object.hasOwn(data, name)) values[name] = new Map(Object.entries(data[name]));
  if (data.returns) values.returns = data.returns.map(([scene, hints = 0, misses = 0, fired = 0]) => ({ scene, hints, misses, fired }));
  return made(values);
}

// Gives a play as it is kept: the newest checkpoint as what makes it of the play, `sent` as what BACK undid.
export function toKept(play) {
  const { sent, checkpoints, ...data } = toData(play);
  const more = Object.entries(sent ?? {}).filter(([what, n]) => n !== play.counted.get(what));
  if (more.length) data.sent = Object.fromEntries(more);
  if (checkpoints) data.checkpoints = [...checkpoints.slice(0, -1), difference(undoneByBack(data), checkpoints.at(-1))];
  return { v: VERSION, ...data };
}

// Reads what `toKept` gave. Raises RangeError where it is of another version.
export function fromKept({ v, ...data }) {
  if (v !== VERSION) throw new RangeError("This play was written by another version of Wayside.");
  if (data.counted) data.sent = { ...data.counted, ...data.sent };
  const points = data.checkpoints;
  delete data.checkpoints;
  if (points) data.checkpoints = [...points.slice(0, -1), patched(undoneByBack(data), points.at(-1))];
  return fromData(data);
}

// Gives the checkpoints of a play each as data of its own, the newest last.
export function pointsOf(checkpoints) {
  const found = [];
  for (const point of checkpoints.toReversed()) found.unshift(found.length ? patched(found[0], point) : point);
  return found;
}

// Gives what `pointsOf` was made of.
export const checkpointsOf = (points) =>
  points.map((point, at) => (at + 1 < points.length ? difference(points[at + 1], point) : point));

export const undoneByBack = (data) => Object.fromEntries(Object.entries(data).filter(([name]) => !STAYS.includes(name)));
