// What a phone keeps for a page, by name. In a private window there may be no storage, or no room in it: then
// nothing is kept, and all else works.

export class Kept {
  #storage;

  constructor(storage = own()) {
    this.#storage = storage;
  }

  get(name) {
    try {
      return JSON.parse(this.#storage.getItem(`wayside-${name}`));
    } catch {
      return null;
    }
  }

  put(name, value) {
    try {
      this.#storage.setItem(`wayside-${name}`, JSON.stringify(value));
    } catch {
      // See above.
    }
  }
}

// Even to ask for it may fail.
function own() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
