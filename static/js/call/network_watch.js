/** Calls `onChange` when this computer has a network again, or another one. */
export class NetworkWatch {
  #onChange;
  #isConnected = false;

  constructor(onChange) {
    this.#onChange = onChange;
  }

  connect() {
    if (this.#isConnected) return;
    this.#isConnected = true;
    window.addEventListener("online", this.#changed);
    navigator.connection?.addEventListener("typechange", this.#changed);
  }

  disconnect() {
    this.#isConnected = false;
    window.removeEventListener("online", this.#changed);
    navigator.connection?.removeEventListener("typechange", this.#changed);
  }

  #changed = () => navigator.onLine && this.#onChange();
}
