const TICK_MS = 500;
const SIGNS_OF_LIFE = ["pointerdown", "click", "keydown", "input", "wheel", "touchmove"];

/**
 * Wipes the kiosk when nobody touches it: <div data-behaviour="kiosk-idle" data-warn-seconds="60"
 * data-wipe-seconds="90"> around a <dialog> with [data-seconds-left], [data-continue] and a
 * form[data-finish]. With data-quiet the form is sent without asking first; while something on
 * the page matches data-unless (a live call), nobody has to touch anything.
 */
export class KioskIdle {
  #element;
  #dialog;
  #watch;
  #timer = 0;
  #alive = (event) => {
    // The question is answered by a whole click: closing it at the first touch would let the
    // rest of the touch fall through on what lies beneath.
    if (this.#dialog.open && event.type !== "click") return;
    if (!event.target.closest?.("[data-finish]")) this.#stay();
  };
  #closed = () => this.#watch.touch(performance.now());
  #restored = (event) => {
    // A page from the back-forward cache would show the last person: fetch it anew.
    if (event.persisted) window.location.reload();
  };

  constructor(element) {
    this.#element = element;
    this.#dialog = element.querySelector("dialog");
    const { warnSeconds, wipeSeconds } = element.dataset;
    this.#watch = new IdleWatch(Number(warnSeconds), Number(wipeSeconds));
  }

  connect() {
    this.#watch.touch(performance.now());
    this.#timer = setInterval(() => this.#look(), TICK_MS);
    for (const name of SIGNS_OF_LIFE) document.addEventListener(name, this.#alive);
    window.addEventListener("pageshow", this.#restored);
    this.#dialog.addEventListener("close", this.#closed);
  }

  disconnect() {
    clearInterval(this.#timer);
    for (const name of SIGNS_OF_LIFE) document.removeEventListener(name, this.#alive);
    window.removeEventListener("pageshow", this.#restored);
    this.#dialog.removeEventListener("close", this.#closed);
  }

  #stay() {
    this.#watch.touch(performance.now());
    if (this.#dialog.open) this.#dialog.close();
  }

  #look() {
    const { unless } = this.#element.dataset;
    if (unless && document.querySelector(unless)) this.#watch.touch(performance.now());
    const { isWarning, isOver, secondsLeft } = this.#watch.look(performance.now());
    if (isOver) {
      clearInterval(this.#timer);
      this.#element.querySelector("[data-finish]").submit();
      return;
    }
    if (!isWarning || "quiet" in this.#element.dataset) return;
    this.#dialog.querySelector("[data-seconds-left]").textContent = secondsLeft;
    if (!this.#dialog.open) this.#dialog.showModal();
  }
}

/** Knows from the times of the last touch and of now what is due. No DOM, no clock. */
export class IdleWatch {
  #warnMs;
  #wipeMs;
  #touchedAt = 0;

  constructor(warnSeconds, wipeSeconds) {
    this.#warnMs = warnSeconds * 1000;
    this.#wipeMs = wipeSeconds * 1000;
  }

  touch(now) {
    this.#touchedAt = now;
  }

  look(now) {
    const idleMs = now - this.#touchedAt;
    return {
      isWarning: idleMs >= this.#warnMs,
      isOver: idleMs >= this.#wipeMs,
      secondsLeft: Math.max(0, Math.ceil((this.#wipeMs - idleMs) / 1000)),
    };
  }
}
