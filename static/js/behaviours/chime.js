const NOTES_HZ = [659, 880];
const NOTE_SECONDS = 0.25;
const LOUDNESS = 0.25;

/**
 * Sounds two notes when it enters the page: <div data-behaviour="chime" data-chime-key="..."
 * data-chime-repeat-seconds="5">. With a repeat it goes on until somebody presses something.
 * The same key sounds once only, so that a refreshed fragment does not ring again.
 */
export class Chime {
  static #rung = new Set();
  #element;
  #timer = 0;
  #audio = null;
  #quieten = () => this.disconnect();

  constructor(element) {
    this.#element = element;
  }

  connect() {
    const key = this.#element.dataset.chimeKey;
    if (key && Chime.#rung.has(key)) return;
    if (key) Chime.#rung.add(key);
    this.#audio = new AudioContext();
    this.#ring();
    const repeat = Number(this.#element.dataset.chimeRepeatSeconds);
    if (!repeat) return;
    this.#timer = setInterval(() => this.#ring(), repeat * 1000);
    document.addEventListener("pointerdown", this.#quieten, { once: true });
    document.addEventListener("keydown", this.#quieten, { once: true });
  }

  disconnect() {
    clearInterval(this.#timer);
    document.removeEventListener("pointerdown", this.#quieten);
    document.removeEventListener("keydown", this.#quieten);
    this.#audio?.close();
    this.#audio = null;
  }

  #ring() {
    if (this.#audio.state === "suspended") this.#audio.resume();
    NOTES_HZ.forEach((frequency, index) => this.#note(frequency, index * NOTE_SECONDS));
  }

  #note(frequency, delay) {
    const start = this.#audio.currentTime + delay;
    const tone = new OscillatorNode(this.#audio, { frequency });
    const volume = new GainNode(this.#audio, { gain: LOUDNESS });
    volume.gain.exponentialRampToValueAtTime(0.001, start + NOTE_SECONDS);
    tone.connect(volume).connect(this.#audio.destination);
    tone.start(start);
    tone.stop(start + NOTE_SECONDS);
  }
}
