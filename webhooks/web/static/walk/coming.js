// What comes by itself on a walk: it is looked for when the server says that it may come, and when the page is seen.

const LONGEST_WAIT_S = 300;
const LOOK_AGAIN_S = 30;

export class Coming {
  #turns; #shows; #timer = 0; #looks = false; #asked = false; #began = false;

  // `shows(shown)` shows what came, and tells whether it could; what it could not comes again.
  constructor(turns, shows) {
    this.#turns = turns;
    this.#shows = shows;
  }

  // Looks now, one time after the other; call it once the walk is begun.
  async look() {
    if (!this.#began) document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.look());
    this.#began = true;
    clearTimeout(this.#timer);
    this.#asked = this.#looks;
    if (this.#looks) return;
    this.#looks = true;
    const wait_s = await this.#found().catch(() => LOOK_AGAIN_S);
    this.#looks = false;
    if (this.#asked) this.look();
    else if (wait_s !== null) this.#timer = setTimeout(() => this.look(), wait_s * 1000);
  }

  async #found() {
    const shown = await this.#turns.unasked();
    if (shown.said.length && !this.#shows(shown)) return 1;
    this.#turns.has(shown);
    return shown.more_in_s === null ? null : Math.min(shown.more_in_s + 1, LONGEST_WAIT_S);
  }
}
