const SOURCES = ["camera", "microphone", "speaker"];

/** The dialog in which camera, microphone and speaker are chosen. Event: "speaker" {deviceId}. */
export class DeviceDialog extends EventTarget {
  #dialog;
  #local;
  #texts;
  #onDevices = () => this.#fill();

  constructor(dialog, local, texts) {
    super();
    this.#dialog = dialog;
    this.#local = local;
    this.#texts = texts;
  }

  connect() {
    this.#local.addEventListener("devices", this.#onDevices);
    this.#dialog.addEventListener("change", this.#onChange);
    this.#dialog.addEventListener("click", this.#onClick);
    const canChoose = "setSinkId" in HTMLMediaElement.prototype;
    this.#dialog.querySelector("[data-part='speaker-choice']").hidden = !canChoose;
  }

  disconnect() {
    this.#local.removeEventListener("devices", this.#onDevices);
    this.#dialog.removeEventListener("change", this.#onChange);
    this.#dialog.removeEventListener("click", this.#onClick);
  }

  async show() {
    await this.#fill();
    this.#dialog.showModal();
  }

  async #fill() {
    for (const source of SOURCES) {
      const select = this.#dialog.querySelector(`select[data-device="${source}"]`);
      const devices = await this.#local.list(source);
      select.replaceChildren(...devices.map((device, index) => this.#option(device, index)));
      select.disabled = devices.length === 0;
      if (devices.length === 0) select.append(new Option(this.#texts.no_device, ""));
      const chosen = this.#local.chosen(source);
      if (chosen) select.value = chosen;
    }
  }

  // Names are empty until the person has allowed the device once.
  #option(device, index) {
    const name = device.label || `${this.#texts.device} ${index + 1}`;
    return new Option(name, device.deviceId);
  }

  #onClick = ({ target }) => {
    if (target.closest("[data-part='close']")) this.#dialog.close();
  };

  #onChange = async ({ target }) => {
    const { device } = target.dataset;
    await this.#local.choose(device, target.value);
    if (device !== "speaker") return;
    this.dispatchEvent(new CustomEvent("speaker", { detail: { deviceId: target.value } }));
  };
}
