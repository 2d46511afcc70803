// Sends without loading the page anew. What it shows is what the server draws.

const log = document.querySelector(".log");
const list = log.querySelector("ol");
const field = document.querySelector("#text");
const mouse = matchMedia("(pointer: fine)");
const LONGEST_WAIT_S = 3600;
const LOOK_AGAIN_S = 10;
let queue = Promise.resolve();
let timer;

const part = (id) => document.querySelector(`#${id}`).content.firstElementChild.cloneNode(true);

// 128 random bits: the same text sent twice with one id is one text.
const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

// The player's own text to the top, if its answer is long; else the end to the bottom.
function show(mine) {
  log.scrollTop += mine.getBoundingClientRect().top - log.getBoundingClientRect().top - 12;
}

function say(text) {
  const mine = part("sent");
  mine.querySelector("span").textContent = text;
  list.append(mine);
  return mine;
}

async function deliver(action, data) {
  const body = new URLSearchParams(data);
  const response = await fetch(action, { method: "POST", body, signal: AbortSignal.timeout(20000) });
  // The phone is not known: sent without script, the server says so on a page of its own.
  if (response.status === 400) field.form.submit();
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// What came by itself goes above `mine`, if that is what waits for an answer, else to the end.
function arrive(page, mine = null) {
  const shown = new Set([...list.querySelectorAll("[data-came]")].map((each) => each.dataset.came));
  const fresh = [...page.querySelectorAll("[data-came]")].filter((each) => !shown.has(each.dataset.came));
  for (const each of fresh) list.insertBefore(each, mine);
  // Else a key that has the focus would lose it.
  if (mine || fresh.length) document.querySelector(".keys").replaceWith(page.querySelector(".keys"));
  if (fresh.length && !mine) show(fresh[0]);
  watch(page.querySelector(".log").dataset.moreIn);
}

// The server says in how many seconds something may come by itself; then it is looked for.
function watch(seconds) {
  clearTimeout(timer);
  if (seconds === undefined) return;
  const wait = Math.min(Math.max(Number(seconds), 1), LONGEST_WAIT_S);
  timer = setTimeout(() => (queue = queue.then(look)), wait * 1000);
}

async function look() {
  try {
    const signal = AbortSignal.timeout(20000);
    const response = await fetch(location.pathname + location.search, { signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    arrive(new DOMParser().parseFromString(await response.text(), "text/html"));
  } catch {
    watch(LOOK_AGAIN_S);
  }
}

async function send(action, data, mine) {
  const waiting = part("waiting");
  mine.after(waiting);
  show(mine);
  try {
    const page = await deliver(action, data);
    const answers = page.querySelectorAll(`[data-answers="${data.get("form").slice(0, 8)}"]`);
    waiting.replaceWith(...answers);
    arrive(page, mine);
  } catch {
    const failed = part("failed");
    failed.querySelector("button").addEventListener("click", () => {
      failed.remove();
      enqueue(action, data, mine);
      field.focus();
    });
    waiting.replaceWith(failed);
  }
  show(mine);
}

function enqueue(action, data, mine) {
  queue = queue.then(() => send(action, data, mine));
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-send]")) return;
  event.preventDefault();
  const data = new FormData(form);
  const button = event.submitter;
  if (button?.name) data.set(button.name, button.value);
  const words = data.get("key") ?? data.get("text");
  const text = data.has("gift") ? `(${button.textContent}) ${words}`.trim() : words;
  if (!text.trim()) return;
  data.set("form", newId());
  if (data.has("text")) field.value = "";
  // On a phone, focus on the field would bring up the keyboard: only who types wants it.
  if (data.has("text") || mouse.matches) field.focus();
  else log.focus({ preventScroll: true });
  enqueue(form.action, data, say(text));
});

watch(log.dataset.moreIn);
