const GO_ON_MS = 3_000; // long enough to read one sentence

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
    this.#over.querySelector("[data-part='again']").hidden = code !== "taken_over";
    const next = this.#over.querySelector("[data-part='over-next']");
    next.hidden = code === "taken_over" || !next.getAttribute("href");
    this.#stage.dataset.state = code === "ended" ? "ended" : "refused";
    this.#over.hidden = false;
    this.#over.focus();
    if (code === "ended") setTimeout(() => this.#goTo(this.#stage.dataset.afterUrl), GO_ON_MS);
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
