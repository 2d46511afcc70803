// A Sound in a page, and all that it tells: `window.told`; `window.keys` are the keys of a lock screen that is ours.

import { Sound } from "/walk/sound.js";

const PRIVATE = {
  getItem() {
    throw new DOMException("", "SecurityError");
  },
  setItem() {
    throw new DOMException("", "QuotaExceededError");
  },
};

// A lock screen that the test presses the keys of.
function screen() {
  window.keys = {};
  window.places = [];
  return {
    setActionHandler: (name, act) => (keys[name] = act),
    setPositionState: (state) => places.push(state),
  };
}

// A voice that says nothing: the test tells when it ended.
function voice() {
  const said = [];
  return { said, speak: (each) => said.push(each), cancel: () => said.push("cancelled") };
}

// `keep` is "real" or "private"; `media` and `speech` are "real", "ours" or "none".
export function open({ keep = "real", media = "ours", speech = "ours" } = {}) {
  window.audio = document.querySelector("audio") ?? document.body.appendChild(document.createElement("audio"));
  window.told = [];
  const choose = (kind, real, ours) => ({ real, ours: kind === "ours" ? ours() : null, none: null })[kind];
  const tell = (word) => told.push(word) && console.log(word);
  window.speech = choose(speech, speechSynthesis, voice);
  window.sound = new Sound(audio, {
    name: "walk",
    told: {
      playing: (yes) => tell(yes ? "plays" : "stops"),
      ended: () => tell(sound.isPlaying ? "ended, but plays" : "ended"),
      failed: tell,
      next: () => tell("next"),
    },
    media: choose(media, navigator.mediaSession, screen),
    speech: window.speech,
    keep: keep === "real" ? localStorage : PRIVATE,
  });
}
