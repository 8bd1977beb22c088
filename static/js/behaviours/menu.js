/** Closes a <details data-behaviour="menu"> with Escape or a click elsewhere. */
export class Menu {
  #details;
  #onKey = (event) => {
    if (event.key !== "Escape" || !this.#details.open) return;
    this.#details.open = false;
    this.#details.querySelector("summary").focus();
  };
  #onClick = (event) => {
    if (!this.#details.contains(event.target)) this.#details.open = false;
  };

  constructor(details) {
    this.#details = details;
  }

  connect() {
    this.#details.addEventListener("keydown", this.#onKey);
    document.addEventListener("click", this.#onClick);
  }

  disconnect() {
    this.#details.removeEventListener("keydown", this.#onKey);
    document.removeEventListener("click", this.#onClick);
  }
}
