const GIVE_UP_MS = 10_000; // the act did not lead anywhere: live again

/**
 * While a form of the board is on its way, no live answer may load the page anew (that would
 * cancel the form's own answer), and the form is not sent twice.
 */
export class DeskLeaving {
  #isLeaving = false;
  #timer = 0;
  #submit = (event) => this.#leave(event);
  #hold = (event) => {
    if (this.#isLeaving) event.preventDefault();
  };
  #stay = () => this.#reset();

  connect() {
    document.addEventListener("submit", this.#submit);
    document.body.addEventListener("htmx:beforeRequest", this.#hold);
    document.body.addEventListener("htmx:beforeOnLoad", this.#hold);
    window.addEventListener("pageshow", this.#stay);
  }

  disconnect() {
    this.#reset();
    document.removeEventListener("submit", this.#submit);
    document.body.removeEventListener("htmx:beforeRequest", this.#hold);
    document.body.removeEventListener("htmx:beforeOnLoad", this.#hold);
    window.removeEventListener("pageshow", this.#stay);
  }

  #leave(event) {
    if (event.defaultPrevented || event.target.method === "dialog") return;
    if (this.#isLeaving) {
      event.preventDefault();
      return;
    }
    this.#isLeaving = true;
    this.#timer = setTimeout(this.#stay, GIVE_UP_MS);
  }

  #reset() {
    clearTimeout(this.#timer);
    this.#isLeaving = false;
  }
}
