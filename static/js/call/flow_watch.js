const LOOK_MS = 800;
const STOPPED_MS = 2_000; // who sends hears from the relay ten times a second

/**
 * Notices that nothing comes over the connection any more, seconds before the browser says so.
 * `look()` gives {of, bytes} (the connection, and what came over it so far) or null when nothing
 * need come; `onStop` is called once per connection.
 */
export class FlowWatch {
  #look;
  #onStop;
  #timer = 0;
  #of = null;
  #bytes = 0;
  #grewAt = 0;
  #hasStopped = false;

  constructor({ look, onStop }) {
    this.#look = look;
    this.#onStop = onStop;
  }

  connect() {
    this.disconnect();
    this.#timer = setInterval(async () => this.take(await this.#look(), performance.now()), LOOK_MS);
  }

  disconnect() {
    clearInterval(this.#timer);
    this.#of = null;
  }

  take(seen, nowMs) {
    if (!seen || seen.of !== this.#of || seen.bytes !== this.#bytes) {
      this.#of = seen?.of ?? null;
      this.#bytes = seen?.bytes ?? 0;
      this.#grewAt = nowMs;
      this.#hasStopped = false;
    } else if (!this.#hasStopped && this.#bytes && nowMs - this.#grewAt >= STOPPED_MS) {
      this.#hasStopped = true;
      this.#onStop();
    }
  }
}
