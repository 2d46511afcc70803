// The first page, by what is near. The phone is asked for its position once, after a tap, and reckons by itself:
// the position is in no request.

import { long, metres } from "./walk/geo.js";

// A rough position of a minute ago tells as well which walk is near.
const ASKED = { enableHighAccuracy: false, maximumAge: 60000, timeout: 15000 };
const COARSE_M = 500;
const FAILED = { 1: "refused", 3: "late" }; // The codes of GeolocationPositionError.

const near = document.querySelector(".near");

if (near && window.isSecureContext && navigator.geolocation) open(near, JSON.parse(near.dataset.words));

function open(near, words) {
  const button = near.querySelector("button");
  const status = near.querySelector('[role="status"]');
  let asks = false;
  const say = (text) => {
    status.textContent = text;
    asks = text === words.asking;
  };
  near.hidden = false;
  button.addEventListener("click", () => {
    if (asks) return;
    say(words.asking);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => say(sorted(coords, words)),
      ({ code }) => say(words[FAILED[code] ?? "failed"]),
      ASKED,
    );
  });
}

// Puts the nearest story first, and says so; those that are nowhere come last.
function sorted({ latitude: lat, longitude: lon, accuracy }, words) {
  const cards = [...document.querySelectorAll("article")].map((card) => ({ card, ...nearest(card, { lat, lon }) }));
  cards.sort((one, other) => one.away - other.away || 0);
  for (const { card, stop, away } of cards) {
    card.parentElement.append(card);
    if (stop) tell(card.querySelector(".away"), stop, away);
  }
  const [{ card, away }] = cards;
  const title = card.querySelector("h2").textContent;
  const told = words.sorted.replace("{title}", title).replace("{distance}", far(away));
  return accuracy > COARSE_M ? `${told} ${words.coarse}` : told;
}

function nearest(card, here) {
  const stops = [...card.querySelectorAll("[data-lat]")].map((stop) => ({
    stop,
    away: metres(here, { lat: Number(stop.dataset.lat), lon: Number(stop.dataset.lon) }),
  }));
  return stops.reduce((one, other) => (other.away < one.away ? other : one), { stop: null, away: Infinity });
}

function tell(line, stop, away) {
  line.querySelector("b").textContent = far(away);
  line.querySelector("span").textContent = stop.querySelector("h3").textContent;
  line.hidden = false;
}

const far = (away) => long(away, document.documentElement.lang);
