/**
 * Says "a supervisor is listening", with names, from the moment a listener is given a seat until
 * it is gone: nobody listens unseen, whatever else is on the stage.
 */
export class Listening {
  #element;
  #names;

  constructor(element) {
    this.#element = element;
    this.#names = element.querySelector("[data-part='listening-names']");
  }

  update(state) {
    const names = listenersIn([...state.seats.values()]).join(", ");
    if (this.#names.textContent !== names) this.#names.textContent = names;
    this.#element.hidden = !names;
  }
}

/** The names of those who listen or are about to. No DOM. */
export function listenersIn(seats) {
  return seats
    .filter((seat) => seat.role === "listener" && seat.state !== "left")
    .map((seat) => seat.name);
}
