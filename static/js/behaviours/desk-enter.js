/** Enter, pressed anywhere but on a control, does the one main act: the button [data-main-act]. */
export class DeskEnter {
  #board;
  #press = (event) => {
    if (event.key !== "Enter" || event.repeat || event.target !== document.body) return;
    this.#board.querySelector("[data-main-act]")?.click();
  };

  constructor(board) {
    this.#board = board;
  }

  connect() {
    document.addEventListener("keydown", this.#press);
  }

  disconnect() {
    document.removeEventListener("keydown", this.#press);
  }
}
