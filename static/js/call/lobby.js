/** Before the call: one question, how to take part. Event: "join" {camera, microphone, chat}. */
export class Lobby extends EventTarget {
  #element;

  constructor(element) {
    super();
    this.#element = element;
  }

  connect() {
    // Until now a click would have been lost.
    for (const button of this.#element.querySelectorAll("[data-join]")) button.disabled = false;
    this.#element.addEventListener("click", this.#onClick);
  }

  disconnect() {
    this.#element.removeEventListener("click", this.#onClick);
  }

  #onClick = (event) => {
    const button = event.target.closest("[data-join]");
    if (!button) return;
    const how = button.dataset.join;
    const microphone = how === "all" || how === "voice";
    const detail = { camera: how === "all", microphone, chat: how === "text" };
    this.dispatchEvent(new CustomEvent("join", { detail }));
  };
}
