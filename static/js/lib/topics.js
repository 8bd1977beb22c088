/** Remembers the last sequence of every topic and says whether something moved. No DOM. */
export class Topics {
  #known = null;

  /** Take the whole state; true when it differs from what was known (also at the first time). */
  take(topics) {
    const before = this.#known;
    this.#known = { ...topics };
    if (before === null) return true;
    const names = new Set([...Object.keys(before), ...Object.keys(topics)]);
    return [...names].some((name) => before[name] !== topics[name]);
  }

  /** Take the changed topics only; true when one of them moved. */
  update(topics) {
    const before = this.#known ?? {};
    this.#known = { ...before, ...topics };
    return Object.entries(topics).some(([name, sequence]) => before[name] !== sequence);
  }
}
