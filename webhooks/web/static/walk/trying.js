// How staff try a walk at a desk: a recorded track, or taps on the map, are walked in place of satellites.

import { filled } from "./gaps.js";
import { NoTrack, readTrack, Track } from "./track.js";

// Lets the form at the top of the page steer a track; gives it, in place of where.js.
export function trial(form, words) {
  const track = new Track();
  const say = (text) => (form.querySelector("output").textContent = text);
  const tell = (points) => say(filled(words[track.isWalked ? "try track" : "try waits"], { points }));
  const speed = () => (track.speed = Number(new FormData(form).get("speed")));
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.speed.forEach((each) => each.addEventListener("change", speed));
  const follow = async () => {
    try {
      const fixes = await readTrack(form.track.files[0]);
      track.follow(fixes);
      track.began = () => tell(fixes.points);
      tell(fixes.points);
    } catch (error) {
      if (!(error instanceof NoTrack)) throw error;
      say(error.message);
    }
  };
  form.track.addEventListener("change", follow);
  // One may be chosen before the player has come.
  if (form.track.files[0]) follow();
  speed();
  return track;
}
