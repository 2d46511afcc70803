// Walks that were never walked: a street past some stops, and what a phone would have said on the way.

import { metres } from "/walk/geo.js";

const NORTH_M = 6371008.8 * (Math.PI / 180); // metres of a degree of latitude
const START = { lat: 47.5, lon: 8.25 };
const STEP_S = 1;

// The generator Mulberry32, as plays use it: the same seed gives the same walk.
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const between = (random, low, high) => low + random() * (high - low);

// Box and Muller, 1958.
const normal = (random) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

// A place `along` metres up the street and `aside` to its right; the street goes by `heading`.
export function place({ along, aside }, heading) {
  const north = along * Math.cos(heading) - aside * Math.sin(heading);
  const east = along * Math.sin(heading) + aside * Math.cos(heading);
  const round = NORTH_M * Math.cos((START.lat * Math.PI) / 180);
  return { lat: START.lat + north / NORTH_M, lon: START.lon + east / round };
}

// Where the walker truly is, each second: up the street, with a halt wherever `halts` has one.
export function way(random, { length, halts = [] }) {
  const speed = between(random, 0.9, 1.7);
  const steps = [];
  const waiting = [...halts].sort((one, other) => one.along - other.along);
  for (let along = 0; along < length; along += speed * STEP_S) {
    while (waiting.length && waiting[0].along <= along) {
      const { for_s, ...spot } = waiting.shift();
      for (let s = 0; s < for_s; s += STEP_S) steps.push(spot);
    }
    steps.push({ along, aside: 0 });
  }
  return steps;
}

// How far off a phone is, second by second: independent; hanging together for half a minute; and as
// in a street of tall houses, where it also jumps to another street for some seconds and may not know it.
const SIGMA_M = 10;
const HANGS_TOGETHER_S = 30;
export const noises = {
  white: (random) => () => ({
    along: SIGMA_M * normal(random),
    aside: SIGMA_M * normal(random),
    accuracy_m: between(random, 8, 20),
  }),
  correlated: (random) => {
    const keep = Math.exp(-STEP_S / HANGS_TOGETHER_S);
    const fresh = SIGMA_M * Math.sqrt(1 - keep * keep);
    const off = { along: SIGMA_M * normal(random), aside: SIGMA_M * normal(random) };
    return () => {
      for (const axis of ["along", "aside"]) off[axis] = keep * off[axis] + fresh * normal(random);
      return { ...off, accuracy_m: between(random, 8, 20) };
    };
  },
  urban: (random) => {
    const usual = noises.correlated(random);
    let jump = null;
    return () => {
      if (jump && --jump.left < 0) jump = null;
      if (!jump && random() < 1 / 60) {
        const [far, to] = [between(random, 30, 100), between(random, 0, 2 * Math.PI)];
        jump = {
          left: Math.floor(between(random, 1, 8)),
          along: far * Math.cos(to),
          aside: far * Math.sin(to),
          accuracy_m: random() < 0.5 ? far : 12,
        };
      }
      const off = usual();
      if (!jump) return off;
      return {
        along: off.along + jump.along,
        aside: off.aside + jump.aside,
        accuracy_m: jump.accuracy_m,
      };
    };
  },
};

// What the phone says on the way, one fix a second at best; some are missing.
export function fixes(random, steps, heading, noise) {
  const off = noise(random);
  return steps.flatMap((spot, at_s) => {
    const { along, aside, accuracy_m } = off();
    if (random() < 0.1) return [];
    const seen = place({ along: spot.along + along, aside: spot.aside + aside }, heading);
    return [{ ...seen, accuracy_m, at_s: at_s * STEP_S }];
  });
}

// Where a stop can be looked at or listened to: some steps from it, for up to three minutes.
function haltNear(random, { along, aside }) {
  const [away, to] = [between(random, 0, 15), between(random, 0, 2 * Math.PI)];
  return {
    along: along + away * Math.cos(to),
    aside: aside + away * Math.sin(to),
    for_s: between(random, 20, 180),
  };
}

// One walk past two stops of the usual 30 m: `stop` is where the story waits for the walker and where they
// halt; `far` is `off_m` from the street. Tells how often each was come to.
export function walk(Arrivals, seed, { noise, off_m = 60, halt = true }) {
  const random = chance(seed);
  const heading = between(random, 0, 2 * Math.PI);
  const stop = { along: 250, aside: between(random, -15, 15) };
  const spots = { stop, far: { along: 500, aside: off_m } };
  const halts = halt ? [haltNear(random, stop)] : [];
  const stops = Object.entries(spots).map(([id, spot]) => ({
    id,
    within_m: 30,
    ...place(spot, heading),
  }));
  const steps = way(random, { length: 750, halts });
  const arrivals = new Arrivals(stops);
  const times = { stop: 0, far: 0 };
  for (const fix of fixes(random, steps, heading, noises[noise])) {
    arrivals.arm(Object.keys(spots));
    const { arrived } = arrivals.take(fix);
    if (arrived) times[arrived] += 1;
  }
  return times;
}

// Seeds from here on were not looked at when the numbers of the rule were chosen.
const FIRST_SEED = 1_000_000;

// Of so many walks: how many came to the stop, came twice or more, and came to what they never were at.
export function figures(Arrivals, walks, options) {
  const sum = { hit: 0, again: 0, wrong: 0 };
  for (let seed = FIRST_SEED; seed < FIRST_SEED + walks; seed += 1) {
    const times = walk(Arrivals, seed, options);
    sum.hit += times.stop > 0 ? 1 : 0;
    sum.again += times.stop > 1 ? 1 : 0;
    sum.wrong += times.far > 0 ? 1 : 0;
  }
  return Object.fromEntries(Object.entries(sum).map(([name, count]) => [name, count / walks]));
}

// What one would write first: there whenever a fix is within the radius, gone whenever one is not.
export class Naive {
  #stops;
  #here = new Set();

  constructor(stops) {
    this.#stops = stops;
  }

  arm() {}

  take(fix) {
    let arrived = null;
    for (const stop of this.#stops) {
      const within = metres(stop, fix) <= stop.within_m;
      if (within && !this.#here.has(stop.id)) arrived = stop.id;
      if (within) this.#here.add(stop.id);
      else this.#here.delete(stop.id);
    }
    return { arrived };
  }
}
