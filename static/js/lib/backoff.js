// Seconds to wait before each attempt; the last one repeats.
const STEPS_SECONDS = [0, 0.3, 1.2, 2.7, 3.6];
const JITTER = 0.3; // +-30 %, so that a herd of pages does not come back in one moment

/** Knows how long to wait before the next attempt. No timers: the caller waits. */
export class Backoff {
  #attempts = 0;
  #random;

  constructor(random = Math.random) {
    this.#random = random;
  }

  /** Milliseconds to wait now. */
  next() {
    const seconds = STEPS_SECONDS[Math.min(this.#attempts, STEPS_SECONDS.length - 1)];
    this.#attempts += 1;
    return seconds * 1000 * (1 + JITTER * (2 * this.#random() - 1));
  }

  reset() {
    this.#attempts = 0;
  }
}
