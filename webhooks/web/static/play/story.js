// A story as it is played (engine/story/model.py), read from what the server gives of it in one language
// (engine/pocket/story.py). What has its first value is left out there.

const FORMAT = 1;
// The scene of who has begun and is nowhere yet; no scene of a story can have this name.
export const ANYWHERE_SCENE = "/";
export const LARGEST_NUMBER = 10 ** 9;
export const LONGEST_SAVED = 80;

const SPEECH = { say: null, picture: "", alt: "", audio: "", transcript: null };
const REPLY = {
  scene: "", pick: null, label: [], words: [], all: [], order: [], number: null, photo: false, voice: false,
  condition: null, once: false, do: [], collect: null, go: null, visit: null, ending: null, handover: null,
};
const SCENE = {
  place: null, condition: null, signs: "wait", do: [], ask: null, go: null, back: false, ending: null,
  handover: null, hints: [], checkpoint: false, skip: null,
};
const STORY = {
  language: "en", languages: ["en"], welcome: null, timezone: null, keywords: [], polls: {}, collections: {}, items: {}, moved: {}, facts: {},
  places: [], anytime: [], asked_scenes: [], asked_times: [], asked_replies: [],
};
const ASK = { question: null, kind: "text", save: null, collect: null };
const WALK = { proof: "any", map: true };
const PLACE = { at: null, within_m: 30, code: null, hours: null, directions: "", status: "open", instead: "" };

// Reads a story, and those that are the same in other languages. Raises RangeError for another format.
export function read(data, tongues = []) {
  if (data.format !== FORMAT) throw new RangeError("This story was written by another version of Wayside.");
  const story = { ...STORY, times: {}, ...data };
  for (const name of ["polls", "collections", "items", "moved", "facts"]) story[name] = mapOf(story[name]);
  for (const [name, options] of story.polls) story.polls.set(name, new Map(options));
  story.scenes = byId(story.scenes, scene);
  story.places = byId(story.places, (place) => ({ ...PLACE, ...place }));
  story.anytime = story.anytime.map(reply);
  for (const name of ["asked_scenes", "asked_times", "asked_replies"]) story[name] = new Set(story[name]);
  story.tongues = new Map(tongues.map((each) => [each.language, read(each)]));
  return story;
}

const mapOf = (pairs) => new Map(Array.isArray(pairs) ? pairs : Object.entries(pairs));
const byId = (all, made) => new Map(all.map((each) => [each.id, made(each)]));
const speech = (data) => ({ ...SPEECH, ...data });
const reply = (data) => ({ ...REPLY, ...data, speech: speech(data.speech) });

const scene = (data) => ({
  ...SCENE,
  ...data,
  speech: Object.fromEntries(Object.entries(data.speech).map(([channel, each]) => [channel, speech(each)])),
  replies: (data.replies ?? []).map(reply),
  ask: data.ask ? { ...ASK, ...data.ask } : null,
  walk: data.walk ? { ...WALK, ...data.walk } : null,
  otherwise: data.otherwise ? reply(data.otherwise) : null,
  tries: new Map((data.tries ?? []).map(([times, each]) => [times, reply(each)])),
  after: (data.after ?? []).map(([after_s, each]) => ({ after_s, reply: reply(each) })),
});

// Tells whether the sign of its place may open a scene, from anywhere in the story.
export const opensBySign = ({ place, signs }) => place !== null && signs === "open";

// Tells whether the player's next event is waited for in a scene.
export const waits = (scene) =>
  Boolean(scene.replies.length || scene.ask || scene.walk || scene.after.length || scene.id === ANYWHERE_SCENE);
