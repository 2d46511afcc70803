// When something is open, and the clock of a place (engine/places/hours.py, zones.py). A moment on a local clock is
// a Date whose UTC figures are those of the clock; `spans` are minutes since Monday 00:00.

const DAY = 24 * 60;
const WEEK = 7 * DAY;
const DAY_MS = DAY * 60000;

// Gives a moment (seconds since 1970) as a clock shows it: `clock` is [since when, seconds ahead of UTC], in order.
export function localTime(nowS, clock) {
  const [, ahead] = clock.findLast(([since]) => since <= nowS) ?? clock[0];
  return new Date((nowS + ahead) * 1000);
}

export const weekday = (local) => (local.getUTCDay() + 6) % 7;
export const minuteOfDay = (local) => local.getUTCHours() * 60 + local.getUTCMinutes();
export const daysBetween = (from, to) => Math.floor(to / DAY_MS) - Math.floor(from / DAY_MS);
export const monthDay = (local) => [local.getUTCMonth() + 1, local.getUTCDate()];

const minute = (local) => weekday(local) * DAY + minuteOfDay(local);

// Tells whether it is open at a moment on the local clock.
export function openAt(spans, local) {
  const now = minute(local);
  return spans.some(([start, end]) => (start <= now && now < end) || (start <= now + WEEK && now + WEEK < end));
}

// Gives when it opens next after `local`, on the same clock; null if it never does.
export function opensNext(spans, local) {
  if (!spans.length || (spans[0][0] === 0 && spans[0][1] === WEEK)) return null;
  const now = minute(local);
  const ahead = Math.min(...spans.map(([start]) => (((start - now - 1) % WEEK) + WEEK) % WEEK + 1));
  return new Date((Math.floor(local / 60000) + ahead) * 60000);
}

const isFrom = ([month, day], [other, others]) => month > other || (month === other && day >= others);

// Tells whether a day is in a season of {first, last}, each [month, day].
export function holds({ first, last }, local) {
  const day = monthDay(local);
  if (isFrom(last, first)) return isFrom(day, first) && isFrom(last, day);
  return isFrom(day, first) || isFrom(last, day);
}

// Tells whether a time of day, in minutes, is from `start` until before `end`, past midnight too.
export const isWithin = (at, start, end) => (start < end ? start <= at && at < end : at >= start || at < end);
