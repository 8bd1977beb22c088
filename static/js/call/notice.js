/** One sentence over the pictures, when needed with seconds that run down; and a polite voice. */
export class Notice {
  #box;
  #sentence;
  #countdown;
  #voice;
  #texts;
  #timer = 0;
  #key = "";

  constructor(stage, texts) {
    this.#box = stage.querySelector("[data-part='notice']");
    this.#sentence = stage.querySelector("[data-part='notice-text']");
    this.#countdown = stage.querySelector("[data-part='notice-countdown']");
    this.#voice = stage.querySelector("[data-part='voice']");
    this.#texts = texts;
  }

  /** Shows the sentence of that name; with `untilMs` (by performance.now()) it counts down. */
  show(key, { untilMs = 0 } = {}) {
    clearInterval(this.#timer);
    this.#sentence.textContent = this.#texts[key];
    this.#box.hidden = false;
    if (this.#key !== key) this.say(this.#texts[key]);
    this.#key = key;
    this.#count(untilMs);
    if (untilMs) this.#timer = setInterval(() => this.#count(untilMs), 500);
  }

  clear() {
    clearInterval(this.#timer);
    this.#key = "";
    this.#box.hidden = true;
  }

  /** For people who listen to the page. */
  say(text) {
    this.#voice.textContent = text;
  }

  /** The sentence of that name, about somebody. */
  sayOf(key, name) {
    this.say(this.#texts[key].replace("{name}", name));
  }

  #count(untilMs) {
    const seconds = Math.ceil((untilMs - performance.now()) / 1000);
    this.#countdown.textContent =
      seconds > 0 ? this.#texts.again_in.replace("{seconds}", seconds) : "";
  }
}
