const WHOLE = new Set(["joined", "state"]);
const NUMBERED = new Set(["seat_changed", "quality", "move", "ended", "chat"]);

/**
 * What this page knows of the call. No DOM, no socket: messages go in, answers come out.
 * Every change has a sequence number; after a gap the state must be fetched.
 */
export class CallState {
  sequence = -1;
  epoch = 0;
  me = "";
  may = {};
  startedAt = null;
  seats = new Map();
  lines = [];
  #hasMoved = false;

  /** Takes a message. True when something before it was missed: the caller asks for the state. */
  apply(message) {
    if (WHOLE.has(message.type)) return this.#takeWhole(message);
    if (message.type === "chat") this.#takeLine(message);
    if (message.type === "heartbeat") return message.sequence > this.sequence || this.#hasMoved;
    if (!NUMBERED.has(message.type) || message.sequence <= this.sequence) return false;
    const gap = message.sequence > this.sequence + 1;
    this.sequence = message.sequence;
    if (message.type === "seat_changed") this.#takeSeat(message);
    if (message.type === "quality") this.#takeQuality(message);
    if (message.type === "move") this.#takeMove(message);
    return gap;
  }

  /** Seats of the others that are or were in the call and have not left, in order of entry. */
  others() {
    return [...this.seats.values()].filter(
      (seat) => seat.seat !== this.me && !["invited", "left"].includes(seat.state),
    );
  }

  /** Every seat and source whose media this page wants. */
  wanted() {
    const mine = this.seats.get(this.me);
    if (mine?.on_hold) return [];
    return this.others().flatMap((seat) =>
      seat.tracks.map(({ source, kind }) => ({ seat: seat.seat, source, kind })),
    );
  }

  isMuted(seat, source) {
    const track = this.seats.get(seat)?.tracks.find((one) => one.source === source);
    return !track || track.muted;
  }

  #takeWhole(message) {
    this.sequence = message.sequence;
    this.#hasMoved = false;
    this.epoch = message.epoch;
    this.me = message.seat;
    this.may = message.may;
    // By the server's clock: this computer's may be wrong by days.
    const ahead = Date.now() - Date.parse(message.now);
    this.startedAt = message.started_at && Date.parse(message.started_at) + ahead;
    this.seats = new Map(message.seats.map((seat) => [seat.seat, seat]));
    this.lines = message.messages;
    return false;
  }

  #takeSeat({ type, v, sequence, gone, ...seat }) {
    if (gone) this.seats.delete(seat.seat);
    else this.seats.set(seat.seat, seat);
    if (!this.startedAt && seat.state === "connected") this.startedAt = Date.now();
  }

  // The new relay worker knows nobody yet; each seat says so when it is there. From a worker in
  // drain nobody is lost: those who do not follow are seen at the next heartbeat.
  #takeMove({ epoch, reason }) {
    this.epoch = epoch;
    this.#hasMoved = reason === "drain";
    if (this.#hasMoved) return;
    for (const seat of this.seats.values()) {
      if (["connected", "weak"].includes(seat.state)) seat.state = "lost";
    }
  }

  #takeLine({ type, v, sequence, ...line }) {
    if (this.lines.some((known) => known.number === line.number)) return;
    this.lines = [...this.lines, line].sort((a, b) => a.number - b.number);
  }

  #takeQuality({ seat, level, cause }) {
    const known = this.seats.get(seat);
    if (known) this.seats.set(seat, { ...known, quality: level, cause });
  }
}
