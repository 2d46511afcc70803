// Who hears a text first: signs, the scene, the words that work everywhere, keywords (engine/play/hearing.py).

import { begin, goOrWait, take, wait } from "./arriving.js";
import { commandIn, confirmed, run } from "./commands.js";
import { Begin, Miss, Say } from "./effects.js";
import { optionIn } from "./listing.js";
import { called, near, partOfLabel, retiredIn, same, signIn, spoken, within } from "./matching.js";
import { candidate, candidates, labels } from "./menu.js";
import { numbersWithin } from "./numbers.js";
import { ANYWHERE_SCENE, LONGEST_SAVED } from "./story.js";
import { languageCalled } from "./tables.js";
import { beginning, endless, isBlank, words } from "./texts.js";
import { UNSEEN } from "./telling.js";
import { hereAt, remindOfWalk, scan, scanRetired } from "./walking.js";

// Halves of characters cannot be kept: they are no text in UTF-8.
const CONTROL = /[\x00-\x1f\x7f-\x9f\ud800-\udfff]/gu;

// Takes in what somebody wrote or said.
export function hearText(telling, text) {
  const heard = spoken(text, telling.language);
  const { keywords, signs } = telling.world;
  const { asked } = telling;
  telling.asked = null;
  const sign = signIn(heard.words, keywords, signs);
  if (sign) {
    if (sign.story === telling.story.id) scan(telling, sign.place);
    else telling.effects.push(Begin(sign.story, sign.place));
  } else if (confirmed(telling, commandIn(telling, heard.words), asked)) return;
  else if (telling.sceneId === null) hearOutside(telling, heard);
  else if (asked !== "here" || !namesAPlace(telling, heard)) hearInside(telling, heard);
}

function hearInside(telling, heard) {
  if (telling.menu.includes(UNSEEN)) {
    hearTooLate(telling, heard);
    return;
  }
  const possible = candidates(telling, labels(telling));
  if (isOnMenu(telling, heard.number)) {
    takeNumbered(telling, heard.number);
    return;
  }
  const reply = same(heard, possible);
  const option = reply ? null : optionIn(heard.digits, telling.language);
  if (reply) taken(telling, reply, heard);
  else if (isOnMenu(telling, option)) takeNumbered(telling, option);
  else if (!byWord(telling, heard)) hearLoosely(telling, heard, possible);
}

const isOnMenu = (telling, number) => number !== null && number >= 1 && number <= telling.menu.length;
const byWord = (telling, heard) => byCommand(telling, heard) || byKeyword(telling, heard) || byRetired(telling, heard);

// Hears somebody who answers a scene that was left in silence, before they knew of the next.
function hearTooLate(telling, heard) {
  if (byWord(telling, heard)) return;
  telling.tell("too late");
  telling.menu = [];
  wait(telling);
}

// Tells whether a text is, as a whole, a reply that can be given where the play waits.
export function isExpected(telling, text) {
  if (!telling.isInAScene || telling.menu.includes(UNSEEN)) return false;
  return same(spoken(text, telling.language), candidates(telling, labels(telling))) !== null;
}

// Takes the reply that stood at this number in the menu that was sent, if it still is there.
function takeNumbered(telling, number) {
  const reply = telling.scene.replies.find(({ id }) => id === telling.menu[number - 1]);
  if (reply) {
    take(telling, reply);
    return;
  }
  telling.tell("choice is gone");
  wait(telling);
}

function taken(telling, reply, heard) {
  collect(telling, reply.collect, "text", answerOf(heard));
  take(telling, reply);
}

const answerOf = ({ text }) => words(text.replace(CONTROL, " ")).join(" ");

function collect(telling, collection, kind, gift) {
  if (collection !== null && telling.story.collections.get(collection) === kind && gift) {
    telling.collect(collection, kind, gift);
  }
}

function byCommand(telling, heard) {
  const found = commandIn(telling, heard.words);
  return (found !== null && run(telling, found)) || byLanguage(telling, heard);
}

// Changes the language, if the text is the name of one.
function byLanguage(telling, heard) {
  const tag = languageCalled(heard.words);
  if (tag === null) return false;
  const { id, languages } = telling.story;
  if (languages.includes(tag)) telling.effects.push(Begin(id, null, tag));
  else telling.tell("language not told", { languages: languages.join(", ") });
  return true;
}

function byKeyword(telling, heard) {
  const keyword = called(heard.words, telling.world.keywords);
  if (keyword === null) return false;
  const { story, language = null } = keyword;
  if (story === telling.story.id) {
    if (language === null || language === telling.language) return run(telling, "again");
    telling.effects.push(Begin(story, null, language));
    return true;
  }
  if (asksText(telling)) return false;
  telling.effects.push(Begin(story, null, language));
  return true;
}

// Says that a code opens nothing any more, unless such a text is what is asked for.
function byRetired(telling, heard) {
  if (!isRetired(telling, heard) || asksText(telling) || numberAsked(telling, heard) !== null) return false;
  scanRetired(telling);
  return true;
}

const isRetired = ({ world }, heard) => retiredIn(heard.words, world.keywords, world.retired) !== null;
const asksText = (telling) => telling.scene.ask?.kind === "text";

// Hears what a longer or misspelt text means; while a text is asked for, takes it whole.
function hearLoosely(telling, heard, possible) {
  const answer = asksText(telling) ? answerOf(heard) : "";
  if (answer) {
    takeAnswer(telling, endless(beginning(answer, LONGEST_SAVED)), "text", answer);
    return;
  }
  const reply = within(heard, possible, telling.language) ?? partOfLabel(heard, possible) ?? near(heard, possible);
  const number = reply ? null : numberAsked(telling, heard);
  if (reply) taken(telling, reply, heard);
  else if (number !== null) takeAnswer(telling, number, "text", "");
  else miss(telling, heard);
}

function numberAsked(telling, heard) {
  if (telling.scene.ask?.kind !== "number") return null;
  if (heard.number !== null) return heard.number;
  const within = numbersWithin(heard.text, telling.language);
  return within.length === 1 ? within[0] : null;
}

// Keeps what was asked for, and goes on.
function takeAnswer(telling, value, kind, gift) {
  const { ask } = telling.scene;
  if (ask !== null) {
    if (ask.save !== null) telling.set(ask.save, value);
    collect(telling, ask.collect, kind, gift);
  }
  goOrWait(telling);
}

// Takes in a photo or a voice message; where nothing takes it, the words that came along.
export function hearGift(telling, kind, gift, text) {
  // What answers a scene that was left in silence is not for the next one.
  if (telling.sceneId === null || telling.menu.includes(UNSEEN)) {
    hearText(telling, text);
    return;
  }
  const reply = candidates(telling, new Map()).find((each) => each.reply[kind])?.reply;
  const before = telling.effects.length;
  if (reply) {
    collect(telling, reply.collect, kind, gift);
    take(telling, reply);
  } else if (telling.scene.ask?.kind === kind) takeAnswer(telling, "", kind, gift);
  else if (!isBlank(text)) {
    hearText(telling, text);
    return;
  } else miss(telling, spoken("", telling.language));
  if (telling.effects.slice(before).some((effect) => effect.kind === "keep")) {
    telling.effects.splice(before, 0, Say(telling.sentence("held")));
  }
}

// Hears somebody whose story has ended, or could not begin.
function hearOutside(telling, heard) {
  const [own] = telling.story.keywords;
  const command = commandIn(telling, heard.words);
  const keyword = called(heard.words, telling.world.keywords);
  if (["again", "forget me", "web"].includes(command) && run(telling, command)) return;
  if (isRetired(telling, heard)) telling.tell("sign retired");
  if (telling.ended === null && !keyword) {
    // It could not begin when they came: perhaps it can now.
    begin(telling, telling.place);
  } else if (command === "restart" || keyword?.story === telling.story.id) {
    telling.speak(keyword?.language);
    begin(telling, null);
  } else if (keyword) telling.effects.push(Begin(keyword.story, null, keyword.language));
  else if (own) telling.tell(command === "thanks" ? "thanks" : "ended", { keyword: own.word });
  else telling.tell("ended, no keyword");
}

// Takes a place's name as the answer to HERE.
function namesAPlace(telling, heard) {
  const named = (telling.scene.walk?.to ?? []).map((place) =>
    candidate({ id: place, words: [], number: null }, spoken(telling.story.places.get(place).name, "en").words),
  );
  const reply = same(heard, named) ?? partOfLabel(heard, named) ?? near(heard, named);
  if (reply !== null) hereAt(telling, reply.id);
  return reply !== null;
}

// Answers a text that nothing understood.
function miss(telling, heard) {
  telling.misses += 1;
  const { scene } = telling;
  telling.effects.push(Miss(scene.id, heard.text));
  for (const other of [scene.tries.get(telling.misses), scene.otherwise]) {
    if (!other || !telling.possible(other)) continue;
    take(telling, other);
    return;
  }
  if (scene.walk !== null && !scene.replies.length) {
    remindOfWalk(telling, scene.walk);
    return;
  }
  if (scene.id !== ANYWHERE_SCENE) telling.tell(kindWord(telling, heard));
  wait(telling);
}

const ASKED = { text: "words", number: "a number", photo: "a photo", voice: "a voice message" };

function kindWord(telling, heard) {
  const { scene } = telling;
  if (scene.ask !== null) return `send ${ASKED[scene.ask.kind]}`;
  if (telling.menu.length) return heard.number === null ? "reply with a number" : "no such number";
  if (scene.after.length && !scene.replies.length) return "goes on by itself";
  return scene.hints.length ? "reply with a hint" : "reply with words";
}
