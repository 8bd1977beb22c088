/**
 * Which receiving m-line carries whose source. No WebRTC here: a line is {kind, wish, mark},
 * where `mark` is whatever the caller ties to it. Lines are never dropped, only reused.
 */
export class ReceivePlan {
  lines = [];

  /** Fits the lines to the wishes [{seat, source, kind}]; true when something changed. */
  update(wishes) {
    const keys = new Set(wishes.map(keyOf));
    let changed = false;
    for (const line of this.lines) {
      if (line.wish && !keys.has(keyOf(line.wish))) {
        line.wish = null;
        changed = true;
      }
    }
    for (const wish of wishes) {
      if (this.lineOf(wish)) continue;
      this.#place(wish);
      changed = true;
    }
    return changed;
  }

  lineOf(wish) {
    return this.lines.find((line) => line.wish && keyOf(line.wish) === keyOf(wish));
  }

  #place(wish) {
    const free = this.lines.find((line) => !line.wish && line.kind === wish.kind);
    if (free) free.wish = wish;
    else this.lines.push({ kind: wish.kind, wish, mark: null });
  }
}

function keyOf({ seat, source }) {
  return `${seat} ${source}`;
}
