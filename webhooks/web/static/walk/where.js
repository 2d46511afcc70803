// Where the phone is, for as long as the page can be seen.
//
// What a page takes positions from has `start({fix, state})` and `stop()`; so does a track (track.js).
// `fix({lat, lon, accuracy_m, at_s}, now_s)` is called for each position, `state(name)` when one of these changes:
//   asking   nothing is known yet
//   good     exact enough to open the usual stop by itself
//   weak     not exact enough just now
//   coarse   twice in a row only the part of town: likely the phone may not tell more
//   off      no position comes; it may come back
//   refused  the walker, or the browser, said no; only `start` asks again

const QUICK = { enableHighAccuracy: false, maximumAge: 60000, timeout: 6000 };
const EXACT = { enableHighAccuracy: true, maximumAge: 2000, timeout: 20000 };
const REFUSED = 1; // GeolocationPositionError.PERMISSION_DENIED; the others, 2 and 3, pass
const GOOD_M = 50;
const COARSE_FIX_M = 100;
const COARSE_FIXES = 2;
const SILENCE_MS = 20000;

// Names the state that a run of accuracies, in metres, the newest last, stands for.
export function quality(accuracies) {
  if (accuracies.at(-1) <= GOOD_M) return "good";
  const last = accuracies.slice(-COARSE_FIXES);
  const coarse = last.length === COARSE_FIXES && last.every((each) => each > COARSE_FIX_M);
  return coarse ? "coarse" : "weak";
}

export class Where {
  #geolocation;
  #page;
  #now;
  #told = null;
  #state = null;
  #accuracies = [];
  #round = 0; // What an earlier round still answers is not heard.
  #watch = null;
  #silence = null;

  // `geolocation` is the browser's, or undefined where it has none; `page` is the document, `now` its clock.
  constructor(geolocation, { page = document, now = Date.now } = {}) {
    this.#geolocation = geolocation;
    this.#page = page;
    this.#now = now;
  }

  // Call it from a tap: browsers may then ask the walker.
  start(told) {
    this.stop();
    this.#told = told;
    this.#page.addEventListener("visibilitychange", this.#seen);
    this.#begin();
  }

  stop() {
    this.#page.removeEventListener("visibilitychange", this.#seen);
    this.#pause();
    this.#told = null;
    this.#state = null;
  }

  #seen = () => {
    this.#pause();
    if (this.#page.visibilityState === "visible") this.#begin();
  };

  #begin() {
    if (!this.#geolocation) {
      this.#become("off");
      return;
    }
    this.#become("asking");
    const follow = this.#heard(() => this.#follow());
    this.#ask(QUICK, follow, follow);
  }

  #follow() {
    const take = this.#heard((position) => this.#take(position));
    // A watch that fails goes on: whether anything comes is for the silence to say.
    const fail = this.#heard((error) => error.code === REFUSED && this.#refuse());
    this.#watch = this.#geolocation.watchPosition(take, fail, EXACT);
    this.#listen();
  }

  // Some browsers tell of a change only: who stands still is asked for, before they are taken for lost.
  #listen() {
    clearTimeout(this.#silence);
    const lost = this.#heard(() => {
      this.#become("off");
      this.#listen();
    });
    this.#silence = setTimeout(() => this.#ask(EXACT, () => {}, lost), SILENCE_MS);
  }

  #ask(options, took, failed) {
    const take = this.#heard((position) => {
      this.#take(position);
      took();
    });
    const fail = this.#heard((error) => (error.code === REFUSED ? this.#refuse() : failed()));
    this.#geolocation.getCurrentPosition(take, fail, options);
  }

  #take({ coords, timestamp }) {
    const { latitude: lat, longitude: lon, accuracy: accuracy_m } = coords;
    this.#accuracies = [...this.#accuracies.slice(1 - COARSE_FIXES), accuracy_m];
    this.#become(quality(this.#accuracies));
    if (this.#watch !== null) this.#listen();
    this.#told?.fix({ lat, lon, accuracy_m, at_s: timestamp / 1000 }, this.#now() / 1000);
  }

  #refuse() {
    this.#page.removeEventListener("visibilitychange", this.#seen);
    this.#pause();
    this.#become("refused");
  }

  #pause() {
    this.#round += 1;
    this.#accuracies = [];
    clearTimeout(this.#silence);
    if (this.#watch !== null) this.#geolocation.clearWatch(this.#watch);
    this.#watch = null;
  }

  #heard(use) {
    const round = this.#round;
    return (answer) => {
      if (round === this.#round) use(answer);
    };
  }

  #become(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#told?.state(state);
  }
}
