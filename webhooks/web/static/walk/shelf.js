// What a phone keeps of walks, by story, in IndexedDB. What is kept of one is changed as a whole, and by one page at
// a time: of two that are open neither sees the other's half. What the phone has no room for, or has cleared meanwhile,
// this page goes on with by itself.

const NAME = "wayside";
const WALKS = "walks";
const FILES = "files";
const CLOSED = "InvalidStateError";

// Gives the shelf, whether the phone lets anything be kept or not.
export const openShelf = (factory = own()) => new Shelf(() => connected(factory));

async function connected(factory) {
  if (!factory) throw new DOMException("Nothing is kept here.", CLOSED);
  const opening = factory.open(NAME, 1);
  opening.onupgradeneeded = () => {
    for (const each of [WALKS, FILES]) opening.result.createObjectStore(each);
  };
  return done(opening);
}

// Even to ask for it may fail.
function own() {
  try {
    return globalThis.indexedDB;
  } catch {
    return null;
  }
}

const done = (request) =>
  new Promise((go, fail) => {
    request.onsuccess = () => go(request.result);
    request.onerror = () => fail(request.error);
  });

class Shelf {
  #open; #database = null; #known = new Map(); #here = new Map(); #before = new Map(); #changing = Promise.resolve(); #uses = 0;

  constructor(open) {
    this.#open = open;
  }

  // Tells whether what is kept of a story is in this page alone, because the phone would not keep it.
  isHereAlone(story) {
    return this.#here.has(story);
  }

  // Gives what is kept of a story as this page knows it, at once: another may have changed it meanwhile. Null while this
  // page reads or changes anything, as what comes of that is not known yet.
  known(story) {
    return this.#uses ? null : this.#held(story);
  }

  // Changes what is kept of a story: `change(kept)` gives {kept, result}, `kept` null for nothing. Gives the result once it
  // is kept. What was not kept in the end is changed here once more.
  change(story, change) {
    const changed = this.#used(this.#changing.then(() => this.#changed(story, change)));
    this.#changing = changed.catch(() => {});
    return changed;
  }

  async #changed(story, change) {
    try {
      const { kept, result } = await this.#write(story, change);
      for (const each of [this.#here, this.#before]) each.delete(story);
      this.#known.set(story, kept);
      return result;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      const { kept, result } = change(this.#held(story));
      this.#here.set(story, kept);
      return result;
    }
  }

  get(story) {
    return this.#used(this.#got(story));
  }

  #used(promise) {
    this.#uses += 1;
    return promise.finally(() => (this.#uses -= 1));
  }

  async #got(story) {
    await this.#changing;
    if (this.#here.has(story)) return this.#here.get(story);
    try {
      const transaction = await this.#transaction(WALKS, "readonly");
      const kept = (await done(transaction.objectStore(WALKS).get(story))) ?? this.#before.get(story) ?? null;
      this.#known.set(story, kept);
      return kept;
    } catch {
      return this.#held(story);
    }
  }

  #held(story) {
    return (this.#here.has(story) ? this.#here : this.#known).get(story) ?? null;
  }

  // A phone closes what it clears, and sometimes what a page that was not seen for a while had open: that is opened anew.
  // What is not there any more is what this page knows of it.
  async #transaction(name, mode) {
    try {
      return this.#database.transaction(name, mode, { durability: "strict" });
    } catch (error) {
      if (this.#database && error.name !== CLOSED) throw error;
      const database = await this.#open();
      // Who deletes all of it waits for nobody.
      database.onversionchange = () => database.close();
      this.#database = database;
      this.#before = new Map(this.#known);
      return database.transaction(name, mode, { durability: "strict" });
    }
  }

  async #write(story, change) {
    const transaction = await this.#transaction(WALKS, "readwrite");
    return new Promise((go, fail) => {
      const walks = transaction.objectStore(WALKS);
      let changed;
      walks.get(story).onsuccess = ({ target }) => {
        try {
          changed = change(this.#here.get(story) ?? target.result ?? this.#before.get(story) ?? null);
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
    return done(asked((await this.#transaction(FILES, mode)).objectStore(FILES)));
  }
}
