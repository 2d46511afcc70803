// Sounds that this page begins by itself, as nothing that a test evaluates in it can: that counts as a tap.

import { open } from "./sounding.js";

const GATE = { audio: "/sounds/gate.mp3", language: "en" };
const LATER_MS = 500;

open();
audio.addEventListener("timeupdate", () => audio.currentTime > 0.3 && console.log("is heard"));
document.querySelector("button").addEventListener("click", () => {
  sound.start();
  if (location.search === "?later") later();
});
if (location.search !== "?later") sound.cue([GATE]);

// When the tap is no longer any excuse.
function later() {
  if (navigator.userActivation.isActive) {
    setTimeout(later, LATER_MS);
    return;
  }
  new Audio("/sounds/sluice.mp3").play().catch(({ name }) => console.log(`another element: ${name}`));
  sound.cue([GATE]);
}
