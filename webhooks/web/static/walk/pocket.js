// The walk as the phone plays it, with signal or without: it steps first, and what was done goes to the server when it
// can, each thing once and in its order. The server steps it again by itself, and where it comes to something else,
// that is what counts. A page knows it as it knows Turns (turns.js).

import { engine } from "./../play/step.js";
import { asksHelp } from "./help.js";
import { afterAll, openedWith, takenOff, version } from "./record.js";
import { Sender } from "./sender.js";
import { openShelf } from "./shelf.js";
import { mark, marked } from "./unsent.js";
import { saidBy, shownOf } from "./view.js";

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
// Where the server lets no time pass yet, that is tried again after so long.
const NOT_YET_MS = 10000;

// What others did meanwhile is asked of the server before it is told, for so long.
const LONGEST_ASKED_MS = 1500;
// What only the server can play is waited for so long, while there is signal.
const LONGEST_SERVED_MS = 20000;
// So often a page that is open asks what has been closed or opened meanwhile.
const RENEWED_MS = 240000;

export class Pocket {
  #name; #shelf; #line; #told; #sender; #story; #file; #loaded = null; #shows = 0; #unshown = []; #version = version(null);
  #asks = false; #isHere = false; #outcome = null; #renewed_ms = Date.now(); #not_yet_ms = 0; #ahead_s = Infinity;

  // Opens the walk of a story; null where it cannot be played here: it may not be, or is not there yet. `line` is what
  // turns.js asks the server by. Told are `signal(state)`, with "waiting" and "sent" as by Turns, `became(shown, how)` by
  // what the server came to (record.js), `ahead(shown)` where another page went on, `kept(how)` with "here" where the
  // phone has no room and "lost" where it has cleared what was not sent, `late()` where that was sent too late,
  // `refused()` where the server cannot use what was given, `back()` where it plays alone from now on, and `gone()` where
  // the walk goes on elsewhere.
  static async open({ name, api, language, line, told }) {
    const pocket = new Pocket(name, new URL(api, location.href), openShelf(), line, told);
    return (await pocket.#open(language)) ? pocket : null;
  }

  constructor(name, api, shelf, line, told) {
    [this.#name, this.#shelf, this.#line, this.#told] = [name, shelf, line, told];
    const { signal, refused } = told;
    const sent = () => this.#tellWhere(false);
    const gone = () => this.#told.gone();
    const taken = (first, shown) => this.#taken(first, shown);
    this.#sender = new Sender({ name, api, shelf, line, told: { signal, refused, gone, sent, taken } });
    addEventListener("online", () => this.#sender.send());
  }

  async #open(language) {
    const before = await this.#shelf.get(this.#name);
    const fresh = await this.#sender.asked(language);
    if (fresh && !fresh.file) return this.#handBack(fresh);
    if (marked(this.#name) && !before) this.#told.kept("lost");
    const kept = await this.#shelf.change(this.#name, (kept) => openedWith(kept, fresh, before));
    if (!kept) return false;
    this.#noted(kept);
    this.#sender.send();
    await this.#load(kept.file);
    return true;
  }

  // Reads the story that is played, where it is another than was read before.
  async #load(address) {
    if (address === this.#loaded) return;
    const fetched = () => this.#line.answered(new URL(address, location.href), { priority: "low" });
    this.#file = await this.#shelf.file(this.#name, address, fetched);
    engine.learn(this.#file.tables);
    this.#story = engine.read(this.#file.story);
    this.#loaded = address;
  }

  // The walk is the server's from now on: it gets what was not sent yet, and what it will not have is dropped.
  async #handBack({ token }) {
    await this.#shelf.change(this.#name, (kept) => ({ kept: kept && { ...kept, token } }));
    this.#told = { ...this.#told, gone: this.#told.late };
    await this.#sender.send();
    await this.#shelf.change(this.#name, () => ({ kept: null }));
    return false;
  }

  // Gives what the page shows now.
  async shown() {
    return this.#shown(await this.#shelf.get(this.#name));
  }

  // Done when the server has all that was done, however long there is no signal.
  settled() {
    return this.#sender.send();
  }

  // Gives whether the server has all that was done.
  async isTold() {
    return !(await this.#shelf.get(this.#name))?.queue.length;
  }

  // Gives what comes of what was done; null where that waits for signal, and comes later. Raises Refused.
  async take(event) {
    const id = this.#line.number();
    // What cannot be played here for whatever reason, the server plays.
    const shown = EVENTS[event.do] && (await this.#stepped(event, id).catch(() => null));
    if (!shown) return this.#byServer(event, id);
    return shown.last_known && navigator.onLine ? this.#asked(LONGEST_ASKED_MS, shown) : this.#sent(shown);
  }

  #sent(shown) {
    this.#sender.send();
    return shown;
  }

  // Gives a turn as the server has it, where that comes soon; else as it is here.
  async #asked(longest_ms, shown) {
    [this.#asks, this.#outcome] = [true, null];
    await this.#sender.soon(longest_ms);
    this.#asks = false;
    return this.#outcome ?? shown;
  }

  // Gives what came by itself meanwhile, as time passes here, until that was shown.
  async unasked() {
    await this.#renew();
    let kept = await this.#shelf.get(this.#name);
    if (!kept) {
      this.#told.back();
      throw new this.#line.Refused(409);
    }
    if (version(kept) !== this.#version) {
      this.#noted(kept);
      this.#told.ahead(this.#shown(kept));
    }
    const before = this.#comesS(kept);
    if (before !== null && before <= this.#nowS() && this.#not_yet_ms <= Date.now() && !kept.queue.some(isTimeForServer)) {
      await this.#pass();
      kept = await this.#shelf.get(this.#name);
    }
    const next = this.#comesS(kept);
    const least_s = Math.max(this.#not_yet_ms - Date.now(), 0) / 1000;
    const more_in_s = Math.min(next === null ? Infinity : Math.max(next - this.#nowS(), least_s), RENEWED_MS / 1000);
    return { ...this.#shown(kept), said: [...this.#unshown], number: (this.#shows += 1), more_in_s };
  }

  // Lets time pass; where that leads out of the story, by the server.
  async #pass() {
    const [id, now] = [this.#line.number(), this.#nowS()];
    const kept = await this.#keep({ do: "pass" }, id, now);
    if (kept) {
      this.#unshown.push(...kept.answer);
      this.#sender.send();
      return;
    }
    await this.#queue({ do: "pass", done: now, edition: this.#story.edition }, id);
    this.#sender.send();
  }

  has() {
    this.#unshown = [];
  }

  // Gives when something comes by itself; null for never.
  #comesS({ play, world }) {
    return play && engine.comesS(this.#story, engine.fromKept(play), engine.surroundings({ ...world, now: this.#nowS() }));
  }

  // Asks now and then what the surroundings are, as what staff have closed.
  async #renew() {
    if (Date.now() - this.#renewed_ms < RENEWED_MS) return;
    const before = await this.#shelf.get(this.#name);
    if (!before || before.queue.length) return;
    this.#renewed_ms = Date.now();
    const { world, stops } = (await this.#sender.asked()) ?? {};
    if (world) await this.#shelf.change(this.#name, (kept) => ({ kept: kept?.last === before.last ? { ...kept, world, stops } : kept }));
  }

  #noted(kept) {
    this.#version = version(kept);
    // What is asked takes a while, so that the least is the nearest.
    this.#ahead_s = Math.min(this.#ahead_s, kept.ahead_s ?? Infinity);
    const isUnsent = kept.queue.length > 0;
    mark(this.#name, isUnsent);
    this.#tellWhere(isUnsent && this.#shelf.isHereAlone(this.#name));
  }

  // Gives the time by the server's clock, in whole seconds since 1970: the phone's may go wrong.
  #nowS() {
    return Math.floor(Date.now() / 1000 - (Number.isFinite(this.#ahead_s) ? this.#ahead_s : 0));
  }

  // Tells when what was done is in this page alone, and when it is not any more.
  #tellWhere(isHere) {
    if (isHere !== this.#isHere) this.#told.kept(isHere ? "here" : "");
    this.#isHere = isHere;
  }

  // Steps the play here; null where only the server can. What this page knows is enough to answer at once, but where the
  // server is asked before. It is kept within milliseconds of that, and only then sent: who sends asks the shelf for it.
  async #stepped(event, id) {
    const now = this.#nowS();
    const known = this.#shelf.known(this.#name);
    const answered = known && this.#after(known, event, id, now);
    if (!answered || answered.last_known) return this.#answer(await this.#keep(event, id, now));
    const shown = this.#answer(answered);
    const keeping = this.#keep(event, id, now).catch(() => null);
    keeping.then((kept) => this.#compare(event, id, { answered, kept })).catch(() => this.#told.back());
    return shown;
  }

  // Steps what is kept, and keeps what comes of it.
  async #keep(event, id, now) {
    const kept = await this.#shelf.change(this.#name, (kept) => {
      const next = kept && this.#after(kept, event, id, now);
      return { kept: next ?? kept, result: next };
    });
    if (kept) this.#noted(kept);
    return kept;
  }

  #answer(kept) {
    return kept && this.#shown({ ...kept, said: kept.answer });
  }

  // Tells what came of a turn where another page had gone on meanwhile, so that it is another than was answered.
  async #compare(event, id, { answered, kept }) {
    const isOther = !kept || !isSame(kept.play, answered.play) || !isSame(kept.answer, answered.answer);
    const shown = isOther && (kept ? this.#answer(kept) : await this.#byServer(event, id));
    if (shown) this.#told.became(shown, "answer");
  }

  // Gives what is kept after a turn; null where only the server can step it.
  #after(kept, event, id, now) {
    const before = kept.play && engine.fromKept(kept.play);
    const language = event.language || kept.language;
    if (language !== kept.language || kept.file !== this.#loaded || asksHelp(event)) return null;
    const done = Math.max(now, before?.last_at_s ?? 0);
    // What was told stays told while only time passes.
    let last_known = event.do === "pass" && Boolean(kept.last_known);
    const sharedTold = () => (last_known = true);
    const world = engine.surroundings({ ...kept.world, now: done, seed: parseInt(id.slice(0, 8), 16), sharedTold });
    const isNew = !before || (event.do === "open" && before.ended !== null);
    const play = isNew ? engine.newPlay(this.#story, language, world) : before;
    const turn = engine.step(this.#story, play, EVENTS[event.do](event), world);
    if (turn.effects.some(({ kind }) => LEADS_OUT.includes(kind))) return null;
    const answer = saidBy(turn.effects, kept.said, this.#file);
    const told = event.do === "pass" ? { before: kept.said } : {};
    const queue = [...kept.queue, { ...event, ...told, message: id, done, edition: this.#story.edition }];
    const said = answer.length ? answer : kept.said;
    const shared = afterAll(turn.effects, kept.world.shared);
    return { ...kept, play: engine.toKept(turn.play), said, answer, queue, last: id, last_known, world: { ...kept.world, shared } };
  }

  // What only the server can play is sent after all that was done before. Where there is no signal for it, the walk goes
  // on here meanwhile.
  async #byServer(event, id) {
    await this.#queue(event, id);
    if (navigator.onLine && !this.#sender.waits) return this.#asked(LONGEST_SERVED_MS, null);
    this.#told.signal("waiting");
    return this.#sent(null);
  }

  async #queue(event, id) {
    const kept = await this.#shelf.change(this.#name, (kept) => {
      const next = kept && { ...kept, last: id, queue: [...kept.queue, { ...event, message: id, server: true }] };
      return { kept: next, result: next };
    });
    if (!kept) throw new this.#line.Refused(409);
    this.#noted(kept);
  }

  async #taken(first, shown) {
    if (first.do === "pass" && !shown.said.length) this.#not_yet_ms = Date.now() + NOT_YET_MS;
    const other = await this.#shelf.change(this.#name, (kept) => takenOff(kept, first, shown));
    const kept = await this.#shelf.get(this.#name);
    if (kept) {
      this.#noted(kept);
      // Where that does not come now, the server plays until it does.
      await this.#load(kept.file).catch(() => {});
    }
    if (other?.how === "back") this.#told.back();
    else if (other && this.#asks && other.how !== "late") this.#outcome = other.shown;
    else if (other) this.#told.became(other.shown, other.how);
  }

  #shown(kept) {
    return shownOf(kept, { name: this.#name, story: this.#story, now: this.#nowS() });
  }
}

const isTimeForServer = ({ do: done, server }) => done === "pass" && Boolean(server);
const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);
