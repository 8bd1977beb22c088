/**
 * Sends what was typed to the server when the page goes away unsent, so that coming back finds it:
 * <form data-behaviour="keep-typed" data-keep-url="...">.
 */
export class KeepTyped {
  #form;
  #isUnsent = false;
  #onInput = () => {
    this.#isUnsent = true;
  };
  #onSubmit = () => {
    this.#isUnsent = false;
  };
  #onLeave = () => {
    if (!this.#isUnsent) return;
    navigator.sendBeacon(this.#form.dataset.keepUrl, new FormData(this.#form));
  };

  constructor(form) {
    this.#form = form;
  }

  connect() {
    this.#form.addEventListener("input", this.#onInput);
    this.#form.addEventListener("submit", this.#onSubmit);
    window.addEventListener("pagehide", this.#onLeave);
  }

  disconnect() {
    this.#form.removeEventListener("input", this.#onInput);
    this.#form.removeEventListener("submit", this.#onSubmit);
    window.removeEventListener("pagehide", this.#onLeave);
  }
}
