/**
 * Lines that are said but not yet known to be kept by the server. They survive a reload; saying
 * one again is harmless, since the server knows it by its client_id.
 */
export class ChatOutbox {
  #store;
  #newId;

  /** `store` has get(field, otherwise) and set(field, value). */
  constructor(store, newId = randomId) {
    this.#store = store;
    this.#newId = newId;
  }

  get unsent() {
    return this.#store.get("unsent", []);
  }

  add(text) {
    const line = { client_id: this.#newId(), text };
    this.#store.set("unsent", [...this.unsent, line]);
    return line;
  }

  /** Forgets the lines that the server shows as mine. */
  settle(lines, me) {
    const kept = new Set(lines.filter(({ seat }) => seat === me).map((line) => line.client_id));
    this.#store.set("unsent", this.unsent.filter((line) => !kept.has(line.client_id)));
  }
}

function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
