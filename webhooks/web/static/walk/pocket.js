// The walk as the phone plays it, with signal or without: it steps first, and what was done goes to the server when it
// can, each thing once and in its order. The server steps it again by itself, and where it comes to something else,
// that is what counts. A page knows it as it knows Turns (turns.js).

import { engine } from "./../play/step.js";
import { adopted, afterAll, keeping, openedWith, takenOff } from "./record.js";
import { openShelf } from "./shelf.js";
import { mark, marked } from "./unsent.js";

// What leads out of the story, or must be done by the server: it waits for signal.
const LEADS_OUT = ["begin", "erase", "carry"];
const EVENTS = {
  open: ({ what, language }) => ({ kind: "joined", place: what || null, language: language || null }),
  say: ({ what }) => ({ kind: "said", text: what }),
  press: ({ what, words }) => ({ kind: "pressed", payload: what, words }),
  arrive: ({ what }) => ({ kind: "arrived", place: what, by: "gps" }),
  here: ({ what }) => ({ kind: "arrived", place: what, by: "word" }),
  scan: ({ what }) => ({ kind: "scanned", place: what }),
  pass: () => ({ kind: "passed" }),
};
// The server alone answers these (engine/play/hear.py).
const HELP = /^\W*(help|info)\W*$/i;

// What others did meanwhile is asked of the server before it is told, for so long.
const LONGEST_ASKED_MS = 1500;
// So often a page that is open asks what has been closed or opened meanwhile.
const RENEWED_MS = 240000;

export class Pocket {
  #name; #api; #shelf; #line; #told; #story; #file; #sending = null; #shows = 0; #last = null;
  #asks = false; #isHere = false; #outcome = null; #renewed_ms = Date.now();

  // Opens the walk of a story; null where it cannot be played here: it may not be, or is not there yet. `line` is what
  // turns.js asks the server by. Told are `signal(state)`, with "waiting" and "sent" as by Turns, `became(shown,
  // quietly)` where the server came to something else, quietly if only what others did is, `ahead(shown)` where another
  // page went on, `kept(how)` with "here" where the phone has no room and "lost" where it has cleared what was not
  // sent, `late()` where that was sent too late, and `gone()` where the walk goes on elsewhere.
  static async open({ name, api, language, line, told }) {
    const pocket = new Pocket(name, new URL(api, location.href), await openShelf(), line, told);
    return (await pocket.#open(language)) ? pocket : null;
  }

  constructor(name, api, shelf, line, told) {
    [this.#name, this.#api, this.#shelf, this.#line, this.#told] = [name, api, shelf, line, told];
    addEventListener("online", () => this.#send());
  }

  async #open(language) {
    const url = this.#at("/pocket");
    url.searchParams.set("language", language);
    const before = await this.#shelf.get(this.#name);
    const fresh = await this.#line.answered(url, {}).catch(() => null);
    if (fresh && !fresh.file) return this.#handBack(fresh);
    if (marked(this.#name) && !before) this.#told.kept("lost");
    const kept = await this.#shelf.change(this.#name, (kept) => openedWith(kept, fresh, before));
    if (!kept) return false;
    this.#noted(kept);
    this.#send();
    const fetched = () => this.#line.answered(new URL(kept.file, location.href), { priority: "low" });
    this.#file = await this.#shelf.file(this.#name, kept.file, fetched);
    engine.learn(this.#file.tables);
    this.#story = engine.read(this.#file.story);
    return true;
  }

  // The walk is the server's from now on: it gets what was not sent yet, and what it will not have is dropped.
  async #handBack({ token }) {
    await this.#shelf.change(this.#name, (kept) => ({ kept: kept && { ...kept, token } }));
    this.#told = { ...this.#told, gone: this.#told.late };
    await this.#send();
    await this.#shelf.change(this.#name, () => ({ kept: null }));
    return false;
  }

  // Gives what the page shows now.
  async shown() {
    return this.#shown(await this.#shelf.get(this.#name));
  }

  // Done when the server has all that was done, however long there is no signal.
  settled() {
    return this.#send();
  }

  // Gives whether the server has all that was done.
  async isTold() {
    return !(await this.#shelf.get(this.#name))?.queue.length;
  }

  // Gives what comes of what was done. Raises Refused.
  async take(event) {
    const id = this.#line.number();
    // What cannot be played here for whatever reason, the server plays.
    const shown = EVENTS[event.do] && (await this.#stepped(event, id).catch(() => null));
    if (!shown) return this.#byServer(event, id);
    return shown.last_known && navigator.onLine ? this.#asked(shown) : this.#sent(shown);
  }

  #sent(shown) {
    this.#send();
    return shown;
  }

  // Gives a turn that tells what others did as the server has it, where that comes soon.
  async #asked(shown) {
    [this.#asks, this.#outcome] = [true, null];
    await Promise.race([this.#send(), new Promise((go) => setTimeout(go, LONGEST_ASKED_MS))]);
    this.#asks = false;
    return this.#outcome ?? shown;
  }

  // Gives what came by itself meanwhile, as time passes here.
  async unasked() {
    await this.#renew();
    let kept = await this.#shelf.get(this.#name);
    if ((kept.last ?? null) !== this.#last) {
      this.#noted(kept);
      this.#told.ahead(this.#shown(kept));
    }
    const before = this.#comesS(kept);
    let shown = { ...this.#shown(kept), said: [] };
    if (before !== null && before <= seconds()) {
      shown = await this.#stepped({ do: "pass" }, this.#line.number());
      this.#send();
      kept = await this.#shelf.get(this.#name);
    }
    const next = this.#comesS(kept);
    const more_in_s = Math.min(next === null ? Infinity : Math.max(next - seconds(), 0), RENEWED_MS / 1000);
    return { ...shown, number: (this.#shows += 1), more_in_s };
  }

  has() {}

  // Gives when something comes by itself; null for never.
  #comesS({ play, world }) {
    return play && engine.comesS(this.#story, engine.fromKept(play), engine.surroundings({ ...world, now: seconds() }));
  }

  // Asks now and then what the surroundings are, as what staff have closed.
  async #renew() {
    if (Date.now() - this.#renewed_ms < RENEWED_MS) return;
    const before = await this.#shelf.get(this.#name);
    if (!before || before.queue.length) return;
    this.#renewed_ms = Date.now();
    const fresh = await this.#line.answered(this.#at("/pocket"), {}).catch(() => null);
    const { world, stops } = fresh ?? {};
    if (world) await this.#shelf.change(this.#name, (kept) => ({ kept: kept?.last === before.last ? { ...kept, world, stops } : kept }));
  }

  #at(path) {
    const url = new URL(this.#api);
    url.pathname += path;
    return url;
  }

  #noted({ last = null, queue }) {
    this.#last = last;
    mark(this.#name, queue.length > 0);
    this.#tellWhere(queue.length > 0 && this.#shelf.isHereAlone(this.#name));
  }

  // Tells when what was done is in this page alone, and when it is not any more.
  #tellWhere(isHere) {
    if (isHere !== this.#isHere) this.#told.kept(isHere ? "here" : "");
    this.#isHere = isHere;
  }

  // Steps the play here; null where only the server can. It is kept within milliseconds of that, and only then sent: who
  // sends asks the shelf for it.
  #stepped(event, id) {
    return new Promise((go, fail) => {
      const step = (kept) => {
        const next = this.#after(kept, event, id);
        go(next && this.#shown({ ...next, said: next.answer }));
        return { kept: next ?? kept, result: next };
      };
      this.#shelf.change(this.#name, step).then((kept) => kept && this.#noted(kept)).catch(fail);
    });
  }

  // Gives what is kept after a turn; null where only the server can step it.
  #after(kept, event, id) {
    const before = kept.play && engine.fromKept(kept.play);
    const language = event.language || kept.language;
    if (language !== kept.language || HELP.test(event.what)) return null;
    const done = Math.max(seconds(), before?.last_at_s ?? 0);
    let last_known = false;
    const sharedTold = () => (last_known = true);
    const world = engine.surroundings({ ...kept.world, now: done, seed: parseInt(id.slice(0, 8), 16), sharedTold });
    const isNew = !before || (event.do === "open" && before.ended !== null);
    const play = isNew ? engine.newPlay(this.#story, language, world) : before;
    const turn = engine.step(this.#story, play, EVENTS[event.do](event), world);
    if (turn.effects.some(({ kind }) => LEADS_OUT.includes(kind))) return null;
    const answer = this.#said(turn.effects, kept);
    const queue = [...kept.queue, { ...event, message: id, done, edition: this.#story.edition }];
    const said = answer.length ? answer : kept.said;
    const shared = afterAll(turn.effects, kept.world.shared);
    return { ...kept, play: engine.toKept(turn.play), said, answer, queue, last: id, last_known, world: { ...kept.world, shared } };
  }

  // What only the server can do waits until it has all that was done before.
  async #byServer(event, id) {
    await this.#send();
    const kept = await this.#shelf.get(this.#name);
    if (!kept) throw new this.#line.Refused("The walk goes on elsewhere.");
    const shown = await this.#post({ ...event, message: id }, kept.token);
    const next = await this.#shelf.change(this.#name, (kept) => keeping({ ...adopted(kept, shown), last: id }));
    this.#noted(next);
    return shown;
  }

  // Sends what was done, the first first; done when the server has all of it.
  #send() {
    return (this.#sending ??= this.#sendAll().finally(() => (this.#sending = null)));
  }

  async #sendAll() {
    for (;;) {
      const { queue: [first], token } = (await this.#shelf.get(this.#name)) ?? { queue: [] };
      if (!first) {
        mark(this.#name, false);
        this.#tellWhere(false);
        return;
      }
      const shown = await this.#post(first, token).catch((error) => this.#lost(error));
      if (!shown) return;
      this.#overruled(await this.#shelf.change(this.#name, (kept) => takenOff(kept, first, shown)));
    }
  }

  #overruled(other) {
    if (!other) return;
    if (this.#asks) this.#outcome = other.shown;
    else this.#told.became(other.shown, other.quietly);
  }

  // What the server will not have is somebody else's by now: the walk goes on elsewhere.
  async #lost(error) {
    if (!(error instanceof this.#line.Refused)) throw error;
    await this.#shelf.change(this.#name, () => ({ kept: null }));
    mark(this.#name, false);
    this.#told.gone();
    return null;
  }

  #post(event, token) {
    const headers = { "X-Wayside-Token": token };
    const gives = event.do === "give";
    const body = gives ? new FormData() : JSON.stringify({ ...event, carries: true });
    if (gives) for (const [name, value] of Object.entries({ ...event, carries: true })) body.append(name, value);
    else headers["Content-Type"] = "application/json";
    return this.#line.patiently(this.#at(gives ? "/give" : ""), { method: "POST", headers, body }, this.#told.signal);
  }

  // Gives all that the page shows of what is kept (webhooks/web/walk/shown.py).
  #shown(kept) {
    const { play: data, said, world: surroundings, stops, token, language } = kept;
    const play = data && engine.fromKept(data);
    const world = engine.surroundings({ ...surroundings, now: seconds() });
    const waits = play && engine.awaited(this.#story, play, world);
    const { choices = [], to = [], here = [], proof = "any", asks = null, answers, gives = [], ended = null } = waits ?? {};
    const isNothing = waits && !(choices.length || to.length || asks || answers || gives.length || waits.anywhere || waits.shut || ended !== null);
    const comes = Boolean(isNothing && !waits.closed && this.#comesS(kept) !== null);
    const flags = Object.fromEntries(["anywhere", "hints", "skips", "shut"].map((name) => [name, Boolean(waits?.[name])]));
    return {
      story: this.#name, begun: Boolean(play), language: play?.language ?? language, title: this.#story.title,
      said, choices, walk: to.length ? { to, here, proof } : null, ask: asks ?? (answers ? "text" : null), gives,
      last_known: Boolean(kept.last_known), ended, at: play?.place ?? null, comes, again: !play || Boolean(isNothing && !comes), stops, token, ...flags,
    };
  }

  #said(effects, kept) {
    return effects.flatMap((effect) => {
      if (effect.kind === "repeat") return kept.said;
      if (effect.kind === "lead") return [wayShown(effect)];
      return effect.kind === "say" ? [this.#spoken(effect)] : [];
    });
  }

  #spoken({ text = "", picture, alt, audio, transcript }) {
    const heard = audio ? { audio: this.#file.sounds[audio], transcript: transcript || text } : {};
    return { text, alt, ...this.#file.pictures[picture], ...heard };
  }
}

const seconds = () => Math.floor(Date.now() / 1000);

const wayShown = ({ place, name, directions, at }) => ({
  text: directions ? `${name}: ${directions}` : name, place, ...(at ? { map: `${engine.MAP}${at}` } : {}),
});
