// Draws what a turn shows. Whatever authors and players wrote is put in as text; the moulds are the page's own.

import { filled } from "./gaps.js";

const mould = (name) => document.querySelector(`#mould-${name}`).content.firstElementChild.cloneNode(true);

export class Screen {
  #main; #words; #hear; #buttons = null;

  // `hear(clip)` is called when somebody wants to hear what one thing says.
  constructor(main, words, hear) {
    this.#main = main;
    this.#words = words;
    this.#hear = hear;
  }

  // Shows what is said in place of what was; what `adds` comes below it. The page moves there, unless it `stays`. Where
  // the server has `drawn` just this, its buttons stay: who is about to press one would press nothing.
  show(shown, { adds = false, stays = false, drawn = false } = {}) {
    const told = this.#find("#told");
    const boxes = shown.said.map((one) => this.#said(one, shown.language));
    // A picture that is there, or on its way, is not drawn anew.
    const there = stays ? [...told.querySelectorAll("picture")] : [];
    for (const box of boxes) {
      const picture = box.querySelector("picture");
      const same = picture && there.find((one) => addressOf(one) === addressOf(picture));
      if (same) picture.replaceWith(same);
    }
    if (adds) told.append(...boxes);
    else told.replaceChildren(...boxes);
    told.querySelector(".ending")?.remove();
    if (shown.ended !== null) told.append(paragraph("ending", shown.ended || this.#words.ended, shown.language));
    told.querySelector(".known")?.remove();
    if (shown.last_known) told.append(paragraph("known", this.#words["last known"]));
    const keeps = stays || adds;
    const active = document.activeElement;
    const held = [".before", "#ways"].some((part) => this.#find(part)?.contains(active));
    this.#find(".before")?.remove();
    this.#find(".more").hidden = false;
    this.#find(".comes").hidden = !shown.comes;
    this.#waits(shown, drawn, keeps);
    this.#stops(shown.walk);
    const first = adds ? boxes[0] : told;
    // With the picture that is drawn next: both ask where everything is, which is found out for that picture anyway.
    requestAnimationFrame(() => {
      // What was pressed is gone: the keyboard goes on with what there is now.
      if (held && (!keeps || !active.isConnected || active.closest("[hidden]"))) this.#find("#ways").focus({ preventScroll: true });
      if (!stays) first?.scrollIntoView({ block: adds ? "nearest" : "start" });
    });
  }

  // Says in words what the phone or the page is up to: {gps, lock, sound, signal, app}, "" for nothing.
  status(told) {
    for (const [name, text] of Object.entries(told)) {
      const line = this.#find(`[data-told="${name}"]`);
      line.textContent = text;
      line.hidden = !text;
    }
    this.#find(".status").hidden = false;
  }

  // Tells who cannot see the page, and nobody else.
  say(text) {
    this.#find("#news").textContent = text;
  }

  // Says how far it is to the next stop, in words.
  lead(text) {
    const heading = this.#find(".heading");
    heading.textContent = text;
    heading.hidden = !text;
  }

  // Says below what was given that it cannot be used.
  refuse(text) {
    this.#find(".give:not([hidden]) p").textContent = text;
    this.say(text);
  }

  // Offers ways on: [{label, do, what}] with a line above them; none takes them away.
  offer(text, ways) {
    const arrive = this.#find(".arrive");
    arrive.querySelector(".passed")?.remove();
    if (!ways.length) return;
    const box = document.createElement("div");
    box.className = "passed";
    box.append(paragraph("", text), ...ways.map(way));
    arrive.prepend(box);
  }

  // Leaves the fields empty: what stood in them is on its way.
  empty() {
    for (const field of this.#main.querySelectorAll("#answer, #code, #else, .give [name=file]")) field.value = "";
  }

  // Who is in the middle of something `keeps` the field, and the button below the finger.
  #waits({ choices, walk, ask, gives, anywhere, hints, skips, shut, again, ended, language, stops }, drawn, keeps) {
    const ways = this.#find("#ways");
    const list = ways.querySelector(".choices");
    list.lang = language;
    const buttons = JSON.stringify([choices, walk?.here, language]);
    if (!drawn && !(keeps && buttons === this.#buttons)) {
      list.replaceChildren(...choices.map(({ id, label }) => way({ do: "press", what: id, words: label, label })));
      ways.querySelector(".arrive").replaceChildren(...stops.filter(({ id }) => walk?.here.includes(id)).map((stop) =>
        way({ do: "here", what: stop.id, label: filled(this.#words.here, { place: stop.name }) })));
    }
    this.#buttons = buttons;
    if (!keeps) this.empty();
    const answer = ways.querySelector(".answer");
    answer.hidden = ask !== "text" && ask !== "number";
    answer.what.inputMode = ask === "number" ? "numeric" : "text";
    for (const form of ways.querySelectorAll(".give")) form.hidden = !gives.includes(form.dataset.gives);
    const code = ways.querySelector(".code");
    code.hidden = !walk && !anywhere;
    // Nobody is told to scan signs that are all away.
    code.querySelector("#how").textContent =
      walk?.proof === "sign" && !walk.to[walk.here.length] ? "" : this.#words[anywhere ? "anywhere" : "scan"];
    for (const one of this.#main.querySelectorAll("[data-when]"))
      one.hidden = !{ hints, skips: skips && !shut, shut, again, ended: ended !== null }[one.dataset.when];
    this.lead("");
  }

  #stops(walk) {
    for (const line of this.#main.querySelectorAll("[data-stop]")) {
      const next = !!walk?.to.includes(line.dataset.stop);
      line.classList.toggle("next", next);
      if (next) line.setAttribute("aria-current", "step");
      else line.removeAttribute("aria-current");
    }
  }

  #said(one, language) {
    const box = mould("said");
    box.lang = language;
    fill(box.querySelector("picture"), one.picture, ({ children: [light, image] }) => {
      fill(light, one.light, (source) => (source.srcset = one.light));
      if (one.width) Object.assign(image, { width: one.width, height: one.height });
      Object.assign(image, { src: one.picture, alt: one.alt ?? "" });
    });
    fill(box.querySelector(".text"), one.text, (text) => (text.textContent = one.text));
    fill(box.querySelector(".way"), one.map, (line) => (line.lastElementChild.href = one.map));
    fill(box.querySelector(".sound"), one.audio, (sound) => {
      sound.querySelector(".heard").textContent = one.transcript ?? "";
      sound.querySelector("details").hidden = !one.transcript;
      sound.querySelector(".hear").addEventListener("click", () => this.#hear(one));
    });
    return box;
  }

  #find(what) {
    return this.#main.querySelector(what);
  }
}

function way({ label, ...event }) {
  const form = mould("way");
  form.querySelector("button").textContent = label;
  Object.assign(form.dataset, event);
  return form;
}

function paragraph(name, text, language = "") {
  const line = document.createElement("p");
  Object.assign(line, { className: name, textContent: text, lang: language, dir: "auto" });
  return line;
}

// As it is written: in a mould nothing has an address yet.
const addressOf = (picture) => picture.lastElementChild.getAttribute("src");

function fill(element, value, put) {
  if (value) put(element);
  else element.remove();
}
