const AWAY = new Set(["invited", "left", undefined]);

/** Who has come, gone or been lost since last time, as names of sentences. No DOM. */
export class Comings {
  #before = null;

  /** `seats` are those of the others; gives [{key, name}]. The first time nobody is news. */
  update(seats) {
    const before = this.#before;
    this.#before = new Map(seats.map((seat) => [seat.seat, seat.state]));
    if (!before) return [];
    return seats
      .map((seat) => ({ key: newsOf(before.get(seat.seat), seat.state), name: seat.name }))
      .filter(({ key }) => key);
  }
}

function newsOf(before, now) {
  if (before === undefined && now === "invited") return "expected";
  if (AWAY.has(before) && !AWAY.has(now)) return "came";
  if (!AWAY.has(before) && AWAY.has(now)) return "went";
  if (before !== "lost" && now === "lost") return "lost_sight";
  if (before === "connected" && now === "weak") return "shaky";
  if (before === "lost" && now === "connected") return "back";
  return "";
}
