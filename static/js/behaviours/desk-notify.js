const OFF_KEY = "desk-notify-off";

/**
 * Tells of arrivals on the desktop while another window is in front, without anybody's name:
 * <button hidden data-behaviour="desk-notify" data-ask-text data-on-text data-off-text
 * data-denied-text data-title data-body><span data-label></span></button>. The browser is asked for
 * permission by pressing it; afterwards it switches off and on. Hears "desk-rings" of DeskAlarm.
 */
export class DeskNotify {
  #button;
  #shown = null;
  #press = () => this.#change();
  #rings = ({ detail }) => this.#tell(detail);
  #clear = () => this.#close();

  constructor(button) {
    this.#button = button;
  }

  connect() {
    if (!("Notification" in window)) return;
    this.#button.hidden = false;
    this.#button.addEventListener("click", this.#press);
    document.addEventListener("desk-rings", this.#rings);
    window.addEventListener("focus", this.#clear);
    this.#describe();
  }

  disconnect() {
    this.#close();
    this.#button.removeEventListener("click", this.#press);
    document.removeEventListener("desk-rings", this.#rings);
    window.removeEventListener("focus", this.#clear);
  }

  async #change() {
    if (Notification.permission === "default") await Notification.requestPermission();
    else localStorage.setItem(OFF_KEY, this.#isOff ? "no" : "yes");
    this.#describe();
  }

  #tell({ rings, isNew }) {
    if (!rings) this.#close();
    if (!isNew || this.#isOff || Notification.permission !== "granted") return;
    if (document.hasFocus()) return;
    const { title, body } = this.#button.dataset;
    this.#close();
    this.#shown = new Notification(title, { body, tag: "desk", requireInteraction: true });
    this.#shown.addEventListener("click", () => window.focus());
  }

  #close() {
    this.#shown?.close();
    this.#shown = null;
  }

  #describe() {
    const { askText, onText, offText, deniedText } = this.#button.dataset;
    const texts = { default: askText, denied: deniedText, granted: this.#isOff ? offText : onText };
    this.#button.querySelector("[data-label]").textContent = texts[Notification.permission];
    this.#button.classList.toggle("is-off", Notification.permission !== "granted" || this.#isOff);
    this.#button.disabled = Notification.permission === "denied";
  }

  get #isOff() {
    return localStorage.getItem(OFF_KEY) === "yes";
  }
}
