// Where the walker is, for the page: to which stop they have come, how far it is to the next one, and the map.
// Positions stay in here.

import { Arrivals } from "./arrival.js";
import { metres, wind } from "./geo.js";

const LONG_GONE_MS = 60000;

export class Guide {
  #where; #told; #stops; #arrivals; #to = []; #fix = null; #map = null; #left_ms = null;
  #closed = []; #ended_at = null;

  // `stops` are all of the walk; `where` gives positions as where.js does. `told` is {arrived(id),
  // passed(later, waiting), state(name), way(stop, metres, wind)}.
  constructor(stops, where, told) {
    this.#stops = stops.filter(({ lat, lon }) => lat !== null && lon !== null);
    this.#where = where;
    this.#told = told;
    this.#arrivals = new Arrivals(this.#stops);
    document.addEventListener("visibilitychange", () => this.#hidden());
  }

  get hasStops() {
    return this.#stops.length > 0;
  }

  // Call it from a tap: browsers may then ask the walker.
  start() {
    if (this.hasStops) this.#where.start({ fix: (fix, now_s) => this.take(fix, now_s), state: this.#told.state });
  }

  stop() {
    this.#where.stop();
  }

  // Takes what a turn shows (openapi.json): which stops are closed now, and at which one the story has ended.
  know({ stops, ended, at }) {
    this.#closed = stops.filter(({ open }) => !open).map(({ id }) => id);
    this.#ended_at = ended === null ? null : at;
  }

  // Waits where the story waits: {to, here, proof}, or null. Where a sign is asked for, nobody has come by a position.
  wait(walk) {
    this.#to = this.#stops.map(({ id }) => id).filter((id) => walk?.to.includes(id));
    this.#arrivals.arm(walk?.proof === "sign" ? walk.here : this.#to);
    this.#marked();
    this.#lead();
    const id = this.#arrivals.standing(Date.now() / 1000);
    if (id) this.#told.arrived(id);
  }

  // Shows all of it on a map (map.js).
  draw(map) {
    this.#map = map;
    if (this.#fix) map.show(this.#fix);
    this.#marked();
  }

  // Takes one position.
  take(fix, now_s = fix.at_s) {
    const { arrived, ignored } = this.#arrivals.take(fix, now_s);
    if (ignored && ignored !== "coarse") return;
    this.#fix = fix;
    this.#map?.show(fix);
    if (arrived) this.#told.arrived(arrived);
    else this.#catchUp(ignored);
    this.#lead();
  }

  #lead() {
    const found = this.#fix && this.#nearest(this.#to);
    if (found && found.away > found.stop.within_m)
      this.#told.way(found.stop, found.away, wind(this.#fix, found.stop));
  }

  #nearest(ids) {
    return this.#stops
      .filter(({ id }) => ids.includes(id))
      .map((stop) => ({ stop, away: metres(this.#fix, stop) }))
      .sort((one, other) => one.away - other.away)[0];
  }

  // Who had the phone in the pocket may have passed the stop that the story waits for.
  #catchUp(ignored) {
    if (ignored || this.#left_ms === null) return;
    const was_long = Date.now() - this.#left_ms > LONG_GONE_MS;
    this.#left_ms = null;
    const waiting = this.#stops.find(({ id }) => id === this.#to[0]);
    if (!was_long || this.#to.length !== 1) return;
    const later = this.#nearest(this.#stops.filter(({ number }) => number > waiting.number).map(({ id }) => id));
    if (later && later.away <= later.stop.within_m) this.#told.passed(later.stop, waiting);
  }

  #hidden() {
    if (document.visibilityState === "hidden") this.#left_ms = Date.now();
  }

  #marked() {
    if (!this.#map) return;
    this.#map.arm(this.#to);
    this.#map.close(this.#closed);
    const last = this.#stops.find(({ id }) => id === this.#ended_at)?.number + 1;
    const first = last || Math.min(...this.#stops.filter(({ id }) => this.#to.includes(id)).map(({ number }) => number));
    // Where the story waits for no place, it is where it was.
    if (Number.isFinite(first)) this.#map.done(this.#stops.filter(({ number }) => number < first).map(({ id }) => id));
  }
}
