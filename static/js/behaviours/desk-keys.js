const OFF_KEY = "desk-keys-off";
const TYPED_INTO = "input, textarea, select, [contenteditable], dialog, .call";
const CONTROLS = "a, button, summary, [role='button']";

/**
 * Single keys do the acts of the board: whatever has data-keys="KeyN" (places on the keyboard, so
 * that they work while Hangul is typed) and can be pressed. Enter works only where no control has
 * the focus. All of it is switched off by the box in the sheet (WCAG 2.1.4):
 * <div data-behaviour="desk-keys"><button hidden data-keys-open>, <dialog data-keys-sheet>
 * <input type="checkbox" data-keys-switch></dialog></div>; ? opens the sheet.
 */
export class DeskKeys {
  #element;
  #press = (event) => this.#take(event);
  #open = () => this.#sheet.showModal();
  #switch = () => localStorage.setItem(OFF_KEY, this.#box.checked ? "no" : "yes");

  constructor(element) {
    this.#element = element;
  }

  connect() {
    this.#button.hidden = false;
    this.#box.checked = localStorage.getItem(OFF_KEY) !== "yes";
    this.#button.addEventListener("click", this.#open);
    this.#box.addEventListener("change", this.#switch);
    document.addEventListener("keydown", this.#press);
  }

  disconnect() {
    this.#button.removeEventListener("click", this.#open);
    this.#box.removeEventListener("change", this.#switch);
    document.removeEventListener("keydown", this.#press);
  }

  #take(event) {
    if (!this.#box.checked || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest(TYPED_INTO) || document.querySelector("dialog[open]")) return;
    if (event.code === "Enter" && event.target.closest(CONTROLS)) return;
    if (event.code === "Slash" && event.shiftKey) this.#act(event, this.#button);
    else if (!event.shiftKey) this.#act(event, pressable(event.code));
  }

  #act(event, control) {
    if (!control) return;
    event.preventDefault();
    if (control.dataset.keysDo === "focus") control.focus();
    else control.click();
  }

  get #button() {
    return this.#element.querySelector("[data-keys-open]");
  }

  get #sheet() {
    return this.#element.querySelector("[data-keys-sheet]");
  }

  get #box() {
    return this.#element.querySelector("[data-keys-switch]");
  }
}

/** The control of that key which is there to be pressed, also inside a closed menu. */
function pressable(code) {
  return [...document.querySelectorAll(`[data-keys~="${code}"]`)].find(
    (control) => !control.disabled && !control.hidden,
  );
}
