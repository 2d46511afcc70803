// Texts by their characters, as Python has them: a character is a code point, never half of one.

// What Python takes for a space between words.
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

export const characters = (text) => Array.from(text);
export const long = (text) => characters(text).length;
export const beginning = (text, most) => (text.length <= most ? text : characters(text).slice(0, most).join(""));
export const words = (text) => text.split(SPACES).filter(Boolean);
export const isBlank = (text) => !words(text).length;
export const endless = (text) => text.slice(0, text.length - text.match(/[^]*?([\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*)$/)[1].length);
export const isDigits = (word) => /^[0-9]+$/.test(word);
export const alike = (some, others) => some.length === others.length && some.every((each, at) => each === others[at]);
