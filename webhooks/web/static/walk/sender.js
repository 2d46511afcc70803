// Sends what a phone has played, the first first, each until the server has it.

import { dropped, letGo } from "./record.js";
import { mark } from "./unsent.js";

// Where the server will not have what was done, that is tried again after so long.
const REFUSED_MS = 15000;
// That the server can never take: not what one can do, or too large.
const USELESS = [400, 413];

export class Sender {
  #name; #api; #shelf; #line; #told; #sending = null; #waits = false; #lost = () => {};

  // `api` is a URL, `line` what turns.js asks the server by. Told are `signal(state)` as by Turns, `taken(first, shown)` of
  // each thing that the server has taken, `sent()` when it has all, `refused()` where it cannot use what was given, and
  // `gone()` where the walk goes on elsewhere.
  constructor({ name, api, shelf, line, told }) {
    [this.#name, this.#api, this.#shelf, this.#line, this.#told] = [name, api, shelf, line, told];
  }

  // Whether there was no signal when it was tried last.
  get waits() {
    return this.#waits;
  }

  // Done when the server has all of it, however long there is no signal.
  send() {
    return (this.#sending ??= this.#sendAll().finally(() => (this.#sending = null)));
  }

  // The same, but done also where there is no signal, and after so long.
  soon(longest_ms) {
    const late = new Promise((go) => {
      setTimeout(go, longest_ms);
      this.#lost = go;
    });
    return Promise.race([this.send(), late]);
  }

  // Asks where the walk is, and how far the phone's clock is ahead; null where there is no answer.
  async asked(language) {
    const url = this.#at("/pocket");
    if (language) url.searchParams.set("language", language);
    return this.#line.answered(url, {}).then(timed).catch(() => null);
  }

  async #sendAll() {
    for (;;) {
      const { queue: [first], token } = (await this.#shelf.get(this.#name)) ?? { queue: [] };
      if (!first) {
        mark(this.#name, false);
        this.#told.sent();
        return;
      }
      const shown = await this.#post(first, token).then(timed).catch((error) => this.#refused(error, first, token));
      if (shown) await this.#told.taken(first, shown);
    }
  }

  // What the server will not have: a walk that goes on elsewhere is let go, what nobody can use is dropped, and all else
  // stays here until it can be taken.
  async #refused(error, first, token) {
    if (!(error instanceof this.#line.Refused)) throw error;
    if (error.status === 409) {
      if (await this.#shelf.change(this.#name, (kept) => letGo(kept, first))) this.#told.gone();
      return;
    }
    const fresh = USELESS.includes(error.status) && (await this.asked());
    const kept = await this.#shelf.get(this.#name);
    if (!fresh || !kept) {
      this.#signal("waiting");
      await this.#line.signal(REFUSED_MS);
    } else if (fresh.token !== token) {
      await this.#shelf.change(this.#name, (kept) => ({ kept: kept && { ...kept, token: fresh.token } }));
    } else if ((await this.#shelf.change(this.#name, (kept) => dropped(kept, first))) && first.do === "give") this.#told.refused();
  }

  #post({ before, server, ...event }, token) {
    const headers = { "X-Wayside-Token": token };
    const gives = event.do === "give";
    const body = gives ? new FormData() : JSON.stringify({ ...event, carries: true });
    if (gives) for (const [name, value] of Object.entries({ ...event, carries: true })) body.append(name, value);
    else headers["Content-Type"] = "application/json";
    const url = this.#at(gives ? "/give" : "");
    return this.#line.patiently(url, { method: "POST", headers, body }, (state) => this.#signal(state));
  }

  #signal(state) {
    this.#waits = state === "waiting";
    this.#told.signal(state);
    if (this.#waits) this.#lost();
  }

  #at(path) {
    const url = new URL(this.#api);
    url.pathname += path;
    return url;
  }
}

// Notes how far the phone's clock is ahead, at most: the answer has been on its way for a while.
const timed = (shown) => ({ ...shown, ...(shown.world ? { ahead_s: Date.now() / 1000 - shown.world.now } : {}) });
