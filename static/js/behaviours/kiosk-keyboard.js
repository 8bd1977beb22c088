import { doubled, eraseLetter, typeLetter } from "../lib/hangul.js";

/**
 * Letters on the screen for a field: <div hidden data-behaviour="kiosk-keyboard"
 * data-target="#id_name"> with rows data-layout="hangul" and "latin", keys data-key, and
 * acts data-act="shift", "layout", "back". Shown when scripts run.
 */
export class KioskKeyboard {
  #keyboard;
  #shifted = false;
  #press = (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.act === "shift") this.#shift(!this.#shifted);
    else if (button.dataset.act === "layout") this.#changeLayout();
    else this.#write(button.dataset);
  };

  constructor(keyboard) {
    this.#keyboard = keyboard;
  }

  connect() {
    this.#keyboard.hidden = false;
    this.#begin(document.documentElement.lang === "ko" ? "hangul" : "latin");
    this.#keyboard.addEventListener("click", this.#press);
  }

  disconnect() {
    this.#keyboard.removeEventListener("click", this.#press);
  }

  #write({ act, key }) {
    const input = document.querySelector(this.#keyboard.dataset.target);
    const text = act === "back" ? eraseLetter(input.value) : typeLetter(input.value, this.#letter(key));
    if (input.maxLength < 0 || text.length <= input.maxLength) input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    this.#shift(false);
  }

  #letter(key) {
    return this.#shifted ? doubled(key) : key;
  }

  #shift(on) {
    this.#shifted = on;
    this.#keyboard.querySelector('[data-act="shift"]').setAttribute("aria-pressed", String(on));
    for (const button of this.#keyboard.querySelectorAll('[data-layout="hangul"] [data-key]')) {
      button.textContent = this.#letter(button.dataset.key);
    }
  }

  // Whoever reads English first types a name in its letters.
  #begin(layout) {
    const rows = this.#keyboard.querySelectorAll("[data-layout]");
    for (const row of rows) row.hidden = row.dataset.layout !== layout;
  }

  #changeLayout() {
    for (const row of this.#keyboard.querySelectorAll("[data-layout]")) row.hidden = !row.hidden;
  }
}
