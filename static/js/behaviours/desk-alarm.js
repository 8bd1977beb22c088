import { Arrivals } from "./desk-arrivals.js";

const REPEAT_MS = 5000;
const NOTES_HZ = [784, 988, 1175];
const NOTE_SECONDS = 0.18;
const LOUDNESS = 0.25;
const HEARD_KEY = "desk-alarm-heard";
const MUTED_KEY = "desk-alarm-muted";

/**
 * Rings while somebody new waits, until a key or the pointer is pressed on this page:
 * <button hidden data-behaviour="desk-alarm" data-on-text data-off-text data-blocked-text>
 * <span data-label>...</span></button>. Who waits is read from #desk-counts, data-alarm-refs.
 * Pressing the button itself mutes and unmutes. Event on the document: "desk-rings"
 * {rings, isNew}, whether somebody waits unheard and whether somebody came since last time.
 */
export class DeskAlarm {
  #button;
  #arrivals = new Arrivals(JSON.parse(sessionStorage.getItem(HEARD_KEY) ?? "[]"));
  #audio = null;
  #timer = 0;
  #look = () => this.#check();
  #react = () => this.#quieten();
  #toggle = () => this.#mute(!this.#muted);

  constructor(button) {
    this.#button = button;
  }

  connect() {
    this.#button.hidden = false;
    this.#audio = new AudioContext();
    this.#audio.addEventListener("statechange", this.#look);
    this.#button.addEventListener("click", this.#toggle);
    document.body.addEventListener("htmx:load", this.#look);
    document.addEventListener("pointerdown", this.#react);
    document.addEventListener("keydown", this.#react);
    this.#check();
  }

  disconnect() {
    clearInterval(this.#timer);
    this.#button.removeEventListener("click", this.#toggle);
    document.body.removeEventListener("htmx:load", this.#look);
    document.removeEventListener("pointerdown", this.#react);
    document.removeEventListener("keydown", this.#react);
    this.#audio.removeEventListener("statechange", this.#look);
    this.#audio.close();
  }

  get #muted() {
    return localStorage.getItem(MUTED_KEY) === "yes";
  }

  #check() {
    const refs = document.getElementById("desk-counts").dataset.alarmRefs;
    const { rings, isNew } = this.#arrivals.take(refs.split(" ").filter(Boolean));
    document.dispatchEvent(new CustomEvent("desk-rings", { detail: { rings, isNew } }));
    this.#describe();
    if (rings && !this.#timer) {
      this.#ring();
      this.#timer = setInterval(() => this.#ring(), REPEAT_MS);
    }
    if (!rings) this.#stop();
  }

  #quieten() {
    if (this.#audio.state === "suspended") this.#audio.resume();
    this.#arrivals.react();
    sessionStorage.setItem(HEARD_KEY, JSON.stringify(this.#arrivals.heard));
    this.#stop();
  }

  #stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
  }

  #mute(muted) {
    localStorage.setItem(MUTED_KEY, muted ? "yes" : "no");
    this.#describe();
    if (!muted) this.#ring();
  }

  #describe() {
    const { onText, offText, blockedText } = this.#button.dataset;
    const blocked = this.#audio.state === "suspended" && !this.#muted;
    const text = this.#muted ? offText : blocked ? blockedText : onText;
    const label = this.#button.querySelector("[data-label]");
    if (label.textContent !== text) label.textContent = text;
    this.#button.classList.toggle("is-off", this.#muted || blocked);
  }

  #ring() {
    // Before the first press on the page the browser plays nothing, and would play it all later.
    if (this.#muted || this.#audio.state === "suspended") return;
    NOTES_HZ.forEach((frequency, index) => this.#note(frequency, index * NOTE_SECONDS));
  }

  #note(frequency, delay) {
    const start = this.#audio.currentTime + delay;
    const tone = new OscillatorNode(this.#audio, { frequency });
    const volume = new GainNode(this.#audio, { gain: LOUDNESS });
    volume.gain.exponentialRampToValueAtTime(0.001, start + NOTE_SECONDS * 2);
    tone.connect(volume).connect(this.#audio.destination);
    tone.start(start);
    tone.stop(start + NOTE_SECONDS * 2);
  }
}
