// Puts values into the gaps of a sentence: "{distance} {wind}".
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
