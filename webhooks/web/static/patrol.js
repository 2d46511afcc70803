// Whether a sign hangs where its code belongs. The phone is asked for its position after a tap, and compares by
// itself: the position is in no request.

import { long, metres } from "./walk/geo.js";

const ASKED = { enableHighAccuracy: true, maximumAge: 5000, timeout: 20000 };
// A place has some width, and few know theirs to a step.
const LEAST_M = 30;
const COARSE_M = 50;
const EXACT_M = 100;
const FAILED = {
  // The codes of GeolocationPositionError.
  1: "This phone keeps its position to itself. Allow it for this site in the browser’s settings, or compare with the directions.",
  3: "That took too long. Step into the open and tap once more, or compare with the directions.",
};
const LOST = "The phone does not know where it is just now. Tap once more in a moment, or compare with the directions.";
const ASKING = "Asking the phone where it is …";

const near = document.querySelector(".near");

if (near && window.isSecureContext && navigator.geolocation) open(near, JSON.parse(near.dataset.near));

function open(near, stop) {
  const verdict = near.querySelector(".verdict");
  let asks = false;
  const say = (is, text) => {
    verdict.dataset.is = is;
    verdict.textContent = text;
    asks = is === "asking";
  };
  near.hidden = false;
  near.querySelector("button").addEventListener("click", () => {
    if (asks) return;
    say("asking", ASKING);
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude: lat, longitude: lon, accuracy } }) => say(...judged(stop, { lat, lon, accuracy })),
      ({ code }) => say("failed", FAILED[code] ?? LOST),
      ASKED,
    );
  });
}

// Gives [is, text]: whether a sign with this stop's code is "here", "elsewhere", or, by a position that is too
// inexact to tell, "unclear". A position is {lat, lon, accuracy}: with 95 % certainty not further off than
// `accuracy` metres (W3C Geolocation). A stop is {name, code, lat, lon, within_m, others}.
export function judged(stop, fix) {
  const away = metres(stop, fix);
  const reach = reachOf(stop);
  if (away - fix.accuracy > reach) return ["elsewhere", elsewhere(stop, fix, away)];
  if (away <= reach && fix.accuracy <= COARSE_M)
    return ["here", `This sign belongs here: you are ${far(away)} from its place.`];
  const exact = `${stop.name} is ${far(away)} from here, but the phone knows that to ${far(fix.accuracy)} only.`;
  return ["unclear", `${exact} Step into the open and tap once more, or compare with the directions.`];
}

function elsewhere(stop, fix, away) {
  const told = `This code belongs elsewhere: ${stop.name}, ${far(away)} from here.`;
  const [[at, other] = []] = stop.others.map((each) => [metres(each, fix), each]).sort(([one], [two]) => one - two);
  const belongs = other && at <= reachOf(other) && fix.accuracy <= COARSE_M;
  return belongs ? `${told} Here belongs ${other.name} (${other.code}).` : told;
}

const reachOf = (stop) => Math.max(LEAST_M, stop.within_m);

const far = (away) => (away < EXACT_M ? `${Math.round(away)} m` : long(away, "en"));
