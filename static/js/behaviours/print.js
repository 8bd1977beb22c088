/** Prints the page: <button hidden data-behaviour="print">. Shown only when scripts run. */
export class Print {
  #button;
  #print = () => window.print();

  constructor(button) {
    this.#button = button;
  }

  connect() {
    this.#button.hidden = false;
    this.#button.addEventListener("click", this.#print);
  }

  disconnect() {
    this.#button.removeEventListener("click", this.#print);
  }
}
