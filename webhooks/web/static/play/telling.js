// The state of one play in the middle of a turn (engine/play/telling.py): what `step` works on, and conditions look at.

import { act } from "./doing.js";
import { Keep, Say } from "./effects.js";
import { localTime } from "./hours.js";
import { test } from "./meaning.js";
import { difference } from "./patch.js";
import { STAYS, checkpointsOf, fromData, made, toData, undoneByBack } from "./play.js";
import { isDown } from "./sun.js";
import { sentence } from "./tables.js";
import { isBlank } from "./texts.js";
import { closing } from "./world.js";

// Stands in a menu for choices that belong to no scene any more; no reply has this name.
export const UNSEEN = "/";
const MOST_RETURNS = 8;
const MOST_CHECKPOINTS = 3;
const MOST_VISITS = 10 ** 9;
const NAMES = [
  "language", "scene", "ended", "place", "proof", "seed", "menu", "items", "returns", "hints", "misses", "fired",
  "last_at_s", "asked", "held", "checkpoints",
];
const COUNTED = ["facts", "visits", "since", "taken", "used", "counted", "sent"];

export class Telling {
  #everyLanguage;

  constructor(story, play, world) {
    this.#everyLanguage = story;
    this.story = story.tongues.get(play.language) ?? story;
    this.world = world;
    this.effects = [];
    this.nowS = Math.floor(world.now);
    this.sharedNow = null;
    this.#takeOn(play);
  }

  #takeOn(play) {
    this.play = play;
    for (const name of NAMES) this[name === "scene" ? "sceneId" : name] = play[name];
    this.kept = Object.fromEntries(COUNTED.map((name) => [name, new Map(play[name])]));
  }

  // The scene where the play is; only asked where there is one.
  get scene() {
    return this.story.scenes.get(this.sceneId ?? this.story.start);
  }

  get isInAScene() {
    return this.story.scenes.has(this.sceneId);
  }

  // What conditions look at

  fact(name) {
    return this.kept.facts.get(name) ?? this.story.facts.get(name);
  }

  has(item) {
    return this.items.includes(item);
  }

  visits(scene) {
    return this.kept.visits.get(scene) ?? 0;
  }

  chosen(reply) {
    return this.kept.taken.has(reply);
  }

  // Gives the time at the story's first place.
  local() {
    return this.localOf(this.story.timezone ?? this.world.zone, this.world.now);
  }

  localOf(zone, nowS) {
    return localTime(nowS, this.world.clocks.get(zone));
  }

  // Tells whether the sun is down at the story's first place; it never is without one.
  isDark() {
    const at = [...this.story.places.values()].find((place) => place.at)?.at;
    return Boolean(at) && isDown(this.world.now, at);
  }

  sinceS(scene) {
    return this.kept.since.has(scene) ? this.nowS - this.kept.since.get(scene) : null;
  }

  // What all players share, with this turn's own effects in it.
  get shared() {
    return (this.sharedNow ??= this.world.shared);
  }

  counted(counter) {
    return this.shared.counters.get(counter) ?? 0;
  }

  gifts(collection) {
    return this.shared.given.get(collection) ?? this.shared.gifts.get(collection)?.length ?? 0;
  }

  closed(place = "") {
    return closing(this.world, this.story.id, place);
  }

  // What a turn changes

  // Goes on in a language, if it is one of the story's.
  speak(language) {
    if (!this.story.languages.includes(language)) return;
    this.language = language;
    this.story = this.#everyLanguage.tongues.get(language) ?? this.#everyLanguage;
  }

  // Keeps a place as the last proven one, if it is one of the story's.
  prove(place, proof) {
    if (this.story.places.has(place)) [this.place, this.proof] = [place, proof];
  }

  sentence(key, facts) {
    return sentence(key, this.language, this.world.channel, facts);
  }

  say(text) {
    if (!isBlank(text)) this.effects.push(Say(text));
  }

  tell(key, facts) {
    this.say(this.sentence(key, facts));
  }

  do(actions) {
    for (const action of actions) act(this, action);
  }

  // Gives a fact a value; what equals its first value is not kept.
  set(name, value) {
    if (value === this.story.facts.get(name)) this.kept.facts.delete(name);
    else this.kept.facts.set(name, value);
  }

  // Gives something to a collection, unless it was given before a BACK already.
  collect(collection, kind, gift) {
    if (this.passOn(`gift ${collection}`)) this.effects.push(Keep(collection, kind, gift));
  }

  // Counts that this play adds to what all share; false where that was done before a BACK.
  passOn(what) {
    const done = (this.kept.counted.get(what) ?? 0) + 1;
    this.kept.counted.set(what, done);
    if (done <= (this.kept.sent.get(what) ?? 0)) return false;
    this.kept.sent.set(what, done);
    return true;
  }

  // Forgets all but the language and the chance, to begin with first values.
  restart() {
    const { story, edition } = this.play;
    const { language, seed, last_at_s, held } = this;
    this.#takeOn(made({ story, edition, language, seed, last_at_s, held }));
  }

  // Is in a scene anew.
  arrive(scene) {
    [this.sceneId, this.menu, this.hints, this.misses, this.fired] = [scene.id, [], 0, 0, 0];
    if (this.story.asked_scenes.has(scene.id)) {
      this.kept.visits.set(scene.id, Math.min(this.visits(scene.id) + 1, MOST_VISITS));
    }
    if (this.story.asked_times.has(scene.id)) this.kept.since.set(scene.id, this.nowS);
  }

  // Keeps where the player is, for `back`.
  rememberWay() {
    const { sceneId: scene, hints, misses, fired } = this;
    if (scene !== null) this.returns = [...this.returns, { scene, hints, misses, fired }].slice(-MOST_RETURNS);
  }

  // Is where the player was before, without a new arrival; false when there is no such.
  turnBack() {
    while (this.returns.length) {
      const last = this.returns.at(-1);
      this.returns = this.returns.slice(0, -1);
      if (!this.story.scenes.has(last.scene)) continue;
      [this.sceneId, this.hints, this.misses] = [last.scene, last.hints, last.misses];
      this.fired = Math.min(last.fired, this.scene.after.length);
      return true;
    }
    return false;
  }

  // Keeps the whole play as it is now, for BACK.
  rememberPoint() {
    const here = undoneByBack(toData(this.done()));
    const older = this.checkpoints.slice(0, -1);
    const before = this.checkpoints.length ? [...older, difference(here, this.checkpoints.at(-1))] : [];
    this.checkpoints = [...before, here].slice(-MOST_CHECKPOINTS);
  }

  // Is as at the last of these checkpoints, but for what BACK does not undo.
  goBackTo(points) {
    const now = Object.fromEntries(Object.entries(toData(this.done())).filter(([name]) => STAYS.includes(name)));
    this.#takeOn({ ...fromData({ ...now, ...points.at(-1) }), checkpoints: checkpointsOf(points) });
  }

  // Gives another play that is as this one is now, to see what would come of something.
  trial() {
    return new Telling(this.#everyLanguage, this.done(), this.world);
  }

  // Counts a reply as given, where the story may ask about it.
  take(reply) {
    const name = this.nameOf(reply);
    if (reply.once || this.story.asked_replies.has(name)) {
      this.kept.taken.set(name, Math.min((this.kept.taken.get(name) ?? 0) + 1, MOST_VISITS));
    }
  }

  nameOf(reply) {
    return `${reply.scene || this.sceneId}/${reply.id}`;
  }

  used(key) {
    return this.kept.used.get(key) ?? 0;
  }

  // Keeps how far a variant is used; what is as at first is not kept.
  use(key, used) {
    this.kept.used.delete(key);
    if (used) this.kept.used.set(key, used);
  }

  // Gives an index under n by chance.
  choose(n) {
    const [index, seed] = this.world.choose(this.seed, n);
    this.seed = seed;
    return index;
  }

  // Tells whether a reply can be given now.
  possible(reply) {
    return !(reply.once && this.chosen(this.nameOf(reply))) && test(this, reply.condition);
  }

  // Gives the play as it is now.
  done() {
    const { sceneId: scene, kept } = this;
    const held = Object.fromEntries(NAMES.map((name) => [name, name === "scene" ? scene : this[name]]));
    return made({ story: this.story.id, edition: this.story.edition, ...held, ...kept });
  }
}
