// The page of a walk as a player: one tap starts sound, positions and a screen that stays on; from then on what is
// done, and where the walker comes, goes to where turns come from, and what comes of it is shown and heard.

import { Awake } from "./awake.js";
import { Coming } from "./coming.js";
import { filled } from "./gaps.js";
import { long } from "./geo.js";
import { Guide } from "./guide.js";
import { Kept } from "./kept.js";
import { openPlayer } from "./player.js";
import { Screen } from "./screen.js";
import { Sound } from "./sound.js";
import { Refused, Turns, answered, number, patiently, signal } from "./turns.js";
import { marked } from "./unsent.js";
import { Where } from "./where.js";

// About 180 words a minute, and a minute at most: whoever reads is not interrupted either.
const READ_MS_A_LETTER = 60;
const LONGEST_READ_MS = 60000;
const LOOK_AGAIN_MS = 500;
const DRAWN_MS = 100;
// That it takes a while is drawn only where it does: a picture drawn for it would keep the answer waiting.
const BUSY_MS = 150;
const LONGEST_BEGUN_MS = 3000;
// What there is of a download that can be played.
const HERE = ["whole", "old"];
const IN_AN_APP = /FBA[NV]|Instagram|MicroMessenger|Snapchat|TikTok|musical_ly|\bLine\//;

class Walk {
  #main = document.querySelector("#walk");
  #words = JSON.parse(this.#main.dataset.words);
  #shown = JSON.parse(this.#main.dataset.shown);
  #voice = this.#main.querySelector(".voice input");
  #busy = false; #started = false; #held = null; #read_ms = 0; #kept = new Kept();
  #where; #screen; #turns; #carries = false; #acts = 0; #asking = false; #differs = false; #carrying = null; #coming; #sound; #playing; #awake; #guide; #download;

  constructor(where) {
    this.#where = where;
    this.#screen = new Screen(this.#main, this.#words, (one) => this.#hear([one], true));
    this.#turns = new Turns(this.#main.dataset.api, this.#shown.token, (state) => this.#signal(state));
    const turns = { unasked: () => this.#turns.unasked(), has: (shown) => this.#turns.has(shown) };
    this.#coming = new Coming(turns, (shown) => this.#came(shown));
    this.#sound = new Sound(this.#main.querySelector("#sound"), {
      name: this.#main.dataset.story,
      told: {
        playing: (yes) => this.#plays(yes),
        ended: () => this.#heard(),
        failed: (why) => this.#screen.status({ sound: this.#words[`sound ${why}`] }),
        next: () => this.#here(),
      },
    });
    this.#playing = openPlayer(this.#main.querySelector(".player"), this.#sound);
    this.#awake = new Awake(navigator.wakeLock, { told: (state) => this.#screen.status({ lock: this.#words[`lock ${state}`] }) });
    this.#guide = new Guide(this.#shown.stops, where, {
      arrived: (id) => this.#arrived(id),
      passed: (later, waiting) => this.#passed(later, waiting),
      state: (name) => this.#screen.status({ gps: this.#words[`gps ${name}`] }),
      way: (stop, metres, wind) => this.#screen.lead(this.#way(stop, metres, wind)),
    });
    this.#listen();
    this.#open();
  }

  // Makes the page that the server drew the player's.
  #open() {
    for (const why of this.#main.querySelectorAll(".why")) why.hidden = false;
    if (IN_AN_APP.test(navigator.userAgent)) this.#screen.status({ app: this.#words["in app"] });
    this.#voice.closest("label").hidden = !globalThis.speechSynthesis;
    this.#voice.checked = this.#kept.get("voice") ?? Boolean(this.#main.dataset.intro);
    this.#sound.speaks(this.#voice.checked);
    if (this.#shown.begun) {
      this.#screen.show(this.#shown, { stays: true, drawn: true });
      const resume = this.#main.querySelector(".resume");
      resume.classList.remove("later");
      resume.hidden = this.#shown.ended !== null;
      this.#waits();
    }
    const isUnsent = this.#isUnsent();
    if (this.#shown.begun && !isUnsent) this.#coming.look();
    if (this.#shown.begun || isUnsent) this.#carry();
    this.#guide.know(this.#shown);
    this.#watchMap();
    this.#offer();
  }

  #listen() {
    this.#main.addEventListener("submit", (event) => {
      if ("plain" in event.target.dataset) {
        if ("clears" in event.target.dataset) this.#clear();
        else if (this.#carries || this.#isUnsent()) this.#submitLater(event);
        return;
      }
      event.preventDefault();
      this.#start();
      this.#act(eventOf(event.target));
    });
    // Where a button was, the answer has put another by now: a second tap on the same place is not meant for it.
    this.#main.querySelector("#ways").addEventListener("click", (event) => event.detail > 1 && event.target.closest("button") && event.preventDefault());
    this.#main.querySelector(".resume button").addEventListener("click", () => {
      this.#start();
      const { said } = this.#shown;
      if (!this.#sound.resume(said.map((clip) => this.#clip(clip)), this.#title())) this.#hear(said, true);
    });
    // The page's own words are the server's: it says them in the language that is chosen.
    for (const each of this.#main.querySelectorAll('.tongues input'))
      each.addEventListener("change", () => location.replace(addressIn(each.value)));
    const chosen = this.#main.querySelector(".tongues input:checked:not([checked])");
    if (chosen) location.replace(addressIn(chosen.value));
    // A page that was drawn before the walk was begun has forms without a token.
    this.#main.addEventListener("formdata", ({ formData }) => formData.set("token", this.#shown.token ?? ""));
    this.#voice.addEventListener("change", () => {
      this.#kept.put("voice", this.#voice.checked);
      this.#sound.speaks(this.#voice.checked);
    });
  }

  // Where it leads is the server's, which has to have all that was done here.
  async #submitLater(event) {
    event.preventDefault();
    await this.#carrying;
    await this.#turns.settled?.();
    event.target.submit();
  }

  // What the phone keeps of walks goes, whatever their stories; the form lets the server forget.
  #clear() {
    this.#download?.drop();
    globalThis.indexedDB?.deleteDatabase("wayside");
    for (const each of document.cookie.split("; ")) document.cookie = `${each.split("=")[0]}=; Path=/w/; Max-Age=0`;
  }

  // What only a tap may begin. The sound is the first that the walk has, if the walk is only begun now.
  #start() {
    if (this.#started) return;
    this.#started = true;
    this.#main.querySelector(".resume").hidden = true;
    if (!this.#shown.begun && this.#main.dataset.intro)
      this.#sound.cue([{ audio: this.#main.dataset.intro, language: this.#shown.language }], this.#title());
    this.#sound.start();
    this.#awake.ask();
    this.#guide.start();
  }

  async #act(event) {
    if (this.#busy) return;
    this.#busy = true;
    const busy = setTimeout(() => this.#main.setAttribute("aria-busy", "true"), BUSY_MS);
    try {
      // What was done before and is not sent yet comes first.
      if (!this.#carries) await this.#carried();
      this.#acts += 1;
      this.#asking = true;
      if (this.#differs) this.#screen.status({ kept: "" });
      this.#differs = false;
      const shown = await this.#turns.take(event);
      if (shown) this.#became(shown, event.do !== "arrive");
      else this.#screen.empty();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (event.do === "give") this.#screen.refuse(this.#words["not given"]);
      else location.reload();
    } finally {
      this.#busy = this.#asking = false;
      clearTimeout(busy);
      this.#main.removeAttribute("aria-busy");
      this.#beginHeld();
    }
  }

  // Whether the phone has played what the server does not know.
  #isUnsent() {
    return marked(this.#main.dataset.story);
  }

  // Waits for the phone to play, where it has what comes first; and a little where both begin the walk at once.
  #carried() {
    if (this.#isUnsent()) return this.#carrying;
    return !this.#shown.begun && this.#carrying && Promise.race([this.#carrying, new Promise((go) => setTimeout(go, LONGEST_BEGUN_MS))]);
  }

  #became(shown, byHand) {
    if (this.#leadsOn(shown)) return;
    this.#shown = shown;
    this.#screen.show(shown);
    this.#hear(shown.said, byHand);
    this.#go(shown);
    if (shown.begun) this.#carry();
  }

  // Goes where the walk goes on, in another story or another language; tells whether it does.
  #leadsOn({ story, language }) {
    const isElsewhere = story !== this.#main.dataset.story;
    if (isElsewhere) location.assign(`/w/${story}${location.search}`);
    else if (!this.#shown.begun || language === this.#shown.language) return false;
    else location.reload();
    return true;
  }

  // Waits for what the story waits for now.
  #go(shown) {
    this.#held = null;
    this.#read_ms = Date.now() + reading(shown.said);
    this.#waits();
    if (shown.ended !== null) {
      this.#guide.stop();
      this.#awake.release();
    }
    // Once the answer is drawn.
    setTimeout(() => this.#coming.look(), DRAWN_MS);
  }

  #waits() {
    this.#guide.know(this.#shown);
    this.#guide.wait(this.#shown.walk);
  }

  #plays(yes) {
    this.#playing?.(yes);
    if (yes) this.#screen.status({ sound: "" });
  }

  #hear(said, now) {
    this.#sound.cue(said.map((clip) => this.#clip(clip)), this.#title(), { now });
  }

  #clip({ audio, transcript, text }) {
    return { audio, transcript, text, language: this.#shown.language };
  }

  #title() {
    return { title: this.#shown.title };
  }

  // Narration that runs is never interrupted by where somebody comes.
  #arrived(id) {
    const stop = this.#shown.stops.find((each) => each.id === id);
    this.#screen.say(filled(this.#words["arrived"], { place: stop.name }));
    this.#held = id;
    this.#screen.offer(filled(this.#words["arrived later"], { place: stop.name }),
      [{ do: "arrive", what: id, label: this.#words["arrived now"] }]);
    this.#beginHeld();
  }

  // Begins where they have come, once what came before was told or read.
  #beginHeld() {
    const id = this.#held;
    const left_ms = this.#read_ms - Date.now();
    if (id === null || this.#busy || this.#sound.isPlaying) return;
    if (left_ms > 0) {
      setTimeout(() => this.#beginHeld(), left_ms);
      return;
    }
    this.#held = null;
    this.#act({ do: "arrive", what: id });
  }

  #heard() {
    this.#read_ms = 0;
    this.#beginHeld();
  }

  // On the lock screen: "I am at the next stop".
  #here() {
    const { walk } = this.#shown;
    if (walk?.here[0] && !walk.to[1]) this.#act({ do: "here", what: walk.here[0] });
  }

  #passed(later, waiting) {
    if (!this.#shown.walk?.here.includes(waiting.id)) return;
    this.#screen.offer(filled(this.#words.passed, { later: later.name, place: waiting.name }), [
      { do: "here", what: waiting.id, label: this.#words["passed hear"] },
      { do: "say", what: "SKIP", label: this.#words.skip },
    ]);
  }

  #way(stop, metres, wind) {
    const distance = long(metres, this.#shown.language);
    return filled(this.#words.away, { place: stop.name, distance, wind: this.#words[`wind ${wind}`] });
  }

  #signal(state) {
    const text = state === "waiting" ? this.#words[this.#carries && !this.#busy ? "no signal, carried" : "no signal"] : "";
    this.#screen.status({ signal: text });
    this.#screen.say(text || this.#words["signal again"]);
  }

  // What came by itself goes below what is there; not while the answer to something else is on its way.
  #came(shown) {
    if (this.#busy) return false;
    this.#shown = shown;
    this.#screen.show(shown, { adds: true });
    this.#hear(shown.said, false);
    this.#waits();
    return true;
  }

  // From when the walk is begun, or is on the phone, that plays first. Who only looks gets no name for it, and staff at a
  // desk play by the server.
  #carry() {
    const { story, api } = this.#main.dataset;
    if (!api.includes("?")) this.#carrying ??= this.#carryOn(story, api).catch(() => (this.#carrying = null));
  }

  async #carryOn(name, api) {
    const { Pocket } = await import("./pocket.js");
    const { language } = this.#shown;
    const line = { Refused, answered, number, patiently, signal };
    const told = {
      signal: (state) => this.#signal(state),
      became: (shown, how) => this.#overruled(shown, how),
      ahead: (shown) => this.#goOnFrom(shown),
      kept: (how) => this.#screen.status({ kept: how && this.#words[`kept ${how}`] }),
      late: () => this.#screen.status({ kept: this.#words.otherwise }),
      refused: () => this.#screen.refuse(this.#words["not given"]),
      back: () => location.reload(),
      gone: () => this.#gone(),
    };
    for (let pocket, acts = null; ; ) {
      acts = this.#acts;
      pocket = await Pocket.open({ name, api, language, line, told });
      if (!pocket) return;
      const shown = await pocket.shown();
      const isAhead = !(await pocket.isTold()) || (shown.begun && !this.#shown.begun);
      // What was done meanwhile, the server did.
      if (acts !== this.#acts || this.#asking) {
        await new Promise((go) => setTimeout(go, LOOK_AGAIN_MS));
        continue;
      }
      [this.#turns, this.#carries] = [pocket, true];
      // The server lets no time pass here any more.
      if (isAhead || shown.comes !== this.#shown.comes) this.#goOnFrom(shown);
      else if (shown.begun) this.#coming.look();
      this.#main.dataset.carried = "";
      return;
    }
  }

  // Shows the walk where the phone has left it: the page is from before that.
  #goOnFrom(shown) {
    this.#shown = shown;
    this.#screen.show(shown, { stays: true });
    this.#main.querySelector(".resume").hidden = this.#started || shown.ended !== null;
    this.#waits();
    this.#coming.look();
  }

  // The server came to more than is shown (record.js), and that counts. If it is only what others did, there is nothing to
  // explain.
  #overruled(shown, how) {
    if (this.#leadsOn(shown)) return;
    if (how === "late") this.#screen.show({ ...this.#shown, said: shown.said }, { adds: true });
    else if (how !== "quietly") this.#became(shown, true);
    else {
      this.#shown = shown;
      this.#screen.show(shown, { stays: true });
    }
    if (how !== "otherwise") return;
    this.#differs = true;
    this.#screen.status({ kept: this.#words.otherwise });
    this.#screen.say(this.#words.otherwise);
  }

  #gone() {
    this.#screen.status({ kept: this.#words.gone });
    this.#screen.say(this.#words.gone);
    this.#guide.stop();
    this.#turns = { take: () => location.reload(), unasked: () => new Promise(() => {}), has() {} };
  }

  // The download is for before the walk and for its pauses: nothing else waits for its script.
  async #offer() {
    const [{ Download }, { offer }] = await Promise.all([import("./download.js"), import("./offering.js")]);
    this.#download = new Download(this.#main.dataset.story, { language: this.#shown.language });
    const { state } = await offer(this.#main.querySelector(".download"), this.#download, this.#words);
    const { told } = this.#download;
    this.#download.told = (now) => {
      told(now);
      if (now.state === "whole") this.#carry();
    };
    if (HERE.includes(state)) this.#carry();
  }

  // The map comes when it is about to be seen: whoever only listens is not kept waiting for it.
  #watchMap() {
    const place = this.#main.querySelector(".drawn");
    if (!place) return;
    const watch = new IntersectionObserver(([seen]) => {
      if (!seen.isIntersecting) return;
      watch.disconnect();
      this.#openMap(place).catch(() => watch.observe(place));
    }, { rootMargin: "50%" });
    watch.observe(place);
  }

  async #openMap(place) {
    const { map, mapStyle } = this.#main.dataset;
    const [{ openMap }, drawn] = await Promise.all([import("./map.js"), fetch(map).then((found) => found.text())]);
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: mapStyle }));
    place.append(document.importNode(new DOMParser().parseFromString(drawn, "image/svg+xml").documentElement, true));
    const words = this.#words;
    const opened = openMap(place.lastElementChild, {
      map: words["map moves"], closer: words.closer, farther: words.farther,
      whole: words["whole walk"], me: words["centre on me"],
    });
    opened.box.addEventListener("tapped", ({ detail }) => this.#where.walkTo?.(detail));
    this.#guide.draw(opened);
  }
}

const reading = (said) =>
  Math.min(LONGEST_READ_MS, READ_MS_A_LETTER * said.reduce((sum, { text = "", transcript = "" }) => sum + (text || transcript).length, 0));

function eventOf(form) {
  const sent = Object.fromEntries(new FormData(form));
  const { do: done = sent.do, what = sent.what ?? "", words = "" } = form.dataset;
  return { do: done ?? "give", what, words, language: sent.language ?? "", file: sent.file };
}

function addressIn(language) {
  const address = new URL(location.href);
  address.searchParams.set("language", language);
  return address;
}

// Staff at a desk walk a track; only for them its script is fetched.
async function source() {
  const form = document.querySelector("#trial");
  if (!form) return new Where(navigator.geolocation);
  const { trial } = await import("./trying.js");
  return trial(form, JSON.parse(document.querySelector("#walk").dataset.words));
}

new Walk(await source());
