// Lets a drawn map be moved, and shows on it who walks and what is waited for.
//
// `openMap(svg, words)` takes an <svg class="map"> of Wayside that stands in the page, puts it into a box with
// buttons, and gives what a page may ask of it. `words` are {map, closer, farther, me, whole}, in the page's
// language. Only attributes change, never styles: the viewBox, and transforms that keep signs and names small
// while streets grow. Positions go nowhere from here.

import { STEP, listen } from "./gestures.js";

const NS = "http://www.w3.org/2000/svg";
const CLOSEST = 8;
const MOVED_MS = 220;
const LONGEST_BAR = 108;
const FOOT_M = 0.3048;
const MILE_M = 1609.344;
const LICENCE = "https://www.openstreetmap.org/copyright";
// As one looks closer, names of streets grow a little and streets more, but less than the land; signs and the
// way do not grow.
const NAMES = 0.75;
const STREETS = 0.45;

export function openMap(svg, words) {
  return new WalkMap(svg, words);
}

class WalkMap {
  #svg; #view; #buttons = {}; #whole; #now; #me = null; #follows = false; #moving = 0; #facts;
  #kept = []; #lines = []; #corners = {};

  constructor(svg, words) {
    this.#svg = svg;
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    this.#whole = { x: 0, y: 0, width, height };
    this.#now = { ...this.#whole };
    this.#facts = Object.fromEntries(
      ["lat", "lon", "east", "north", "metre"].map((name) => [name, Number(svg.dataset[name])]),
    );
    for (const each of svg.querySelectorAll(".stop, .tie, .caption")) this.#keep(each);
    for (const each of svg.querySelectorAll(".ground [stroke-width]")) this.#line(each, STREETS);
    for (const each of svg.querySelectorAll(".trail [stroke-width]")) this.#line(each, 1);
    for (const name of ["north", "scale"]) this.#corners[name] = corner(svg.querySelector(`.${name}`), this.#whole);
    this.box = this.#furnished(words);
    listen(this.#view, this);
    new ResizeObserver(() => this.#drawn()).observe(svg);
    addEventListener("beforeprint", () => this.#put(this.#whole));
    this.#drawn();
  }

  // Shows where somebody is: {lat, lon, accuracy_m}, or null for nowhere.
  show(fix) {
    this.#me = fix && { ...this.#at(fix), radius: fix.accuracy_m * this.#facts.metre };
    this.#buttons.me.disabled = !fix;
    if (!fix) this.#follow(false);
    this.#drawMe();
    if (this.#follows) this.#go(this.#around(this.#me));
  }

  // Marks the stops that the story waits for; the others are not.
  arm(ids) {
    this.#mark("armed", ids);
  }

  // Marks the stops that are closed now, whatever they were when the map was drawn.
  close(ids) {
    this.#mark("closed", ids);
  }

  // Marks the stops where the walker has been.
  done(ids) {
    this.#mark("done", ids);
    for (const stop of this.#svg.querySelectorAll(".stop.done:not(:has(.tick))")) stop.append(tick(stop));
  }

  // Brings who walks into the middle, and keeps them there until the map is moved by hand.
  centre() {
    if (!this.#me) return;
    this.#follow(true);
    const near = Math.min(this.#now.width, Math.max(this.#whole.width / CLOSEST, 250 * this.#facts.metre));
    this.#go(this.#around(this.#me, near));
  }

  whole() {
    this.#follow(false);
    this.#go(this.#whole);
  }

  // What gestures ask for. Points are [x, y] in pixels of the screen; without one, it is the middle.
  // What is under the point, or was under `from` before the fingers moved there, stays under it.
  zoom(by, point, { from = point, slowly = true } = {}) {
    const width = clamp(this.#now.width / by, this.#whole.width / CLOSEST, this.#whole.width);
    if (this.#follows && !point) return this.#go(this.#around(this.#me, width));
    if (point) this.#follow(false);
    const shrunk = width / this.#now.width;
    const held = point ? this.#under(from) : middle(this.#now);
    const over = point ? this.#under(point) : held;
    const view = {
      x: held.x - (over.x - this.#now.x) * shrunk,
      y: held.y - (over.y - this.#now.y) * shrunk,
      width,
      height: this.#now.height * shrunk,
    };
    return slowly ? this.#go(view) : this.#put(view);
  }

  // Moves what is seen by pixels; tells whether there was anything left to move.
  pan(dx, dy) {
    this.#follow(false);
    const unit = 1 / this.#scale();
    const before = this.#now;
    this.#put({ ...before, x: before.x - dx * unit, y: before.y - dy * unit });
    return before.x !== this.#now.x || before.y !== this.#now.y;
  }

  // Tells the page where the map was tapped: for staff who try a walk at a desk.
  tap(point) {
    const { x, y } = this.#under(point);
    const { lat, lon, east, north } = this.#facts;
    const at = {
      lat: lat - (y - this.#whole.height / 2) / north,
      lon: turned(lon + (x - this.#whole.width / 2) / east),
    };
    this.box.dispatchEvent(new CustomEvent("tapped", { detail: at }));
  }

  get isWhole() {
    return this.#now.width >= this.#whole.width;
  }

  #furnished(words) {
    const box = make("div", "map-box");
    this.#view = make("div", "map-view", { tabindex: "0", role: "group", "aria-label": words.map });
    const buttons = make("div", "map-buttons");
    const make_button = (name, sign, act) => {
      const button = make("button", `map-${name}`, { type: "button", "aria-label": words[name], title: words[name] });
      button.append(icon(sign));
      button.addEventListener("click", act);
      this.#buttons[name] = button;
      buttons.append(button);
    };
    make_button("closer", "M12 5v14M5 12h14", () => this.zoom(STEP));
    make_button("farther", "M5 12h14", () => this.zoom(1 / STEP));
    make_button("whole", "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5", () => this.whole());
    make_button("me", "M12 2v4M12 18v4M2 12h4M18 12h4M12 6a6 6 0 1 0 .01 0M12 11a1 1 0 1 0 .01 0", () => this.centre());
    this.#buttons.me.disabled = true;
    this.#buttons.me.setAttribute("aria-pressed", "false");
    this.#svg.replaceWith(box);
    this.#view.append(this.#svg);
    box.append(this.#view, buttons, ...credit(this.#svg.dataset.credit));
    return box;
  }

  #keep(element) {
    this.#kept.push([element, element.getAttribute("transform"), element.classList.contains("caption") ? NAMES : 1]);
  }

  #line(element, growing) {
    const dashes = element.getAttribute("stroke-dasharray");
    this.#lines.push([element, Number(element.getAttribute("stroke-width")), dashes?.split(" ").map(Number), growing]);
  }

  #mark(name, ids) {
    const wanted = new Set(ids);
    for (const each of this.#svg.querySelectorAll("[data-place]"))
      each.classList.toggle(name, wanted.has(each.dataset.place));
  }

  #follow(yes) {
    this.#follows = yes;
    this.#buttons.me.setAttribute("aria-pressed", String(yes));
  }

  #at({ lat, lon }) {
    const { lat: middle_lat, lon: middle_lon, east, north } = this.#facts;
    return {
      x: this.#whole.width / 2 + turned(lon - middle_lon) * east,
      y: this.#whole.height / 2 + (middle_lat - lat) * north,
    };
  }

  #around({ x, y }, width = this.#now.width) {
    const height = (width / this.#whole.width) * this.#whole.height;
    return { x: x - width / 2, y: y - height / 2, width, height };
  }

  // Pixels of the screen in a unit of the map.
  #scale() {
    return (this.#svg.clientWidth || this.#whole.width) / this.#now.width;
  }

  #under([x, y]) {
    const seen = this.#svg.getBoundingClientRect();
    const unit = 1 / this.#scale();
    return { x: this.#now.x + (x - seen.left) * unit, y: this.#now.y + (y - seen.top) * unit };
  }

  #go(target) {
    cancelAnimationFrame(this.#moving);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.#put(target);
    const from = this.#now;
    const to = this.#kept_inside(target);
    const begun = performance.now();
    const move = (now) => {
      const part = clamp((now - begun) / MOVED_MS, 0, 1);
      const eased = 1 - (1 - part) ** 3;
      this.#now = Object.fromEntries(Object.keys(to).map((key) => [key, from[key] + (to[key] - from[key]) * eased]));
      this.#drawn();
      if (part < 1) this.#moving = requestAnimationFrame(move);
    };
    this.#moving = requestAnimationFrame(move);
  }

  #put(view) {
    cancelAnimationFrame(this.#moving);
    this.#now = this.#kept_inside(view);
    this.#drawn();
  }

  // Nobody gets lost on empty paper: what is seen stays on the sheet, or with who walks beyond it.
  #kept_inside({ x, y, width, height }) {
    const seen = this.#follows && this.#me ? this.#me : { x, y };
    const at = (start, size, whole, me) =>
      this.#follows && (me < size / 2 || me > whole - size / 2) ? start : clamp(start, 0, whole - size);
    return {
      x: at(x, width, this.#whole.width, seen.x),
      y: at(y, height, this.#whole.height, seen.y),
      width,
      height,
    };
  }

  #drawn() {
    const { x, y, width, height } = this.#now;
    this.#svg.setAttribute("viewBox", [x, y, width, height].map((each) => each.toFixed(2)).join(" "));
    const small = Math.min(1, 1 / this.#scale());
    for (const [element, base, growing] of this.#kept)
      element.setAttribute("transform", `${base} scale(${(small ** growing).toFixed(4)})`);
    for (const [element, thick, dashes, growing] of this.#lines) {
      const thin = small ** growing;
      element.setAttribute("stroke-width", (thick * thin).toFixed(2));
      if (dashes) element.setAttribute("stroke-dasharray", dashes.map((each) => (each * thin).toFixed(2)).join(" "));
    }
    for (const { element, right, bottom, dx, dy } of Object.values(this.#corners))
      element.setAttribute("transform",
        `translate(${x + (right ? width : 0) + dx * small} ${y + (bottom ? height : 0) + dy * small}) scale(${small})`);
    for (const label of this.#svg.querySelectorAll("[data-nearer]"))
      label.setAttribute("visibility", label.dataset.nearer * small > 1.02 ? "hidden" : "inherit");
    this.#measure(small);
    this.#drawMe(small);
    this.#view.classList.toggle("near", !this.isWhole);
    this.#buttons.closer.disabled = width <= (this.#whole.width / CLOSEST) * 1.001;
    this.#buttons.farther.disabled = this.isWhole;
  }

  // Draws the scale anew: as long as it can be and round.
  #measure(small) {
    const longest = (LONGEST_BAR * small) / this.#facts.metre;
    const lengths = [metric(longest), customary(longest)];
    const paths = this.#svg.querySelectorAll(".scale path");
    for (const [index, text] of this.#svg.querySelectorAll(".scale text").entries()) {
      const [metres, told] = lengths[index];
      const long = (metres * this.#facts.metre) / small;
      paths[index].setAttribute("d", paths[index].getAttribute("d").replace(/h[\d.]+/, `h${long.toFixed(1)}`));
      text.setAttribute("x", (long / 2).toFixed(1));
      text.textContent = told;
    }
  }

  #drawMe(small = Math.min(1, 1 / this.#scale())) {
    const group = this.#svg.querySelector(".me") ?? this.#newMe();
    group.toggleAttribute("hidden", !this.#me);
    if (!this.#me) return;
    const { x, y, radius } = this.#me;
    group.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)})`);
    group.querySelector(".accuracy").setAttribute("r", radius.toFixed(1));
    group.querySelector(".dot").setAttribute("transform", `scale(${small.toFixed(4)})`);
  }

  #newMe() {
    const group = draw("g", "me");
    const dot = draw("g", "dot");
    dot.append(draw("circle", "halo", { r: 10 }), draw("circle", "middle", { r: 6.5 }));
    group.append(draw("circle", "accuracy"), dot);
    this.#svg.querySelector(".stops").after(group);
    return group;
  }
}

// Where something stands from the corner that is nearest to it.
function corner(element, { width, height }) {
  const [x, y] = element.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
  const right = x > width / 2;
  const bottom = y > height / 2;
  return { element, right, bottom, dx: right ? x - width : x, dy: bottom ? y - height : y };
}

function metric(longest) {
  const metres = roundBelow(longest);
  return [metres, metres < 1000 ? `${metres} m` : `${metres / 1000} km`];
}

function customary(longest) {
  if (longest < MILE_M / 2) {
    const feet = roundBelow(longest / FOOT_M);
    return [feet * FOOT_M, `${feet} ft`];
  }
  const miles = Math.max(roundBelow(longest / MILE_M), 0.5);
  return [miles * MILE_M, `${miles} mi`];
}

function roundBelow(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  const factor = [5, 2, 1].find((each) => power * each <= most) ?? 1;
  return Number((power * factor).toPrecision(1));
}

function credit(text) {
  if (!text) return [];
  const line = make("p", "map-credit");
  const told = text.includes("OpenStreetMap") ? make("a", "", { href: LICENCE }) : make("span", "");
  told.textContent = text;
  line.append(told);
  return [line];
}

function tick(stop) {
  const disc = stop.querySelector(".disc");
  const group = draw("g", "tick", {
    transform: `translate(${Number(disc.getAttribute("cx")) + 9} ${Number(disc.getAttribute("cy")) - 9})`,
  });
  group.append(draw("circle", "", { r: 7 }), draw("path", "", { d: "M-3.2 0l2.4 2.5 4-4.8" }));
  return group;
}

function icon(path) {
  const svg = draw("svg", "", { viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": "true" });
  svg.append(draw("path", "", { d: path }));
  return svg;
}

function make(name, classes, attributes = {}) {
  return dressed(document.createElement(name), classes, attributes);
}

function draw(name, classes, attributes = {}) {
  return dressed(document.createElementNS(NS, name), classes, attributes);
}

function dressed(element, classes, attributes) {
  if (classes) element.setAttribute("class", classes);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
const turned = (degrees) => ((degrees + 540) % 360) - 180;
