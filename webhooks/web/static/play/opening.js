// When a story or a place can be come to, and what is said when it cannot (engine/play/opening.py).

import { daysBetween, holds, monthDay, openAt, opensNext, weekday } from "./hours.js";
import { sentence, word } from "./tables.js";
import { worded } from "./wording.js";

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS = [
  "january", "february", "march", "april", "may", "june",
  "july", "august", "september", "october", "november", "december",
];
// Beyond these, the name of a day could be that of the week after.
const DAYS_BY_NAME = 6;

// Gives what is said to somebody who comes while the story is closed; empty while it is open.
export function refused(telling) {
  const { times } = telling.story;
  const usual = shut(telling, times);
  return usual && times.closed ? worded(telling, times.closed) || usual : usual;
}

function shut(telling, { hours = null, season = null }) {
  const local = telling.local();
  const inSeason = season === null || holds(season, local);
  if (inSeason && (hours === null || openAt(hours, local))) return "";
  const opens = hours && inSeason ? opensNext(hours, local) : null;
  if (season !== null && !(opens && holds(season, opens))) {
    return telling.sentence("story season", { date: date(season.first, telling.language) });
  }
  return when(telling, "story", opens, local);
}

// Says that staff closed a place, or the whole story; false while they have not.
export function turnedAway(telling, place = "") {
  const closing = telling.closed(place);
  if (closing === null) return false;
  for (const said of told(telling, closing, place)) telling.say(said);
  return true;
}

// Gives what staff say of it, and what tells when it opens, in the player's language.
function told(telling, closing, place) {
  const { words = "", until_s = null, zone = "UTC" } = closing;
  const own = telling.story.language === telling.story.languages[0];
  // Staff write in the story's own language: who reads another is told in that as well.
  if (words && own && until_s === null) return [words];
  const [what, name] = place ? ["place", telling.story.places.get(place).name] : ["story", ""];
  const local = telling.localOf(zone, telling.world.now);
  const usual = when(telling, what, opens(telling, until_s, zone, place), local, name);
  return words ? [words, usual] : [usual];
}

// Gives when it can be come to again: by its own hours, at or after the time that staff gave.
function opens(telling, untilS, zone, place) {
  if (untilS === null) return null;
  const until = telling.localOf(zone, untilS);
  const hours = (place ? telling.story.places.get(place).hours : telling.story.times.hours) ?? null;
  return hours === null || openAt(hours, until) ? until : (opensNext(hours, until) ?? until);
}

// Says that a story or a place is closed, and when it opens.
export function when(telling, what, opens, local, place = "") {
  if (opens === null) return telling.sentence(`${what} closed`, { place });
  const time = opens.toISOString().slice(11, 16);
  if (daysBetween(local, opens) === 0) return telling.sentence(`${what} opens at`, { place, time });
  return telling.sentence(`${what} opens on`, { place, day: day(opens, local, telling.language), time });
}

// Names a day as it stands in a sentence: "on Monday", and further off "on June 12".
function day(opens, local, language) {
  if (daysBetween(local, opens) <= DAYS_BY_NAME) return word(DAYS[weekday(opens)], language);
  return date(monthDay(opens), language);
}

function date([month, day], language) {
  const name = word(MONTHS[month - 1], language);
  if (day === 1) return sentence("first of a month", language, "", { month: name });
  return sentence("date", language, "", { month: name, day: String(day) });
}
