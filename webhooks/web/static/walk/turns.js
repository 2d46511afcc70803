// Where the turns of a walk come from: here, the server. A page knows only `take(event)`, which gives what is
// shown, and `unasked()` and `has(shown)`: what came by itself, until it was shown.
//
// An event is {do, what, words, language}, or {do: "give", what: "photo" or "voice", file}. It has one number however often it is sent, so that no signal in the
// middle of it makes two turns of one.

// A photo takes a while where there is little signal.
const LONGEST_MS = 15000;
const LONGEST_GIVEN_MS = 120000;
const TOO_FAST_MS = 60000;
const PASSES = [408, 425, 429];
const WAITS_MS = [1000, 2000, 4000, 8000, 15000];

// The server would not have it: what the page shows is no longer what there is. `status` is that of HTTP.
export class Refused extends Error {
  constructor(status) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

export class Turns {
  #api; #token; #told; #last = null; #takes = 0;

  // `told(state)` is called with "waiting" when there is no signal, and with "sent" when there is again.
  constructor(api, token, told = () => {}) {
    this.#api = new URL(api, location.href);
    this.#token = token;
    this.#told = told;
  }

  // Gives what comes of it, however long there is no signal. Raises Refused.
  async take(event) {
    this.#takes += 1;
    const gives = event.do === "give";
    const body = gives ? form({ ...event, message: number() }) : JSON.stringify({ ...event, message: number() });
    const headers = { "X-Wayside-Token": this.#token ?? "" };
    if (!gives) headers["Content-Type"] = "application/json";
    const shown = await patiently(this.#at(gives ? "/give" : ""), { method: "POST", headers, body }, this.#told);
    this.#token = shown.token;
    return shown;
  }

  // Gives what came by itself and was not shown yet; what there was before the first time is in the page.
  async unasked() {
    const takes = this.#takes;
    const url = this.#at("/unasked");
    url.searchParams.set("after", this.#last ?? 0);
    const shown = await answered(url, {});
    if (takes !== this.#takes) throw new Error("Something was done meanwhile: it is told as it was before.");
    return this.#last === null ? { ...shown, said: [] } : shown;
  }

  // Notes that what came was shown.
  has({ number }) {
    this.#last = number;
  }

  #at(path) {
    const url = new URL(this.#api);
    url.pathname += path;
    return url;
  }

}

// Asks again until there is an answer, however long there is no signal; `told` as by Turns. Raises Refused.
export async function patiently(url, options, told) {
  let waited = false;
  for (let tries = 0; ; tries += 1) {
    try {
      const shown = await answered(url, options);
      if (waited) told("sent");
      return shown;
    } catch (error) {
      if (error instanceof Refused) throw error;
      // Who was only too fast has signal.
      if (!error.wait_ms) told("waiting");
      waited ||= !error.wait_ms;
      await signal(error.wait_ms || WAITS_MS[Math.min(tries, WAITS_MS.length - 1)]);
    }
  }
}

// Waits for so long, or until there is signal again.
export const signal = (wait_ms) =>
  new Promise((go) => {
    setTimeout(go, wait_ms);
    addEventListener("online", go, { once: true });
  });

export async function answered(url, options) {
  const response = await fetch(url, { ...options, signal: AbortSignal.timeout(options.body instanceof FormData ? LONGEST_GIVEN_MS : LONGEST_MS) });
  if (response.ok) return response.json();
  const { status, headers } = response;
  // Too many at once, or the server cannot just now: it will.
  if (!PASSES.includes(status) && status < 500) throw new Refused(status);
  const wait_ms = status === 429 ? Math.min(Number(headers.get("Retry-After")) * 1000, TOO_FAST_MS) : 0;
  throw Object.assign(new Error(`HTTP ${status}`), { wait_ms });
}

function form(fields) {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.append(name, value);
  return made;
}

// A name that nobody else has.
export const number = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
