// Keeps the screen on while the page is seen: browsers give positions to a page that can be seen alone.

export class Awake {
  #lock; #told; #held = null; #wanted = false;

  // `told(state)`: "on", "off" when the browser took it back, "refused" where it cannot be had.
  constructor(lock, { told, page = document }) {
    this.#lock = lock;
    this.#told = told;
    page.addEventListener("visibilitychange", () => {
      if (this.#wanted && !this.#held && page.visibilityState === "visible") this.ask();
    });
  }

  async ask() {
    this.#wanted = true;
    try {
      const held = await this.#lock.request("screen");
      if (!this.#wanted) {
        await held.release();
        return;
      }
      this.#held = held;
      this.#told("on");
      held.addEventListener("release", () => this.#released());
    } catch {
      this.#told("refused");
    }
  }

  release() {
    this.#wanted = false;
    this.#held?.release();
  }

  #released() {
    this.#held = null;
    this.#told("off");
  }
}
