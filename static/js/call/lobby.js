/** Before the call: one question, how to take part. Event: "join" {camera, microphone}. */
export class Lobby extends EventTarget {
  #element;

  constructor(element) {
    super();
    this.#element = element;
  }

  connect() {
    this.#element.addEventListener("click", this.#onClick);
  }

  disconnect() {
    this.#element.removeEventListener("click", this.#onClick);
  }

  #onClick = (event) => {
    const button = event.target.closest("[data-join]");
    if (!button) return;
    const how = button.dataset.join;
    const detail = { camera: how === "all", microphone: how !== "listen" };
    this.dispatchEvent(new CustomEvent("join", { detail }));
  };
}
