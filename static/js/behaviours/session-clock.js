const TICK_MS = 1000;
// The server's reading may lag a little behind this page's.
const ASK_AFTER_MS = 1500;

let said = "";

/**
 * Goes on with the clock of recommended time between two readings of the server:
 * <div data-behaviour="session-clock" data-elapsed-seconds data-limit-seconds
 * data-notice-seconds data-phase data-paused?>. Seconds come from the server, so a wrong clock
 * here does no harm. A change of its words is said once by [data-clock-voice].
 */
export class SessionClock {
  #element;
  #readAt = 0;
  #timer = 0;

  constructor(element) {
    this.#element = element;
  }

  connect() {
    this.#readAt = performance.now();
    this.#say();
    if ("paused" in this.#element.dataset) return;
    this.#timer = setInterval(() => this.#show(), TICK_MS);
    this.#askAtTheNextPhase();
  }

  disconnect() {
    clearInterval(this.#timer);
    clearTimeout(this.#nextPhase);
  }

  #nextPhase = 0;

  #show() {
    const { limitSeconds } = this.#element.dataset;
    const elapsed = this.#elapsed();
    this.#part("left").textContent = minutesAndSeconds(Number(limitSeconds) - elapsed);
    this.#part("bar").value = elapsed;
  }

  #elapsed() {
    const since = (performance.now() - this.#readAt) / 1000;
    return Math.floor(Number(this.#element.dataset.elapsedSeconds) + since);
  }

  /** At the notice and at the end the server is asked for the words. */
  #askAtTheNextPhase() {
    const { elapsedSeconds, limitSeconds, noticeSeconds, phase } = this.#element.dataset;
    const left = Number(limitSeconds) - Number(elapsedSeconds);
    const until = { running: left - Number(noticeSeconds), ending: left }[phase];
    if (until === undefined) return;
    this.#nextPhase = setTimeout(
      () => document.body.dispatchEvent(new CustomEvent("live-changed")),
      Math.max(until, 0) * 1000 + ASK_AFTER_MS,
    );
  }

  #say() {
    const words = this.#part("words").textContent.trim();
    if (words === said) return;
    said = words;
    const voice = document.querySelector("[data-clock-voice]");
    if (voice) voice.textContent = words;
  }

  #part(name) {
    return this.#element.querySelector(`[data-part='${name}']`);
  }
}

/** 754 -> "12:34"; never below zero */
export function minutesAndSeconds(seconds) {
  const left = Math.max(0, seconds);
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}
