// What a phone keeps of walks, by story, in IndexedDB. What is kept of one is changed as a whole, and by one page at
// a time: of two that are open neither sees the other's half.

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
  #database;

  constructor(database) {
    this.#database = database;
  }

  // Changes what is kept of a story: `change(kept)` gives {kept, result}, `kept` null for nothing. Gives the result.
  change(story, change) {
    return new Promise((go, fail) => {
      const transaction = this.#database.transaction(WALKS, "readwrite", { durability: "strict" });
      const walks = transaction.objectStore(WALKS);
      let result;
      walks.get(story).onsuccess = ({ target }) => {
        try {
          const changed = change(target.result ?? null);
          ({ result } = changed);
          if (changed.kept) walks.put(changed.kept, story);
          else walks.delete(story);
        } catch (error) {
          fail(error);
          transaction.abort();
        }
      };
      transaction.oncomplete = () => go(result);
      transaction.onabort = () => fail(transaction.error);
    });
  }

  get(story) {
    return done(this.#database.transaction(WALKS).objectStore(WALKS).get(story));
  }

  // Gives what a file of a story holds: as it is kept here, however old; else as it is fetched, and kept from then on.
  async file(story, address, fetched) {
    const kept = await done(this.#database.transaction(FILES).objectStore(FILES).get(story));
    if (kept?.address === address) return kept.content;
    const content = await fetched();
    const files = this.#database.transaction(FILES, "readwrite").objectStore(FILES);
    await done(files.put({ address, content }, story));
    return content;
  }
}
