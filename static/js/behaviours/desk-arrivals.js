/** Knows which arrivals nobody has reacted to yet. No DOM. */
export class Arrivals {
  #heard;
  #waiting = [];

  constructor(heard = []) {
    this.#heard = new Set(heard);
  }

  /**
   * Take who waits now. `rings` while somebody among them is unheard of by the official; `isNew`
   * when one of those was not there the last time.
   */
  take(waiting) {
    const before = new Set(this.#waiting);
    this.#waiting = waiting;
    this.#heard = new Set(waiting.filter((ref) => this.#heard.has(ref)));
    const unheard = waiting.filter((ref) => !this.#heard.has(ref));
    return { rings: unheard.length > 0, isNew: unheard.some((ref) => !before.has(ref)) };
  }

  /** Somebody reacted: everybody who waits now has been heard of. */
  react() {
    this.#heard = new Set(this.#waiting);
  }

  get heard() {
    return [...this.#heard];
  }
}
