// What a step may know beside the story and the play (engine/play/world.py).

import { choose } from "./chance.js";

const WORLD = { seed: 0, channel: "web", zone: "UTC", zones: [], can_send: true, landmarks: [], link: "" };
// Called where a turn tells or asks of what all players share: the phone knows it as it was last.
const nobody = () => {};
const SHARED = { counters: {}, votes: {}, mine: {}, gifts: {}, given: {} };
const both = (story, place) => `${story}\n${place}`;
const byName = (data) => new Map(Object.entries(data ?? {}));

// Reads the surroundings of a turn: `now` in seconds since 1970, `clocks` as hours.js has them, by name of the zone.
export function surroundings(data) {
  const world = {
    ...WORLD, choose, sharedTold: nobody, ...data,
    clocks: byName(data.clocks),
    keywords: byName(data.keywords),
    signs: byName(data.signs),
    retired: new Set(data.retired),
    signless: new Set((data.signless ?? []).map(({ story, place }) => both(story, place))),
    closed: new Map((data.closed ?? []).map((each) => [both(each.story, each.place ?? ""), each])),
    shared: sharedOf(data.shared),
  };
  return world;
}

function sharedOf(data) {
  const shared = Object.fromEntries(Object.entries({ ...SHARED, ...data }).map(([name, each]) => [name, byName(each)]));
  for (const [poll, votes] of shared.votes) shared.votes.set(poll, byName(votes));
  return shared;
}

// Gives why a place cannot be come to now, or a whole story; null while staff let it.
export function closing(world, story, place = "") {
  const found = world.closed.get(both(story, place));
  return found && (found.until_s == null || world.now < found.until_s) ? found : null;
}

export const isSignless = (world, story, place) => world.signless.has(both(story, place));
