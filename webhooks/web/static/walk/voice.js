// Reads with the phone's own voice.

// Some voices fall silent after a quarter of a minute of one text, so each sentence is one.
const SENTENCE = /.+?(?:[.!?।؟]+(?=\s|$)|[。！？]+|$)/gsu;
// Some tell nothing, not even that they ended: thrice what a sentence takes is enough.
const LONGEST_WAIT_MS = 5000;
const LONGEST_LETTER_MS = 250;

export class Voice {
  #speech; #spoken = null; #timer = 0;

  constructor(speech) {
    this.#speech = speech;
  }

  // Call it inside a tap: before one, iOS drops what is to be said and tells nobody.
  unlock() {
    if (!this.#spoken) this.#speech.speak(new SpeechSynthesisUtterance(""));
  }

  // Reads a text from a sentence on, `at`. `told` is {at(sentence), done(), blocked()}; blocked: only a tap may begin it.
  read(text, { language, at = 0 }, told) {
    this.hush();
    this.#say(text.match(SENTENCE) ?? [text], language, at, told);
  }

  hush() {
    clearTimeout(this.#timer);
    if (!this.#spoken) return;
    this.#spoken = null;
    this.#speech.cancel();
  }

  #say(sentences, language, at, told) {
    clearTimeout(this.#timer);
    if (at >= sentences.length) {
      this.#spoken = null;
      told.done();
      return;
    }
    told.at(at);
    // Kept: browsers throw away, with its events, what only they hold.
    const spoken = (this.#spoken = Object.assign(new SpeechSynthesisUtterance(sentences[at]), { lang: language }));
    const next = () => this.#spoken === spoken && this.#say(sentences, language, at + 1, told);
    spoken.onend = next;
    spoken.onerror = ({ error } = {}) => {
      if (error !== "not-allowed" || this.#spoken !== spoken) next();
      else {
        this.hush();
        told.blocked();
      }
    };
    this.#timer = setTimeout(() => {
      this.#speech.cancel();
      next();
    }, LONGEST_WAIT_MS + LONGEST_LETTER_MS * sentences[at].length);
    this.#speech.speak(spoken);
  }
}
