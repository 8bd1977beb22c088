/**
 * The large buttons under the pictures. Each says in words how things are now.
 * Event: "press" {act: microphone|camera|screen|sound|devices|leave}.
 */
export class Controls extends EventTarget {
  #element;
  #texts;

  constructor(element, texts) {
    super();
    this.#element = element;
    this.#texts = texts;
  }

  connect() {
    this.#element.addEventListener("click", this.#onClick);
  }

  disconnect() {
    this.#element.removeEventListener("click", this.#onClick);
  }

  /** `local` knows what is muted; `may` what this seat is allowed. */
  update({ local, may, isSharing }) {
    this.#set("microphone", !local.isMuted("microphone"));
    this.#set("camera", !local.isMuted("camera"));
    this.#set("screen", isSharing);
    this.#button("screen").hidden = !may.share_screen || !navigator.mediaDevices?.getDisplayMedia;
    for (const act of ["microphone", "camera"]) this.#button(act).hidden = may.publish === false;
  }

  disable() {
    for (const button of this.#element.querySelectorAll("button")) button.disabled = true;
  }

  #set(act, on) {
    const button = this.#button(act);
    button.dataset.on = String(on);
    button.querySelector("[data-part='words']").textContent =
      this.#texts[`${act}_${on ? "on" : "off"}`];
    const icon = button.querySelector(".icon");
    icon.classList.toggle(button.dataset.iconOn, on);
    icon.classList.toggle(button.dataset.iconOff, !on);
  }

  #button(act) {
    return this.#element.querySelector(`[data-act="${act}"]`);
  }

  #onClick = (event) => {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    if (button.dataset.act === "text") this.#enlargeText(button);
    else this.dispatchEvent(new CustomEvent("press", { detail: { act: button.dataset.act } }));
  };

  #enlargeText(button) {
    const isLarge = document.documentElement.classList.toggle("text-larger");
    button.setAttribute("aria-pressed", String(isLarge));
  }
}
