// What a phone keeps of walks, by story, in IndexedDB. What is kept of one is changed as a whole, and by one page at
// a time: of two that are open neither sees the other's half. What the phone has no room for, or has cleared meanwhile,
// this page goes on with by itself.

const NAME = "wayside";
const WALKS = "walks";
const FILES = "files";

export async function openShelf(factory = globalThis.indexedDB) {
  const opening = factory.open(NAME, 1);
  opening.onupgradeneeded = () => {
    for (const each of [WALKS, FILES]) opening.result.createObjectStore(each);
  };
  const database = await done(opening);
  // Who deletes all of it waits for nobody.
  database.onversionchange = () => database.close();
  return new Shelf(database);
}

const done = (request) =>
  new Promise((go, fail) => {
    request.onsuccess = () => go(request.result);
    request.onerror = () => fail(request.error);
  });

class Shelf {
  #database; #known = new Map(); #here = new Map(); #changing = Promise.resolve();

  constructor(database) {
    this.#database = database;
  }

  // Tells whether what is kept of a story is in this page alone, because the phone would not keep it.
  isHereAlone(story) {
    return this.#here.has(story);
  }

  // Changes what is kept of a story: `change(kept)` gives {kept, result}, `kept` null for nothing. Gives the result once it
  // is kept. What was not kept in the end is changed here once more.
  change(story, change) {
    const changed = this.#changing.then(() => this.#changed(story, change));
    this.#changing = changed.catch(() => {});
    return changed;
  }

  async #changed(story, change) {
    try {
      const { kept, result } = await this.#write(story, change);
      this.#here.delete(story);
      this.#known.set(story, kept);
      return result;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      const { kept, result } = change(this.#held(story));
      this.#here.set(story, kept);
      return result;
    }
  }

  async get(story) {
    await this.#changing;
    if (this.#here.has(story)) return this.#here.get(story);
    try {
      const kept = (await done(this.#database.transaction(WALKS).objectStore(WALKS).get(story))) ?? null;
      this.#known.set(story, kept);
      return kept;
    } catch {
      return this.#held(story);
    }
  }

  #held(story) {
    return (this.#here.has(story) ? this.#here : this.#known).get(story) ?? null;
  }

  #write(story, change) {
    return new Promise((go, fail) => {
      const transaction = this.#database.transaction(WALKS, "readwrite", { durability: "strict" });
      const walks = transaction.objectStore(WALKS);
      let changed;
      walks.get(story).onsuccess = ({ target }) => {
        try {
          changed = change(this.#here.get(story) ?? target.result ?? null);
          if (changed.kept) walks.put(changed.kept, story);
          else walks.delete(story);
        } catch (error) {
          fail(error);
          transaction.abort();
        }
      };
      transaction.oncomplete = () => go(changed);
      transaction.onabort = () => fail(transaction.error);
    });
  }

  // Gives what a file of a story holds: as it is kept here, however old; else as it is fetched, and kept from then on.
  async file(story, address, fetched) {
    const kept = await this.#files("readonly", (files) => files.get(story)).catch(() => null);
    if (kept?.address === address) return kept.content;
    const content = await fetched();
    // Where there is no room for it, it is fetched again next time.
    await this.#files("readwrite", (files) => files.put({ address, content }, story)).catch(() => null);
    return content;
  }

  async #files(mode, asked) {
    return done(asked(this.#database.transaction(FILES, mode).objectStore(FILES)));
  }
}
