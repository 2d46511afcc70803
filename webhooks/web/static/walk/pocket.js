// The walk as the phone plays it, with signal or without: it steps first, and what was done goes to the server when it
// can, each thing once and in its order. The server steps it again by itself, and where it comes to something else,
// that is what counts. A page knows it as it knows Turns (turns.js).
//
// Kept of a walk: {file, token, stops, world, language, play, said, answer, queue}. `said` is what is shown, `answer` what
// the last turn said; the queue holds what the server has not yet.

import { engine } from "./../play/step.js";
import { openShelf } from "./shelf.js";

// What leads out of the story, or must be done by the server: it waits for signal.
const LEADS_OUT = ["begin", "erase", "carry"];
const SHOWN = ["scene", "menu", "ended", "items", "place"];
const SAID = ["text", "picture", "audio", "map"];
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

export class Pocket {
  #name; #api; #shelf; #line; #told; #story; #file; #sending = null; #shows = 0;

  // Opens the walk of a story; null where it cannot be played here: it may not be, or is not there yet. `line` is what
  // turns.js asks the server by. Told are `signal(state)`, with "waiting" and "sent" as by Turns, `became(shown)` where
  // the server came to something else, and `gone()` where the walk goes on elsewhere.
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
    const fresh = await this.#line.answered(url, {}).catch(() => null);
    if (fresh && !fresh.file) return false;
    const kept = await this.#shelf.change(this.#name, (kept) => openedWith(kept, fresh));
    if (!kept) return false;
    const fetched = () => this.#line.answered(new URL(kept.file, location.href), {});
    this.#file = await this.#shelf.file(this.#name, kept.file, fetched);
    engine.learn(this.#file.tables);
    this.#story = engine.read(this.#file.story);
    this.#send();
    return true;
  }

  // Gives what the page shows now.
  async shown() {
    return this.#shown(await this.#shelf.get(this.#name));
  }

  // Gives whether the server has all that was done.
  async isTold() {
    return !(await this.#shelf.get(this.#name))?.queue.length;
  }

  // Gives what comes of what was done. Raises Refused.
  async take(event) {
    const id = this.#line.number();
    const shown = EVENTS[event.do] && (await this.#stepped(event, id));
    if (shown) {
      this.#send();
      return shown;
    }
    return this.#byServer(event, id);
  }

  // Gives what came by itself meanwhile, as time passes here.
  async unasked() {
    const before = await this.#comesS();
    const isDue = before !== null && before <= seconds();
    const shown = isDue ? await this.#stepped({ do: "pass" }, this.#line.number()) : { ...(await this.shown()), said: [] };
    if (isDue) this.#send();
    const next = await this.#comesS();
    return { ...shown, number: (this.#shows += 1), more_in_s: next === null ? null : Math.max(next - seconds(), 0) };
  }

  has() {}

  async #comesS() {
    const kept = await this.#shelf.get(this.#name);
    return kept?.play ? this.#next(kept) : null;
  }

  #next({ play, world }) {
    return engine.comesS(this.#story, engine.fromKept(play), engine.surroundings({ ...world, now: seconds() }));
  }

  #at(path) {
    const url = new URL(this.#api);
    url.pathname += path;
    return url;
  }

  // Steps the play here, and lets the server know; null where only the server can.
  #stepped(event, id) {
    return this.#shelf.change(this.#name, (kept) => {
      const before = kept.play && engine.fromKept(kept.play);
      const language = event.language || kept.language;
      if (language !== kept.language || HELP.test(event.what)) return { kept, result: null };
      const done = Math.max(seconds(), before?.last_at_s ?? 0);
      const world = engine.surroundings({ ...kept.world, now: done, seed: parseInt(id.slice(0, 8), 16) });
      const isNew = !before || (event.do === "open" && before.ended !== null);
      const play = isNew ? engine.newPlay(this.#story, language, world) : before;
      const turn = engine.step(this.#story, play, EVENTS[event.do](event), world);
      if (turn.effects.some(({ kind }) => LEADS_OUT.includes(kind))) return { kept, result: null };
      const said = this.#said(turn.effects, kept);
      const next = {
        ...kept,
        play: engine.toKept(turn.play),
        said: said.length ? said : kept.said,
        answer: said,
        queue: [...kept.queue, { ...event, message: id, done, edition: this.#story.edition }],
      };
      return { kept: next, result: this.#shown({ ...next, said }) };
    });
  }

  // What only the server can do waits until it has all that was done before.
  async #byServer(event, id) {
    await this.#send();
    const kept = await this.#shelf.get(this.#name);
    if (!kept) throw new this.#line.Refused("The walk goes on elsewhere.");
    const shown = await this.#post({ ...event, message: id }, kept.token);
    await this.#shelf.change(this.#name, (kept) => ({ kept: adopted(kept, shown) }));
    return shown;
  }

  // Sends what was done, the first first; done when the server has all of it.
  #send() {
    return (this.#sending ??= this.#sendAll().finally(() => (this.#sending = null)));
  }

  async #sendAll() {
    for (;;) {
      const { queue: [first], token } = (await this.#shelf.get(this.#name)) ?? { queue: [] };
      if (!first) return;
      const shown = await this.#post(first, token).catch((error) => this.#lost(error));
      if (!shown) return;
      const other = await this.#shelf.change(this.#name, (kept) => takenOff(kept, first, shown));
      if (other) this.#told.became(shown);
    }
  }

  // What the server will not have is somebody else's by now: the walk goes on elsewhere.
  async #lost(error) {
    if (!(error instanceof this.#line.Refused)) throw error;
    await this.#shelf.change(this.#name, () => ({ kept: null }));
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
    const comes = Boolean(isNothing && !waits.closed && this.#next(kept) !== null);
    const flags = Object.fromEntries(["anywhere", "hints", "skips", "shut"].map((name) => [name, Boolean(waits?.[name])]));
    return {
      story: this.#name, begun: Boolean(play), language: play?.language ?? language, title: this.#story.title,
      said, choices, walk: to.length ? { to, here, proof } : null, ask: asks ?? (answers ? "text" : null), gives,
      ended, at: play?.place ?? null, comes, again: !play || Boolean(isNothing && !comes), stops, token, ...flags,
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

// Takes on what the server has; where it has not all yet, what is played here stays.
function openedWith(kept, fresh) {
  if (!fresh) return { kept, result: kept };
  const next = kept?.queue.length ? { ...kept, token: fresh.token } : adopted({ queue: [] }, fresh);
  return { kept: next, result: next };
}

function adopted(kept, { file, token, stops, world, play, said, language }) {
  return { ...kept, file, token, stops, world, play, said, answer: said, language };
}

// Takes off the queue what the server has; gives whether it came to something else than what is shown.
function takenOff(kept, first, shown) {
  if (kept?.queue[0]?.message !== first.message) return { kept, result: false };
  const queue = kept.queue.slice(1);
  if (queue.length) return { kept: { ...kept, queue, token: shown.token }, result: false };
  const isOther =
    SHOWN.some((name) => JSON.stringify(kept.play[name]) !== JSON.stringify(shown.play?.[name])) ||
    heard(kept.answer) !== heard(shown.said);
  const said = shown.said.length ? shown.said : kept.said;
  const next = { ...adopted(kept, { ...shown, said: isOther ? said : kept.said }), file: kept.file, queue };
  return { kept: next, result: isOther };
}

const heard = (said) => JSON.stringify(said.map((one) => SAID.map((name) => one[name] || "")));
