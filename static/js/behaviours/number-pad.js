/**
 * Big digits for a touch screen: <div hidden data-behaviour="number-pad" data-target="#id_code">
 * (shown when scripts run) with buttons data-key="0".."9", data-key="back", data-key="clear".
 */
export class NumberPad {
  #pad;
  #press = (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (key) this.#type(key);
  };

  constructor(pad) {
    this.#pad = pad;
  }

  connect() {
    this.#pad.hidden = false;
    this.#pad.addEventListener("click", this.#press);
  }

  disconnect() {
    this.#pad.removeEventListener("click", this.#press);
  }

  #type(key) {
    const input = document.querySelector(this.#pad.dataset.target);
    input.value = typed(input.value, key, input.maxLength);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** The text after one key. */
export function typed(text, key, maxLength) {
  if (key === "clear") return "";
  if (key === "back") return text.slice(0, -1);
  return maxLength > 0 ? (text + key).slice(0, maxLength) : text + key;
}
