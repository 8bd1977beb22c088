/** What is wrong with camera or microphone, what to do about it, and a way on. */
export class ProblemBox extends EventTarget {
  #box;
  #text;
  #texts;
  #source = "";

  constructor(box, texts) {
    super();
    this.#box = box;
    this.#text = box.querySelector("[data-part='problem-text']");
    this.#texts = texts;
  }

  connect() {
    this.#box.addEventListener("click", this.#onClick);
  }

  disconnect() {
    this.#box.removeEventListener("click", this.#onClick);
  }

  /** Shows the sentence of that name, or that text; `source` is what can be tried again. */
  show({ key, text = this.#texts[key], source = "" }) {
    this.#source = source;
    this.#text.textContent = text;
    this.#box.querySelector("[data-act='retry']").hidden = !source;
    this.#box.hidden = false;
  }

  #onClick = (event) => {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (!act) return;
    this.#box.hidden = true;
    if (act === "retry") {
      this.dispatchEvent(new CustomEvent("retry", { detail: { source: this.#source } }));
    }
  };
}
