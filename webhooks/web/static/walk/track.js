// A walk at a desk: a recorded track, or points tapped on the map, instead of the satellites.
//
// A track is a list of fixes, {lat, lon, accuracy_m, at_s}. `Track` gives them as `Where` does (where.js).

import { metres } from "./geo.js";
import { quality } from "./where.js";

const LARGEST_BYTES = 5_000_000;
const MOST_POINTS = 20_000;
const MOST_FIXES = 12 * 60 * 60;
const PACE_M_S = 1.4;
const USUAL_M = 8;
const METRES_A_HDOP = 5; // what a receiver is off, times how badly the satellites stand
const LONGEST_WAIT_S = 10;
const STEP_S = 1;

// Says in words for whoever chose the file why it is no track.
export class NoTrack extends Error {}

// Reads a file that somebody chose, a File or Blob. Raises NoTrack.
export async function readTrack(file) {
  if (file.size > LARGEST_BYTES) throw new NoTrack("This file is larger than 5 MB. Choose the GPX file of one walk.");
  return readGpx(await file.text());
}

// Reads the points of GPX 1.0 or 1.1: those of its tracks, or else of its routes. Where they have no times they
// are walked from one to the next. Their number in the file is the `points` of what is given. Raises NoTrack.
export function readGpx(text) {
  if (text.length > LARGEST_BYTES) throw new NoTrack("This text is longer than 5 MB. Take the GPX of one walk.");
  // A document type may define entities that unfold to gigabytes; GPX has none.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new NoTrack("This file defines XML entities. Save it as plain GPX.");
  const read = new DOMParser().parseFromString(text, "application/xml");
  if (read.querySelector("parsererror") || read.documentElement.localName !== "gpx") {
    throw new NoTrack("This is not a GPX file. Choose one that ends with .gpx.");
  }
  const points = ["trkpt", "rtept"].map((name) => [...read.getElementsByTagNameNS("*", name)]).find((found) => found.length);
  if (!points) throw new NoTrack("This GPX file has no track and no route. Save the walk as a track.");
  if (points.length > MOST_POINTS) throw new NoTrack(`This track has ${points.length} points, more than ${MOST_POINTS}. Cut it.`);
  const fixes = points.map(fixOf);
  const walk = fixes.every(({ at_s }) => Number.isFinite(at_s)) ? fixes : tapped(fixes);
  return Object.assign(walk, { points: points.length });
}

function fixOf(point, at) {
  const number = (name) => Number.parseFloat(point.getAttribute(name) ?? "");
  const said = (name) => point.getElementsByTagNameNS("*", name)[0]?.textContent.trim() ?? "";
  const [lat, lon] = [number("lat"), number("lon")];
  if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) {
    throw new NoTrack(`Point ${at + 1} of this track is nowhere on Earth. Mend its lat and lon, or take it out.`);
  }
  const hdop = Number.parseFloat(said("hdop"));
  return {
    lat,
    lon,
    accuracy_m: hdop > 0 ? hdop * METRES_A_HDOP : USUAL_M,
    at_s: Date.parse(said("time")) / 1000,
  };
}

// Gives the fixes of a walk from point to point, {lat, lon}, one a second, from `at_s` on. Raises NoTrack.
export function tapped(points, at_s = 0) {
  const fixes = points.slice(0, 1).map((point) => fixAt(point, at_s));
  for (const to of points.slice(1)) {
    const from = fixes.at(-1);
    const steps = Math.max(1, Math.ceil(metres(from, to) / (PACE_M_S * STEP_S)));
    if (fixes.length + steps > MOST_FIXES) throw new NoTrack("This walk is longer than 12 hours. Cut it.");
    for (let step = 1; step <= steps; step += 1) {
      fixes.push(fixAt(between(from, to, step / steps), from.at_s + step * STEP_S));
    }
  }
  return fixes;
}

const fixAt = ({ lat, lon }, at_s) => ({ lat, lon, accuracy_m: USUAL_M, at_s });

const between = (from, to, part) => ({
  lat: from.lat + (to.lat - from.lat) * part,
  lon: from.lon + (to.lon - from.lon) * part,
});

export class Track {
  #fixes;
  #told = null;
  #accuracies = [];
  #state = null;
  #timer = null;
  #last = null;
  began = () => {}; // Called when it begins to be walked.

  // `speed`: how many seconds of the walk pass in one; it may change on the way.
  constructor(fixes = [], speed = 1) {
    this.#fixes = [...fixes];
    this.speed = speed;
  }

  get isWalked() {
    return this.#told !== null;
  }

  start(told) {
    this.stop();
    this.#told = told;
    this.began();
    this.#become("asking");
    this.#next();
  }

  // Where it stops it goes on, with the next `start`.
  stop() {
    clearTimeout(this.#timer);
    this.#told = null;
    this.#state = null;
    this.#accuracies = [];
  }

  // Walks these in place of what was to come, a minute later than where it was.
  follow(fixes) {
    const later_s = this.#last && fixes.length ? this.#last.at_s + 60 - fixes[0].at_s : 0;
    this.#fixes = fixes.map((fix) => ({ ...fix, at_s: fix.at_s + later_s }));
    if (this.#told) this.#next();
  }

  // Walks on to a point, {lat, lon}, after all that is before it. Raises NoTrack where it is too far.
  walkTo(point) {
    const from = this.#fixes.at(-1) ?? this.#last;
    this.#fixes.push(...(from ? tapped([from, point], from.at_s).slice(1) : tapped([point])));
    if (this.#told) this.#next();
  }

  // Who is at the end stands there, and is seen there as by satellites.
  #next() {
    clearTimeout(this.#timer);
    const fix = this.#fixes[0] ?? (this.#last && { ...this.#last, at_s: this.#last.at_s + STEP_S });
    if (!fix) return;
    const wait_s = this.#last ? Math.min(Math.max(0, fix.at_s - this.#last.at_s), LONGEST_WAIT_S) : 0;
    this.#timer = setTimeout(() => {
      this.#fixes.shift();
      this.#give(fix);
      if (this.#told) this.#next();
    }, (wait_s * 1000) / this.speed);
  }

  #give(fix) {
    this.#last = fix;
    this.#accuracies = [...this.#accuracies.slice(-1), fix.accuracy_m];
    this.#become(quality(this.#accuracies));
    this.#told?.fix(fix, fix.at_s);
  }

  #become(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#told?.state(state);
  }
}
