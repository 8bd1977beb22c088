const GO_ON_MS = 3_000; // long enough to read one sentence

// Codes after which a fresh page may take the seat again.
const COME_BACK = new Set(["taken_over", "no_seat"]);

/** How a call ends on this page: by leaving, for everybody, or because it was ended. */
export class Ending extends EventTarget {
  #stage;
  #texts;
  #dialog;
  #over;

  constructor(stage, texts) {
    super();
    this.#stage = stage;
    this.#texts = texts;
    this.#dialog = stage.querySelector("[data-part='leave-dialog']");
    this.#over = stage.querySelector("[data-part='over']");
  }

  connect() {
    this.#dialog.addEventListener("close", this.#onClose);
    this.#over.addEventListener("click", this.#onOver);
  }

  disconnect() {
    this.#dialog.removeEventListener("close", this.#onClose);
    this.#over.removeEventListener("click", this.#onOver);
  }

  ask({ may }) {
    this.#dialog.querySelector("[value='end']").hidden = !may.moderate;
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
  }

  leave() {
    this.#goTo(this.#stage.dataset.leaveUrl, "left");
  }

  /** The call is over for this page. `code`: ended, revoked, taken_over, no_seat. */
  show(code, text = "") {
    this.#dialog.close();
    this.#over.querySelector("[data-part='over-text']").textContent =
      text || this.#texts[`over_${code}`];
    this.#over.querySelector("[data-part='again']").hidden = !COME_BACK.has(code);
    const next = this.#over.querySelector("[data-part='over-next']");
    next.hidden = code === "taken_over" || !next.getAttribute("href");
    this.#stage.dataset.state = code === "ended" ? "ended" : "refused";
    this.#over.hidden = false;
    this.#over.focus();
    if (code === "ended") setTimeout(() => this.#goOn(), GO_ON_MS);
  }

  // A page that is told to go on to itself stays: somebody may be writing the outcome on it.
  #goOn() {
    const { afterUrl } = this.#stage.dataset;
    const next = new URL(afterUrl, window.location.href);
    if (next.pathname !== window.location.pathname) this.#goTo(afterUrl);
  }

  #goTo(url, otherwise) {
    if (url) window.location.assign(url);
    else if (otherwise) this.show(otherwise);
  }

  #onClose = () => {
    const choice = this.#dialog.returnValue;
    if (choice === "leave" || choice === "end") {
      this.dispatchEvent(new CustomEvent(choice));
    }
  };

  #onOver = (event) => {
    if (event.target.closest("[data-part='again']")) window.location.reload();
  };
}
