// Tells when a walker comes to a stop and when they leave it, by what the satellites say.
//
// A stop is {id, lat, lon, within_m}; a fix is {lat, lon, accuracy_m, at_s}, seconds of a clock that goes
// forward. Nothing here knows of pages, time or chance: the same fixes give the same answers.
//
// What counts for nothing: a fix that is coarser than 50 m and than twice the stop's radius R, older than
// 15 s, or that would take more than 8 m/s to get to. Come has who was within R with two fixes in a row, or
// with one that is R away at most even with half its accuracy added. Left has whose fixes are all further
// than max(1.4 R, R + 10 m, R + half the accuracy) for 20 s, three at least. The nearest stop wins.
//
// Measured on 10,000 simulated walks of each kind (tests/browser/scripts), other ones than the numbers below were
// chosen by: past a stop of 30 m, with a halt of up to three minutes near it and without, all stops armed at all
// times, noise of sigma 10 m on either axis:
//
//   noise                                    came            came twice       came to a stop 60 m aside
//   independent each second                  99.9-100 %      none             0-0.02 %
//   hanging together for half a minute       99.7-100 %      0-0.04 %         0.25-0.34 %
//   that, and jumps of 30-100 m              99.5-100 %      none             0.33-0.43 %
//
// "Within R" alone comes twice in 54-100 % of such walks, and jumps take it to the wrong stop in 19 %. A stop
// 50 m aside still opens in up to 5 % of the walks, one 40 m aside in 28 %: stops should lie further apart.

import { metres } from "./geo.js";

const USUAL_M = 30;
const COARSE_M = 50;
const OLDEST_S = 15;
const FIXES_TO_COME = 2;
const FIXES_TO_LEAVE = 3;
const LEFT_AFTER_S = 20;

export class Arrivals {
  #stops = new Map();
  #armed = new Set();
  #last = { told: [], at_s: -Infinity };
  #steps = new Steps();

  constructor(stops) {
    for (const { id, lat, lon, within_m } of stops) {
      const radius = within_m ?? USUAL_M;
      this.#stops.set(id, { id, lat, lon, radius, inside: 0, outside: 0, out_s: 0, here: false });
    }
  }

  // Waits for these stops and no others. Who stands at one of them already comes with the next fix; but not
  // a second time to where they came before and did not leave since.
  arm(ids) {
    this.#armed = new Set(ids);
  }

  // Gives the id of the stop that is waited for and where they stand already by the last fix, or null: who
  // stands still may get no other fix for a while. An old one tells nothing.
  standing(now_s) {
    return now_s - this.#last.at_s <= OLDEST_S ? this.#arrived(this.#last.told) : null;
  }

  // Gives {arrived, left, ignored, distances}: the id of the stop that they have come to, or null; of the one
  // that they have left, or null; why this fix counts for nothing ("broken", "old", "coarse" or "jump"), or
  // null; and metres to each stop by its id, none for a fix that counts for nothing.
  // `now_s` is when the fix is looked at. Who has come is waited for nowhere until `arm` says where next.
  take(fix, now_s = fix.at_s) {
    const ignored = this.#fault(fix, now_s);
    if (ignored) return { arrived: null, left: null, ignored, distances: {} };
    const near = [...this.#stops.values()]
      .map((stop) => ({ stop, away: metres(stop, fix) }))
      .sort((one, other) => one.away - other.away);
    const told = near.filter(({ stop }) => serves(fix, stop));
    for (const { stop, away } of told) count(stop, away, fix);
    this.#last = { told, at_s: fix.at_s };
    return {
      arrived: this.#arrived(told),
      left: this.#left(told),
      ignored: null,
      distances: Object.fromEntries(near.map(({ stop, away }) => [stop.id, away])),
    };
  }

  #fault(fix, now_s) {
    if (!sound(fix)) return "broken";
    if (now_s - fix.at_s > OLDEST_S || this.#steps.before(fix)) return "old";
    const stops = [...this.#stops.values()];
    if (stops.length > 0 && !stops.some((stop) => serves(fix, stop))) return "coarse";
    return this.#steps.believe(fix) ? null : "jump";
  }

  #arrived(near) {
    const found = near.find(({ stop }) => this.#armed.has(stop.id) && !stop.here && stop.come);
    if (!found) return null;
    Object.assign(found.stop, { here: true, outside: 0 });
    this.#armed.clear();
    return found.stop.id;
  }

  #left(near) {
    const found = near.find(({ stop }) => stop.here && stop.gone);
    if (!found) return null;
    found.stop.here = false;
    return found.stop.id;
  }
}

const sound = ({ lat, lon, accuracy_m, at_s }) =>
  [lat, lon, accuracy_m, at_s].every(Number.isFinite) &&
  Math.abs(lat) <= 90 &&
  Math.abs(lon) <= 180 &&
  accuracy_m >= 0;

const serves = (fix, stop) => fix.accuracy_m <= Math.max(COARSE_M, 2 * stop.radius);

function count(stop, away, { accuracy_m, at_s }) {
  const edge = Math.max(1.4 * stop.radius, stop.radius + 10, stop.radius + accuracy_m / 2);
  stop.inside = away <= stop.radius ? stop.inside + 1 : 0;
  stop.outside = away > edge ? stop.outside + 1 : 0;
  if (stop.outside === 1) stop.out_s = at_s;
  stop.come = stop.inside >= FIXES_TO_COME || away + accuracy_m / 2 <= stop.radius;
  stop.gone = stop.outside >= FIXES_TO_LEAVE && at_s - stop.out_s >= LEFT_AFTER_S;
}

const FASTEST_M_S = 8;
const LONGEST_STEP_S = 4;
const AGREED_S = 10;
const DOUBTED_S = 20;

// Which fixes may be the next of somebody who walks. By speed alone a jump would only have to last: what is
// 60 m off is believable after 8 s. So what follows a jump and is nearer to it than to where they were is doubted
// as well, and while there is doubt they are not taken to be further than 4 s away from where they were. But the
// first fix may have been the wrong one: doubts end when what is doubted agreed for 10 s, and after 20 s anyhow.
class Steps {
  #last = null;
  #doubted = null;

  before(fix) {
    return this.#last !== null && fix.at_s <= this.#last.at_s;
  }

  believe(fix) {
    if (this.#likely(fix) || this.#insists(fix)) {
      this.#last = fix;
      this.#doubted = null;
      return true;
    }
    return false;
  }

  #likely(fix) {
    if (!this.#last) return true;
    if (!this.#doubted) return reach(this.#last, fix);
    const jumped = this.#doubted.last;
    const follows = metres(jumped, fix) < metres(this.#last, fix) && reach(jumped, fix);
    return !follows && reach(this.#last, fix, LONGEST_STEP_S);
  }

  #insists(fix) {
    const earlier = this.#doubted ?? { first_s: fix.at_s, since_s: fix.at_s, last: fix };
    const since_s = reach(earlier.last, fix) ? earlier.since_s : fix.at_s;
    this.#doubted = { ...earlier, since_s, last: fix };
    return fix.at_s - since_s >= AGREED_S || fix.at_s - earlier.first_s >= DOUBTED_S;
  }
}

const reach = (from, to, longest_s = Infinity) =>
  metres(from, to) <= FASTEST_M_S * Math.min(to.at_s - from.at_s, longest_s);
