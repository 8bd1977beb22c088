const TIMEOUT_MS = 8_000;

/** SDP offers that wait for their answer, by number. */
export class PendingOffers {
  #waiting = new Map();
  #last = 0;

  /** Makes a number, hands it to `send` and waits; rejects with {code} when there is no answer. */
  make(send) {
    const offer = ++this.#last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail(offer, "no_answer"), TIMEOUT_MS);
      this.#waiting.set(offer, { resolve, reject, timer });
      if (!send(offer)) this.fail(offer, "no_answer");
    });
  }

  settle(offer, sdp) {
    this.#take(offer)?.resolve(sdp);
  }

  fail(offer, code) {
    this.#take(offer)?.reject(Object.assign(new Error(`offer ${offer}: ${code}`), { code }));
  }

  failAll(code) {
    for (const offer of [...this.#waiting.keys()]) this.fail(offer, code);
  }

  #take(offer) {
    const waiting = this.#waiting.get(offer);
    this.#waiting.delete(offer);
    clearTimeout(waiting?.timer);
    return waiting;
  }
}
