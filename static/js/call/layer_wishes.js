const LOOK_MS = 1_000; // how often it is looked how large the pictures are
const CHANGE = 0.2; // a change by less than this is not worth a message

/**
 * Tells the relay how high each picture is shown here, so that it sends no larger one.
 * `lines()` gives {of, lines: [{mid, seat, source}]}, where `of` is the connection; `heights()` a
 * map "seat source" -> pixels of this screen; `tell(body)` sends and says whether it could.
 */
export class LayerWishes {
  #lines;
  #heights;
  #tell;
  #told = new Map(); // mid and whose -> height; said anew on a new connection
  #of = null;
  #timer = 0;

  constructor({ lines, heights, tell }) {
    this.#lines = lines;
    this.#heights = heights;
    this.#tell = tell;
  }

  connect() {
    this.disconnect();
    this.#timer = setInterval(() => this.look(), LOOK_MS);
  }

  disconnect() {
    clearInterval(this.#timer);
    this.#told.clear();
  }

  look() {
    const heights = this.#heights();
    const { of, lines } = this.#lines();
    // The relay knows nothing yet of a new connection.
    if (of !== this.#of) this.#told.clear();
    this.#of = of;
    for (const { mid, seat, source } of lines) {
      const height = heights.get(`${seat} ${source}`);
      const line = `${mid} ${seat}`;
      if (height === undefined || !isNews(this.#told.get(line), height)) continue;
      if (this.#tell({ mid, max_height: height })) this.#told.set(line, height);
    }
  }
}

function isNews(before, now) {
  return before === undefined || Math.abs(now - before) > before * CHANGE;
}
