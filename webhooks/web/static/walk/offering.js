// Lets a walk be downloaded: what is here of it, how much it is, and a button for each thing that can be done.

import { filled } from "./gaps.js";

const MB = 1e6;
const LEAST = MB / 10; // Nothing to fetch is shown as 0 MB.

// `words` are those of the page by "download ..."; `element` is a part of the page that is still empty.
export function offer(element, download, words) {
  const [said, bar, amount, act, away] = ["p", "progress", "p", "button", "button"].map((tag) =>
    element.appendChild(document.createElement(tag)),
  );
  said.setAttribute("role", "status");
  bar.setAttribute("aria-label", words["download name"]);
  amount.className = "amount";
  act.type = away.type = "button";
  away.className = "quiet";
  away.textContent = words["download delete"];
  for (const later of [bar, amount, act, away]) later.hidden = true;
  let running = false;

  download.told = (now) => {
    const { state, had_bytes, bytes, error } = now;
    const size = megabytes(bytes);
    const isWhole = state === "whole";
    const isImpossible = state === "impossible";
    ({ running } = now);
    const text = filled(words[`download ${running ? "running" : state}`], { size });
    const why = error ? words[`download error ${error}`] : "";
    say(said, error === "signal" ? why : [why, text].filter(Boolean).join(" "));
    bar.hidden = amount.hidden = !bytes || !(running || state === "part");
    bar.max = bytes || 1;
    bar.value = had_bytes;
    amount.textContent = filled(words["download amount"], { had: megabytes(had_bytes), size });
    act.textContent = filled(words[doing(now)], { size: megabytes(Math.max(bytes - had_bytes, LEAST)) });
    act.hidden = isWhole || isImpossible;
    act.classList.toggle("quiet", running);
    element.hidden = false;
    away.hidden = running || isImpossible || state === "none";
  };
  act.addEventListener("click", () => (running ? download.pause() : download.start()));
  away.addEventListener("click", () => download.drop());
  return download.state();
}

function doing({ state, running, bytes }) {
  if (running) return "download pause";
  if (state === "part") return "download resume";
  if (!bytes) return "download start";
  return state === "old" ? "download new" : "download size";
}

// Said anew only where it changed: it is read aloud.
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function megabytes(bytes) {
  const form = { style: "unit", unit: "megabyte", maximumFractionDigits: bytes < 10 * MB ? 1 : 0 };
  // Not broken between the number and its unit.
  return new Intl.NumberFormat(document.documentElement.lang, form).format(bytes / MB).replace(" ", "\u00a0");
}
