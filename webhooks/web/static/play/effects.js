// What a turn asks of the world around it, as data: what has its default is left out (engine/play/effects.py).

const effect = (kind, must, may = {}) => ({
  kind, ...must, ...Object.fromEntries(Object.entries(may).filter(([, value]) => value)),
});

export const Say = (text, picture, alt, audio, transcript) => effect("say", {}, { text, picture, alt, audio, transcript });
export const Offer = (choices) => effect("offer", { choices });
export const Lead = (place, name, directions, at) => effect("lead", { place, name }, { directions, at });
export const Start = () => effect("start");
export const End = (title) => effect("end", { title });
export const Begin = (story, place, language) => effect("begin", { story }, { place, language });
export const Repeat = () => effect("repeat");
export const Miss = (scene, text) => effect("miss", { scene, text });
export const Hint = (scene) => effect("hint", { scene });
export const Tag = (word) => effect("tag", { word });
export const Count = (counter) => effect("count", { counter });
export const Vote = (poll, option) => effect("vote", { poll, option });
export const Keep = (collection, medium, gift) => effect("keep", { collection, medium, gift });
export const WakeAt = (at_s) => effect("wakeat", { at_s });
export const Report = (place) => effect("report", {}, { place });
export const Erase = () => effect("erase");
export const Carry = () => effect("carry");
