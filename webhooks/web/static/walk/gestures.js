// Hears fingers, wheel and keys on an element, and asks a map for what they mean.
//
// The map has zoom(by, point, {from, slowly}), pan(dx, dy), tap(point), whole() and isWhole. While the whole map is
// seen, one finger and the wheel scroll the page as everywhere: a map must not be a trap.

export const STEP = 1.6;
const KEY_PX = 60;
// Fingers tremble: less than this is a tap.
const TAP_PX = 8;
const TWICE_MS = 350;

export function listen(element, map) {
  const fingers = new Map();
  let begun = null;
  let tapped = null;

  element.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, point(event));
    begun = fingers.size === 1 ? point(event) : null;
  });

  element.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = point(event);
    if (begun && apart(begun, now) < TAP_PX) return;
    begun = null;
    fingers.set(event.pointerId, now);
    if (fingers.size === 1) map.pan(now[0] - before[0], now[1] - before[1]);
    else if (fingers.size === 2) pinched(map, fingers, event.pointerId, before, now);
  });

  element.addEventListener("pointerup", (event) => {
    const [at, was] = [point(event), tapped];
    tapped = null;
    if (fingers.delete(event.pointerId) && begun) {
      if (was && event.timeStamp - was.time < TWICE_MS && apart(was.at, at) < 4 * TAP_PX) map.zoom(STEP * STEP, at);
      else {
        tapped = { time: event.timeStamp, at };
        map.tap(at);
      }
    }
    begun = null;
  });

  element.addEventListener("pointercancel", (event) => {
    fingers.delete(event.pointerId);
    begun = null;
  });

  element.addEventListener(
    "wheel",
    (event) => {
      // A pinch on a trackpad comes as a wheel with Ctrl.
      if (!event.ctrlKey && document.activeElement !== element) return;
      event.preventDefault();
      map.zoom(2 ** (-pixels(event) / 240), point(event), { slowly: false });
    },
    { passive: false },
  );

  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== element) return;
    if (KEYS[event.key]?.(map) ?? false) event.preventDefault();
  });
}

// What each key does; true where it did something, so that the page need not scroll.
const KEYS = {
  "+": (map) => (map.zoom(STEP), true),
  "=": (map) => (map.zoom(STEP), true),
  "-": (map) => (map.zoom(1 / STEP), true),
  0: (map) => (map.whole(), true),
  ArrowLeft: (map) => map.pan(KEY_PX, 0),
  ArrowRight: (map) => map.pan(-KEY_PX, 0),
  ArrowUp: (map) => map.pan(0, KEY_PX),
  ArrowDown: (map) => map.pan(0, -KEY_PX),
};

function pinched(map, fingers, id, before, now) {
  const [, other] = [...fingers].find(([each]) => each !== id);
  const from = between(before, other);
  const to = between(now, other);
  if (apart(before, other) > 0) map.zoom(apart(now, other) / apart(before, other), to, { from, slowly: false });
}

const point = (event) => [event.clientX, event.clientY];
const apart = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const between = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
const pixels = (event) => event.deltaY * [1, 16, 240][event.deltaMode];
