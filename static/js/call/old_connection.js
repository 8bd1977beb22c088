const BESIDE_MS = 3_000; // how long an old connection may go on beside the new one
const LINGER_MS = 1_000; // and how long after the new one brings it all: a keyframe for the others
const LOOK_MS = 50;

/**
 * Make before break: what is heard and seen over an old connection goes on until the new one brings
 * it too, and the others hear and see this page until they have followed.
 */
export class OldConnection {
  #peer = null;
  #timer = 0;

  /** Lets `old` (or null) go as soon as `peer` does its work. */
  retire(old, peer) {
    this.drop();
    if (!old) return;
    this.#peer = old;
    const wanted = old.flowing();
    const until = performance.now() + BESIDE_MS;
    const look = () => {
      const there = new Set(peer.flowing());
      const isComplete = wanted.every((key) => there.has(key));
      const isOver = old.state !== "connected" || performance.now() > until;
      if (isComplete || isOver) this.#timer = setTimeout(() => this.drop(), LINGER_MS);
      else this.#timer = setTimeout(look, LOOK_MS);
    };
    look();
  }

  drop() {
    clearTimeout(this.#timer);
    this.#peer?.close();
    this.#peer = null;
  }
}
