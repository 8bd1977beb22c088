// Most lines are back before; nobody has to read of those.
const SHOWN_AFTER_MS = 6_000;
// Pages over HTTP meanwhile: rarely, as every page does it when the live line is gone for all.
const ASKED_EVERY_MS = 30_000;

const lost = new Set();

/** Says on the page that its live line is gone, and calls `onLate` now and then until it is back. */
export class LostLine {
  #onLate;
  #shownTimer = 0;
  #lateTimer = 0;

  constructor(onLate) {
    this.#onLate = onLate;
  }

  down() {
    if (this.#shownTimer) return;
    this.#shownTimer = setTimeout(() => this.#show(), SHOWN_AFTER_MS);
    this.#later();
  }

  up() {
    clearTimeout(this.#shownTimer);
    clearTimeout(this.#lateTimer);
    this.#shownTimer = 0;
    lost.delete(this);
    tell();
  }

  #show() {
    lost.add(this);
    tell();
  }

  #later() {
    const waitMs = ASKED_EVERY_MS * (1 + Math.random());
    this.#lateTimer = setTimeout(() => {
      this.#onLate();
      this.#later();
    }, waitMs);
  }
}

function tell() {
  const words = document.getElementById("live-lost");
  if (words) words.hidden = lost.size === 0;
}
