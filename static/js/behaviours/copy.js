const SHOWN_MS = 2500;

/**
 * Copies a text: <button hidden data-behaviour="copy" data-copy-text="123456"
 * data-copied-text="..."><span data-label>...</span></button>. Shown only where it can work.
 */
export class Copy {
  #button;
  #timer = 0;
  #copy = () => this.#run();

  constructor(button) {
    this.#button = button;
  }

  connect() {
    if (!navigator.clipboard) return;
    this.#button.hidden = false;
    this.#button.addEventListener("click", this.#copy);
  }

  disconnect() {
    clearTimeout(this.#timer);
    this.#button.removeEventListener("click", this.#copy);
  }

  async #run() {
    const label = this.#button.querySelector("[data-label]");
    const before = label.dataset.before ?? label.textContent;
    label.dataset.before = before;
    await navigator.clipboard.writeText(this.#button.dataset.copyText);
    label.textContent = this.#button.dataset.copiedText;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      label.textContent = before;
    }, SHOWN_MS);
  }
}
