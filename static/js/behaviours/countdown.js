const TICK_MS = 1000;

/**
 * Counts down to a moment: <time data-behaviour="countdown" data-seconds="300"
 * data-done-text="..." data-reload>. Seconds, not a time of day, come from the server, so a
 * wrong clock on this computer does no harm. At the end data-reload loads the page anew, or
 * data-press="#id" presses a button.
 */
export class Countdown {
  #element;
  #endsAt = 0;
  #timer = 0;

  constructor(element) {
    this.#element = element;
  }

  connect() {
    this.#endsAt = performance.now() + Number(this.#element.dataset.seconds) * 1000;
    this.#timer = setInterval(() => this.#show(), TICK_MS);
    this.#show();
  }

  disconnect() {
    clearInterval(this.#timer);
  }

  #show() {
    const left = Math.max(0, Math.ceil((this.#endsAt - performance.now()) / 1000));
    this.#element.textContent = left ? clock(left) : this.#element.dataset.doneText || clock(0);
    if (left) return;
    clearInterval(this.#timer);
    if (this.#element.dataset.press) document.querySelector(this.#element.dataset.press).click();
    else if ("reload" in this.#element.dataset) window.location.reload();
  }
}

/** 75 -> "1:15"; 3675 -> "1:01:15" */
export function clock(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (!parts[0]) parts.shift();
  return parts.map((part, index) => (index ? String(part).padStart(2, "0") : part)).join(":");
}
