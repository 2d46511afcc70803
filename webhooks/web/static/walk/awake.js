// Keeps the screen on while the page is seen: browsers give positions to a page that can be seen alone.

export class Awake {
  #lock; #told; #held = null; #wanted = false; #asking = false;

  // `told(state)`: "on", "off" when the browser took it back, "refused" where it cannot be had.
  constructor(lock = navigator.wakeLock, { told = () => {}, page = document } = {}) {
    this.#lock = lock;
    this.#told = told;
    page.addEventListener("visibilitychange", () => {
      if (this.#wanted && page.visibilityState === "visible") this.ask();
    });
  }

  // One lock at a time: of a second that came meanwhile nobody would let go.
  async ask() {
    this.#wanted = true;
    if (this.#held || this.#asking) return;
    this.#asking = true;
    try {
      this.#hold(await this.#lock.request("screen"));
    } catch {
      this.#told("refused");
    } finally {
      this.#asking = false;
    }
  }

  release() {
    this.#wanted = false;
    this.#held?.release();
  }

  #hold(lock) {
    if (!this.#wanted) {
      lock.release();
      return;
    }
    this.#held = lock;
    lock.addEventListener("release", () => this.#released());
    this.#told("on");
  }

  #released() {
    this.#held = null;
    this.#told("off");
  }
}
