/** The panels beside the pictures; one is open at a time, or none on a narrow screen. */
export class SidePanels {
  #stage;

  constructor(stage) {
    this.#stage = stage;
  }

  connect() {
    this.#stage.addEventListener("click", this.#onClick);
  }

  disconnect() {
    this.#stage.removeEventListener("click", this.#onClick);
  }

  /** Something new is in that panel: its button says so until it is opened. */
  markNew(name) {
    const button = this.#button(name);
    if (button?.getAttribute("aria-expanded") === "false") button.dataset.new = "true";
  }

  #onClick = (event) => {
    const button = event.target.closest("[data-panel-button]");
    if (!button) return;
    const isOpen = button.getAttribute("aria-expanded") === "true";
    this.open(isOpen ? "" : button.dataset.panelButton);
  };

  /** Opens that panel and closes the others; "" closes all. */
  open(name) {
    for (const button of this.#stage.querySelectorAll("[data-panel-button]")) {
      button.setAttribute("aria-expanded", String(button.dataset.panelButton === name));
      if (button.dataset.panelButton === name) delete button.dataset.new;
    }
    for (const panel of this.#stage.querySelectorAll("[data-panel]")) {
      panel.hidden = panel.dataset.panel !== name;
    }
    this.#stage.dataset.panel = name;
  }

  #button(name) {
    return this.#stage.querySelector(`[data-panel-button="${name}"]`);
  }
}
