// What a turn asks of the world around it, as data: what has its default is left out (engine/play/effects.py).

const told = (kind, must, may = {}) => ({
  kind, ...must, ...Object.fromEntries(Object.entries(may).filter(([, value]) => value)),
});

export const Say = (text, picture, alt, audio, transcript) => told("say", {}, { text, picture, alt, audio, transcript });
export const Offer = (choices) => told("offer", { choices });
export const Lead = (place, name, directions, at) => told("lead", { place, name }, { directions, at });
export const Start = () => told("start");
export const End = (title) => told("end", { title });
export const Begin = (story, place, language) => told("begin", { story }, { place, language });
export const Repeat = () => told("repeat");
export const Miss = (scene, text) => told("miss", { scene, text });
export const Hint = (scene) => told("hint", { scene });
export const Tag = (word) => told("tag", { word });
export const Count = (counter) => told("count", { counter });
export const Vote = (poll, option) => told("vote", { poll, option });
export const Keep = (collection, medium, gift) => told("keep", { collection, medium, gift });
export const WakeAt = (at_s) => told("wakeat", { at_s });
export const Report = (place) => told("report", {}, { place });
export const Erase = () => told("erase");
export const Carry = () => told("carry");
