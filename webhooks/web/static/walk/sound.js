// What is heard on a walk: one <audio> element for all of it, as a tap unlocks that element alone, and only such
// an element goes on when the screen is locked. What has no sound may be read by the phone's own voice.

import { Kept } from "./kept.js";
import { lockScreen } from "./lock-screen.js";
import { Voice } from "./voice.js";

const SAVED_MS = 2000;
const EARLIER_S = 3;

export class Sound {
  #audio; #voice; #kept; #key; #told; #lockScreen;
  #clip = null; #queue = []; #plays = false; #speaks = false; #saved_ms = 0;

  // `name` is under what the position is kept. `told` may have {playing(isPlaying), ended(), failed(why), next()},
  // where why is "blocked" (only a tap may begin it) or "missing"; `next` is the key of the lock screen.
  constructor(audio, {
    name, told, page = document, media = navigator.mediaSession, speech = globalThis.speechSynthesis, keep,
  } = {}) {
    this.#audio = audio;
    this.#voice = speech && new Voice(speech);
    this.#kept = new Kept(keep);
    this.#key = `sound-${name}`;
    this.#told = { playing() {}, ended() {}, failed() {}, next() {}, ...told };
    this.#lockScreen = lockScreen(this, media, page, () => this.#told.next());
    this.#listen(page);
  }

  #listen(page) {
    const on = (names, act) => names.forEach((each) => this.#audio.addEventListener(each, act));
    on(["timeupdate"], () => Date.now() - this.#saved_ms > SAVED_MS && this.#save());
    on(["play", "pause", "seeked", "durationchange"], () => this.#lockScreen.place());
    on(["play"], () => this.#began());
    on(["pause"], () => this.#paused());
    on(["loadedmetadata", "playing"], ({ type }) => this.#goBack(type));
    on(["playing"], () => this.#clip && this.#lockScreen.show(this.#clip.title));
    on(["ended"], () => this.#sounds && this.#done());
    on(["error"], () => this.#missing());
    page.addEventListener("visibilitychange", () => this.#save());
    globalThis.addEventListener("pagehide", () => {
      this.#save();
      if (this.#clip?.reads) this.pause();
    });
  }

  get isPlaying() {
    return this.#plays;
  }

  get position_s() {
    return this.#audio.currentTime;
  }

  get duration_s() {
    return this.#audio.duration;
  }

  // Whether the phone's own voice reads what has no sound.
  speaks(yes) {
    this.#speaks = yes;
    if (yes || !this.#clip?.reads || this.#clip.over) return;
    this.#voice.hush();
    this.#done();
  }

  // Lets these be heard, one after the other: {audio, text, transcript, language}. What runs is told to its end, and
  // what is paused waits to be played, unless they are wanted `now`; the same sound goes on either way. `title` is
  // {title, artist, artwork}.
  cue(clips, title = {}, { now = false } = {}) {
    const heard = clips.filter((clip) => this.#canBeHeard(clip)).map((clip) => ({ ...clip, title }));
    const same = this.#plays && heard[0]?.audio && heard[0].audio === this.#clip.audio;
    if (now && !same) this.stop();
    if (now) this.#queue = heard.slice(same ? 1 : 0);
    else this.#queue.push(...heard);
    if (!this.#clip || this.#clip.over) this.#next();
    else if (this.#clip.blocked) this.play();
  }

  // Call it inside a tap: what is cued by then, or ever after, may sound.
  start() {
    if (this.#speaks) this.#voice?.unlock();
    if (!this.#clip) this.#audio.load();
    else if (this.#clip.blocked) this.play();
  }

  // Which of these was heard last, and where it was left: {index, position_s}, or null.
  resumable(clips) {
    const { audio, position_s } = this.#kept.get(this.#key) ?? {};
    const index = clips.findIndex((clip) => clip.audio && clip.audio === audio);
    return index >= 0 && Number.isFinite(position_s) ? { index, position_s } : null;
  }

  // Goes on where these were left, a few seconds earlier; tells whether any of them was. Call it inside a tap.
  resume(clips, title) {
    const left = this.resumable(clips);
    if (!left) return false;
    const [first, ...rest] = clips.slice(left.index);
    this.cue([{ ...first, from_s: left.position_s - EARLIER_S }, ...rest], title, { now: true });
    return true;
  }

  play() {
    const clip = this.#clip;
    if (!clip || this.#plays) return;
    if (clip.reads) {
      this.#read();
      return;
    }
    // The signal may be back.
    if (clip.failed) this.#audio.load();
    clip.failed = false;
    this.#begin();
  }

  pause() {
    if (this.#clip?.reads) this.#voice.hush();
    else this.#audio.pause();
    this.#save();
    this.#become(false);
  }

  toggle() {
    if (this.#plays) this.pause();
    else this.play();
  }

  // From the start.
  again() {
    if (!this.#clip) return;
    this.#clip.at = 0;
    this.to(0);
    if (this.#clip.reads) this.#read();
    else this.play();
  }

  // Seconds forward, or back.
  seek(by_s) {
    this.to(this.#audio.currentTime + by_s);
  }

  to(position_s) {
    if (this.#clip) this.#clip.from_s = 0;
    this.#audio.currentTime = Math.min(Math.max(0, position_s), this.#audio.duration || 0);
  }

  stop() {
    this.#queue = [];
    this.#voice?.hush();
    this.#clip = null;
    this.#audio.pause();
    this.#become(false);
  }

  // Whether it is the element that is heard.
  get #sounds() {
    return this.#clip !== null && !this.#clip.reads;
  }

  #canBeRead(clip) {
    return this.#speaks && this.#voice && (clip.transcript || clip.text);
  }

  #canBeHeard(clip) {
    return clip.audio || this.#canBeRead(clip);
  }

  #become(plays) {
    if (plays === this.#plays) return;
    this.#plays = plays;
    this.#told.playing(plays);
  }

  #next() {
    let clip;
    do clip = this.#queue.shift();
    while (clip && !this.#canBeHeard(clip));
    if (!clip) return false;
    this.#clip = clip;
    this.#lockScreen.show(clip.title);
    if (clip.audio) {
      this.#audio.src = clip.audio;
      this.#begin();
    } else this.#read();
    return true;
  }

  #begin() {
    const clip = this.#clip;
    clip.over = clip.blocked = false;
    this.#become(true);
    this.#audio.play().catch(({ name }) => {
      if (name === "NotAllowedError" && clip === this.#clip) this.#blocked();
    });
  }

  #read() {
    const clip = this.#clip;
    clip.reads = true;
    clip.over = clip.blocked = false;
    this.#become(true);
    this.#voice.read(clip.transcript || clip.text, clip, {
      at: (sentence) => (clip.at = sentence),
      done: () => this.#done(),
      blocked: () => this.#blocked(),
    });
  }

  #blocked() {
    this.#clip.blocked = true;
    this.#become(false);
    this.#told.failed("blocked");
  }

  // A phone may start the element by itself, after a call: it must not talk over the voice.
  #began() {
    if (!this.#sounds) {
      this.#audio.pause();
      return;
    }
    this.#clip.over = false;
    this.#become(true);
  }

  // Also what a call or another app paused: it stays so.
  #paused() {
    const { error, ended, paused } = this.#audio;
    if (!this.#sounds || error || ended || !paused) return;
    this.#save();
    this.#become(false);
  }

  // Some phones take a position only from what plays. Where none is taken, it plays from the start.
  #goBack(type) {
    const { from_s = 0 } = this.#clip ?? {};
    if (from_s - 1 > this.#audio.currentTime) this.#audio.currentTime = from_s;
    if (type === "playing" && this.#clip) this.#clip.from_s = 0;
  }

  #done() {
    this.#save();
    this.#clip.over = true;
    this.#clip.at = 0;
    if (this.#next()) return;
    this.#become(false);
    this.#told.ended();
  }

  // What is paused meanwhile is tried again when it is to play.
  #missing() {
    if (!this.#sounds) return;
    this.#clip.failed = true;
    this.#clip.from_s ||= this.#audio.currentTime;
    this.#told.failed("missing");
    if (!this.#plays) return;
    if (this.#canBeRead(this.#clip)) this.#read();
    else this.#done();
  }

  #save() {
    const { currentTime: position_s } = this.#audio;
    if (!this.#sounds || !position_s) return;
    this.#saved_ms = Date.now();
    this.#kept.put(this.#key, { audio: this.#clip.audio, position_s });
  }
}
