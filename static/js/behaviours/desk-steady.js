/**
 * Keeps a live list still while the pointer or the focus is in it, so that no row moves away
 * under a press: <div data-behaviour="desk-steady"><p data-held hidden>...</p><div id="..."
 * hx-trigger="..., list-free">...</div></div>. A held change is fetched anew when they leave;
 * rows that were not there before get the class "arrived".
 */
export class DeskSteady {
  #frame;
  #isHeld = false;
  #known = new Set();
  #beforeSwap = (event) => this.#hold(event);
  #leave = () => queueMicrotask(() => this.#free());
  #loaded = () => this.#mark();

  constructor(frame) {
    this.#frame = frame;
  }

  connect() {
    this.#known = this.#rows();
    this.#frame.addEventListener("htmx:beforeSwap", this.#beforeSwap);
    this.#frame.addEventListener("htmx:load", this.#loaded);
    this.#frame.addEventListener("pointerleave", this.#leave);
    this.#frame.addEventListener("focusout", this.#leave);
  }

  disconnect() {
    this.#frame.removeEventListener("htmx:beforeSwap", this.#beforeSwap);
    this.#frame.removeEventListener("htmx:load", this.#loaded);
    this.#frame.removeEventListener("pointerleave", this.#leave);
    this.#frame.removeEventListener("focusout", this.#leave);
  }

  get #isTouched() {
    return this.#frame.matches(":hover") || this.#frame.matches(":focus-within");
  }

  #hold(event) {
    if (!this.#isTouched) return;
    event.detail.shouldSwap = false;
    this.#show(true);
  }

  #free() {
    if (!this.#isHeld || this.#isTouched) return;
    this.#show(false);
    this.#list.dispatchEvent(new CustomEvent("list-free"));
  }

  #show(isHeld) {
    this.#isHeld = isHeld;
    this.#frame.querySelector("[data-held]").hidden = !isHeld;
  }

  #mark() {
    const before = this.#known;
    this.#known = this.#rows();
    for (const id of this.#known) {
      if (!before.has(id)) document.getElementById(id).classList.add("arrived");
    }
  }

  #rows() {
    return new Set([...this.#frame.querySelectorAll("li[id]")].map((row) => row.id));
  }

  get #list() {
    return this.#frame.querySelector("[hx-get]");
  }
}
