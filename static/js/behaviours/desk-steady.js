import { glide, placesOf } from "./desk-glide.js";

/**
 * Keeps a live list still while the pointer or the focus is in it, so that no row moves away
 * under a press: <div data-behaviour="desk-steady"><p data-held hidden>...</p><div id="..."
 * hx-trigger="..., list-free">...</div></div>. The list may be fetched itself or come out of band.
 * A held change is fetched anew when they leave, and an answer that says nothing new changes
 * nothing; new rows get the class "arrived", others glide.
 */
export class DeskSteady {
  #frame;
  #isHeld = false;
  #known = new Set();
  #places = new Map();
  #beforeSwap = (event) => this.#hold(event, parsed(event.detail.serverResponse));
  #beforeOobSwap = (event) => this.#hold(event, event.detail.fragment);
  #leave = () => queueMicrotask(() => this.#free());
  #loaded = () => this.#mark();

  constructor(frame) {
    this.#frame = frame;
  }

  connect() {
    this.#known = new Set(rowsOf(this.#frame));
    this.#frame.addEventListener("htmx:beforeSwap", this.#beforeSwap);
    this.#frame.addEventListener("htmx:oobBeforeSwap", this.#beforeOobSwap);
    this.#frame.addEventListener("htmx:load", this.#loaded);
    this.#frame.addEventListener("pointerleave", this.#leave);
    this.#frame.addEventListener("focusout", this.#leave);
  }

  disconnect() {
    this.#frame.removeEventListener("htmx:beforeSwap", this.#beforeSwap);
    this.#frame.removeEventListener("htmx:oobBeforeSwap", this.#beforeOobSwap);
    this.#frame.removeEventListener("htmx:load", this.#loaded);
    this.#frame.removeEventListener("pointerleave", this.#leave);
    this.#frame.removeEventListener("focusout", this.#leave);
  }

  get #isTouched() {
    return this.#frame.matches(":hover") || this.#frame.matches(":focus-within");
  }

  #hold(event, fresh) {
    const isSame = words(fresh) === words(this.#list);
    this.#isHeld = !isSame && this.#isTouched;
    this.#note.hidden = !this.#isHeld || rowsOf(fresh).join() === rowsOf(this.#list).join();
    if (isSame || this.#isHeld) event.detail.shouldSwap = false;
    else this.#places = placesOf(this.#frame);
  }

  #free() {
    if (!this.#isHeld || this.#isTouched) return;
    this.#isHeld = false;
    this.#note.hidden = true;
    this.#list.dispatchEvent(new CustomEvent("list-free"));
  }

  #mark() {
    const before = this.#known;
    this.#known = new Set(rowsOf(this.#frame));
    for (const id of this.#known) {
      if (!before.has(id)) document.getElementById(id).classList.add("arrived");
    }
    glide(this.#frame, this.#places);
  }

  get #list() {
    return this.#frame.querySelector("[hx-get]");
  }

  get #note() {
    return this.#frame.querySelector("[data-held]");
  }
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

function rowsOf(element) {
  return [...element.querySelectorAll("li[id]")].map((row) => row.id);
}

function words(element) {
  return element.textContent.replace(/\s+/g, " ").trim();
}
