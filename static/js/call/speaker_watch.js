const QUIET = 0.02; // below this nobody speaks
const STAYS_MS = 2_000; // so long somebody stays large before another one may take over

/** Who speaks now, without flicker. Time is an argument. */
export class SpeakerWatch {
  speaker = "";
  #since = -STAYS_MS;

  /** `levels` is seat -> loudness 0..1; gives the seat that is to be shown as speaking. */
  hear(levels, nowMs) {
    const [loudest, level] = [...levels].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
    if (level < QUIET || loudest === this.speaker) return this.speaker;
    if (nowMs - this.#since < STAYS_MS) return this.speaker;
    this.speaker = loudest;
    this.#since = nowMs;
    return loudest;
  }
}
