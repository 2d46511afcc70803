// One JSON object as what differs from another: JSON Merge Patch, RFC 7396 (engine/play/patch.py).

const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

// Gives the patch that makes `next` of `old`. Neither holds a null.
export function difference(old, next) {
  const patch = Object.keys(old).filter((key) => !Object.hasOwn(next, key)).map((key) => [key, null]);
  for (const [key, value] of Object.entries(next)) {
    const before = Object.hasOwn(old, key) ? old[key] : null;
    if (isMap(value) && isMap(before)) {
      const inner = difference(before, value);
      if (Object.keys(inner).length) patch.push([key, inner]);
    } else if (JSON.stringify(before) !== JSON.stringify(value)) patch.push([key, value]);
  }
  return Object.fromEntries(patch);
}

// Gives what `difference` was made of.
export function patched(old, patch) {
  const made = new Map(Object.entries(old));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) made.delete(key);
    else made.set(key, isMap(value) ? patched(isMap(made.get(key)) ? made.get(key) : {}, value) : value);
  }
  return Object.fromEntries(made);
}
