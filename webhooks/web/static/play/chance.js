// Chance that can be repeated (engine/play/chance.py).

// Gives an index from 0 to n - 1 and the next seed (0 to 2**32 - 1), by Mulberry32.
export function choose(seed, n) {
  const state = (seed + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  mixed = (mixed ^ (mixed >>> 14)) >>> 0;
  return [Math.floor((mixed * n) / 2 ** 32), state];
}
