// What is heard on a walk: one <audio> element for all of it, as a tap unlocks that element alone, and only such
// an element goes on when the screen is locked. What has no sound may be read by the phone's own voice.

import { lockScreen } from "./lock-screen.js";

const SAVED_MS = 2000;
const EARLIER_S = 3;

export class Sound {
  #audio; #speech; #keep; #key; #told; #lockScreen;
  #clip = null; #queue = []; #title = {}; #reads = false; #speaking = null; #saved_ms = 0; #from_s = 0;

  // `name` is under what the position is kept. `told` is {playing(isPlaying), ended(), failed(why), next()}, where
  // why is "blocked" (only a tap may begin it) or "missing"; `next` is the key of the lock screen.
  constructor(audio, {
    name, told, page = document, media = navigator.mediaSession, speech = globalThis.speechSynthesis, keep = storage(),
  }) {
    this.#audio = audio;
    this.#speech = speech;
    this.#keep = keep;
    this.#key = `wayside-sound-${name}`;
    this.#told = told;
    this.#lockScreen = lockScreen(this, media, page, () => told.next());
    audio.addEventListener("timeupdate", () => Date.now() - this.#saved_ms > SAVED_MS && this.#save());
    for (const name of ["play", "pause", "seeked", "durationchange"])
      audio.addEventListener(name, () => this.#lockScreen.place());
    audio.addEventListener("play", () => this.#told.playing(true));
    audio.addEventListener("pause", () => this.#paused());
    audio.addEventListener("ended", () => this.#done());
    audio.addEventListener("error", () => this.#missing());
    page.addEventListener("visibilitychange", () => this.#save());
    globalThis.addEventListener("pagehide", () => this.#save());
    globalThis.addEventListener("pagehide", () => this.#speech?.cancel());
  }

  get isPlaying() {
    return this.#speaking !== null || (this.#clip !== null && !this.#audio.paused);
  }

  get position_s() {
    return this.#audio.currentTime;
  }

  get duration_s() {
    return this.#audio.duration;
  }

  // Whether the phone's own voice reads what has no sound.
  speaks(yes) {
    this.#reads = yes;
    if (!yes && this.#speaking) this.stop();
  }

  // Lets these be heard, one after the other: {audio, text, transcript, language}. What runs is told to its end,
  // unless they are wanted `now`; the same sound goes on either way. `title` is {title, artist}.
  cue(clips, title, { now = false } = {}) {
    this.#title = title;
    const heard = clips.filter((clip) => this.#canBeHeard(clip));
    if (!now) this.#queue.push(...heard);
    else if (this.isPlaying && heard[0]?.audio && heard[0].audio === this.#clip?.audio) this.#queue = heard.slice(1);
    else {
      this.stop();
      this.#queue = heard;
    }
    if (!this.isPlaying) this.#next();
  }

  // Call it inside a tap: what is cued then, or ever after, may sound.
  start() {
    if (this.#clip === null) this.#audio.load();
  }

  // Goes on where these were left, a few seconds earlier; tells whether any of them was.
  resume(clips, title) {
    const kept = this.#kept();
    const at = kept ? clips.findIndex(({ audio }) => audio === kept.audio) : -1;
    if (at < 0) return false;
    this.#from_s = Math.max(0, kept.position_s - EARLIER_S);
    this.cue(clips.slice(at), title, { now: true });
    return true;
  }

  play() {
    if (this.#clip === null) this.#next();
    else if (this.#clip.audio && !this.#clip.failed) this.#begin();
    else if (!this.#speaking) this.#read(this.#clip);
  }

  pause() {
    if (this.#speaking) this.#hush();
    else this.#audio.pause();
  }

  toggle() {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  again() {
    this.#hush();
    this.#audio.currentTime = 0;
    this.play();
  }

  // Seconds forward, or back.
  seek(by_s) {
    this.to(this.#audio.currentTime + by_s);
  }

  to(position_s) {
    this.#audio.currentTime = Math.min(Math.max(0, position_s), this.#audio.duration || 0);
  }

  stop() {
    this.#queue = [];
    this.#hush();
    this.#clip = null;
    this.#audio.pause();
  }

  #canBeHeard(clip) {
    return Boolean(clip.audio || (this.#reads && this.#speech && (clip.transcript || clip.text)));
  }

  #next() {
    const clip = this.#queue.shift();
    if (!clip) return;
    this.#clip = { ...clip };
    this.#lockScreen.show(this.#title);
    if (!clip.audio) {
      this.#read(this.#clip);
      return;
    }
    const from_s = this.#from_s;
    this.#from_s = 0;
    this.#audio.src = clip.audio;
    if (from_s) this.#audio.addEventListener("loadedmetadata", () => this.to(from_s), { once: true });
    this.#begin();
  }

  #begin() {
    this.#audio.play().catch((error) => {
      if (error.name === "NotAllowedError") this.#told.failed("blocked");
    });
  }

  #paused() {
    this.#save();
    if (!this.#audio.ended) this.#told.playing(false);
  }

  #done() {
    this.#save();
    if (this.#queue.length) {
      this.#next();
      return;
    }
    this.#told.playing(false);
    this.#told.ended();
  }

  #missing() {
    if (!this.#clip?.audio) return;
    this.#clip.failed = true;
    this.#told.failed("missing");
    if (this.#reads && this.#speech) this.#read(this.#clip);
    else this.#done();
  }

  // Sentence by sentence: some voices fall silent after a quarter of a minute of one text.
  #read(clip) {
    const text = clip.transcript || clip.text || "";
    const sentences = text.match(/[^.!?。！？।؟]+[.!?。！？।؟]*/gu) ?? [];
    const turn = (this.#speaking = {});
    const say = (at) => {
      if (this.#speaking !== turn) return;
      if (at === sentences.length) {
        this.#speaking = null;
        this.#done();
        return;
      }
      const spoken = Object.assign(new SpeechSynthesisUtterance(sentences[at]), { lang: clip.language });
      spoken.onend = spoken.onerror = () => say(at + 1);
      this.#speech.speak(spoken);
    };
    this.#told.playing(true);
    say(0);
  }

  #hush() {
    if (!this.#speaking) return;
    this.#speaking = null;
    this.#speech.cancel();
    this.#told.playing(false);
  }

  #save() {
    if (!this.#clip?.audio || !this.#audio.currentTime) return;
    this.#saved_ms = Date.now();
    try {
      this.#keep?.setItem(this.#key, JSON.stringify({ audio: this.#clip.audio, position_s: this.#audio.currentTime }));
    } catch {
      // Without room for it, a reload begins from the start.
    }
  }

  #kept() {
    try {
      return JSON.parse(this.#keep?.getItem(this.#key) ?? "null");
    } catch {
      return null;
    }
  }
}

// In a private window even to ask for it may fail.
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
