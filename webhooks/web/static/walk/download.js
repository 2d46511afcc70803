// A walk on the phone before it starts: the files that the server lists go, whole, into a cache "walk/STORY/VERSION",
// and last the list, so that a cache that has it is whole. What an address gives never changes. sw.js answers from it.
//
// `told` gets {state, had_bytes, bytes, running, error}; `bytes` is 0 where nobody knows. States: none, part, whole,
// old (whole, but of another edition or language), impossible. Errors: null, signal (it goes on by itself), storage
// (the phone is full), failed.

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60000;
const STALL_MS = 20000;

export class Download {
  #api; #prefix; #language; #caches; #fetch; #worker;
  #list = null; #over = null; #paused = false; #wake = null; #attempt = null; #timer = 0;
  #had = 0; #broken = null; // What is here whole, and what came of a file that broke off.
  #now = { state: "none", had_bytes: 0, bytes: 0, running: false, error: null };

  constructor(story, { language, caches = globalThis.caches, fetch = globalThis.fetch, worker = navigator.serviceWorker, told }) {
    this.#api = `/api/walks/${story}/download`;
    this.#prefix = `walk/${story}/`;
    this.#language = language;
    this.#caches = caches;
    this.#fetch = fetch;
    this.#worker = worker;
    this.told = told;
  }

  // Looks what is here, and what the server has.
  async state() {
    if (this.#over) return this.#now;
    if (!this.#caches || !this.#worker) return this.#tell({ state: "impossible" });
    this.#list = (await this.#ask().catch(() => null)) ?? this.#list;
    return this.#look().catch(() => this.#tell({ state: "impossible" }));
  }

  // Call it from a tap. Done when it is over, by whatever.
  start() {
    return (this.#over ??= this.#run().finally(() => (this.#over = null)));
  }

  async pause() {
    this.#paused = true;
    this.#attempt?.abort();
    this.#wake?.();
    await this.#over;
  }

  async drop() {
    await this.pause();
    for (const name of await this.#names()) await this.#caches.delete(name);
    return this.#look({ error: null });
  }

  async #run() {
    this.#paused = false;
    this.#tell({ running: true, error: null });
    let error = null;
    try {
      navigator.storage?.persist?.(); // Not waited for: some browsers ask the walker.
      await this.#patiently(() => this.#worker.register("/sw.js"));
      if (!(await this.#fill())) error = "failed";
    } catch ({ name }) {
      if (name === "SecurityError") return this.#tell({ state: "impossible", running: false });
      if (!this.#paused) error = name === "QuotaExceededError" ? "storage" : "failed";
    }
    return this.#look({ running: false, error });
  }

  // Where the server has not what it listed there is a newer edition: the list is asked for anew.
  async #fill() {
    for (let last = null; ; last = this.#list.version) {
      const list = await this.#patiently(() => this.#ask());
      if (!list || list.version === last) return false;
      this.#list = list;
      await this.#look();
      if (await this.#fetchAll(list)) return true;
    }
  }

  async #fetchAll(list) {
    const name = this.#prefix + list.version;
    const cache = await this.#caches.open(name);
    for (const file of list.files) {
      if (await cache.match(file.url)) continue;
      const old = await this.#caches.match(file.url);
      const response = old ?? (await this.#patiently(() => this.#get(file)));
      if (!response) return false;
      await cache.put(file.url, response);
      if (!old) this.#had += file.bytes;
    }
    await cache.put(this.#api, new Response(JSON.stringify(list)));
    for (const each of await this.#names()) if (each !== name) await this.#caches.delete(each);
    return true;
  }

  // Gives a file as it is to be kept; null where there is none, or another.
  async #get({ url, bytes }) {
    if (this.#broken?.url !== url) this.#broken = { url, chunks: [], bytes: 0 };
    const got = this.#broken;
    const response = await this.#send(url, got.bytes ? { Range: `bytes=${got.bytes}-` } : {});
    if (response.status !== 206) Object.assign(got, { chunks: [], bytes: 0 });
    if (response.ok) await this.#receive(response.body.getReader(), got);
    this.#broken = null;
    if (!response.ok || got.bytes !== bytes) return null;
    const headers = new Headers(response.headers);
    for (const each of ["Content-Encoding", "Content-Length", "Content-Range", "Vary"]) headers.delete(each);
    return new Response(new Blob(got.chunks), { headers });
  }

  async #receive(reader, got) {
    for (let part; !(part = await reader.read()).done; this.#alive()) {
      got.chunks.push(part.value);
      got.bytes += part.value.length;
      this.#tell({ had_bytes: this.#had + got.bytes, error: null });
    }
  }

  async #ask() {
    const response = await this.#send(`${this.#api}?language=${this.#language}`);
    return response.ok ? response.json() : null;
  }

  // A server that is away for a moment is like no signal.
  async #send(url, headers) {
    this.#attempt = new AbortController();
    this.#alive();
    const response = await this.#fetch.call(globalThis, url, { headers, signal: this.#attempt.signal, cache: "no-store" });
    if (response.status >= 500) throw new Error(response.status);
    return response;
  }

  #alive() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#attempt.abort(), STALL_MS);
  }

  // Does it again until there is signal.
  async #patiently(work) {
    for (let wait_ms = FIRST_WAIT_MS; ; wait_ms = Math.min(2 * wait_ms, LONGEST_WAIT_MS)) {
      try {
        if (!this.#paused) return await work();
      } catch (error) {
        if (error.name === "SecurityError") throw error;
      }
      if (this.#paused) throw new Error();
      this.#tell({ error: "signal" });
      await new Promise((go) => {
        this.#wake = go;
        setTimeout(go, wait_ms);
        addEventListener("online", go, { once: true });
      });
    }
  }

  async #look(more) {
    const names = await this.#names();
    let whole = null;
    for (const cacheName of names) whole = (await (await this.#caches.match(this.#api, { cacheName }))?.json()) ?? whole;
    const list = this.#list ?? whole;
    this.#had = 0;
    for (const { url, bytes } of list?.files ?? []) if (await this.#caches.match(url)) this.#had += bytes;
    const some = names.length ? "part" : "none";
    const state = whole ? (whole.version === list.version ? "whole" : "old") : some;
    return this.#tell({ state, had_bytes: this.#had, bytes: list?.bytes ?? 0, ...more });
  }

  async #names() {
    return (await this.#caches.keys()).filter((name) => name.startsWith(this.#prefix));
  }

  #tell(more) {
    this.#now = { ...this.#now, ...more };
    this.told?.(this.#now);
    return this.#now;
  }
}
