/**
 * Which receiving m-line carries whose source. No WebRTC here: a line is {wish, mark}, where
 * `mark` is whatever the caller ties to it.
 */
export class ReceivePlan {
  lines = [];

  /** Fits the lines to the wishes [{seat, source, kind}]; gives what came and what went. */
  update(wishes) {
    const keys = new Set(wishes.map(keyOf));
    const gone = this.lines.filter((line) => !keys.has(keyOf(line.wish)));
    this.lines = this.lines.filter((line) => keys.has(keyOf(line.wish)));
    const known = new Set(this.lines.map((line) => keyOf(line.wish)));
    const come = wishes.filter((wish) => !known.has(keyOf(wish)));
    this.lines.push(...come.map((wish) => ({ wish, mark: null })));
    return { come, gone };
  }
}

function keyOf({ seat, source }) {
  return `${seat} ${source}`;
}
