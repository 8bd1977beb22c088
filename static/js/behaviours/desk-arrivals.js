/** Knows which arrivals nobody has reacted to yet. No DOM. */
export class Arrivals {
  #heard;
  #waiting = [];

  constructor(heard = []) {
    this.#heard = new Set(heard);
  }

  /** Take who waits now; true while somebody among them is new to the official. */
  take(waiting) {
    this.#waiting = waiting;
    this.#heard = new Set(waiting.filter((ref) => this.#heard.has(ref)));
    return waiting.some((ref) => !this.#heard.has(ref));
  }

  /** Somebody reacted: everybody who waits now has been heard of. */
  react() {
    this.#heard = new Set(this.#waiting);
  }

  get heard() {
    return [...this.#heard];
  }
}
