const EVERY_MS = 10_000;
const DROPPED = 0.3; // a computer that throws away so many frames does not keep up
const ENOUGH_FRAMES = 50;

/** Tells the server every 10 s what the browser measures of its own connection. */
export class StatsReporter {
  #media;
  #send;
  #timer = 0;
  #before = null;

  constructor(media, send) {
    this.#media = media;
    this.#send = send;
  }

  connect() {
    this.disconnect();
    this.#timer = setInterval(() => this.#report(), EVERY_MS);
  }

  disconnect() {
    clearInterval(this.#timer);
  }

  async #report() {
    const now = sumUp(await this.#media.getStats(), performance.now());
    // What is not seen is not drawn either: that says nothing of the computer.
    now.isSeen = !document.hidden;
    const report = this.#before && compare(this.#before, now);
    this.#before = now;
    if (report) this.#send({ report });
  }
}

/** Adds up what matters of an RTCStatsReport. */
export function sumUp(stats, atMs) {
  const sum = { atMs, rtt: null, received: 0, lost: 0, bytes: 0, frames: 0, freezes: 0 };
  Object.assign(sum, { dropped: 0, isSlowed: false, isSeen: true });
  for (const entry of stats.values()) {
    if (entry.type === "outbound-rtp" && entry.qualityLimitationReason === "cpu") {
      sum.isSlowed = true;
    }
    if (entry.type === "candidate-pair" && entry.nominated) {
      sum.rtt = entry.currentRoundTripTime ?? sum.rtt;
    }
    if (entry.type !== "inbound-rtp") continue;
    sum.received += entry.packetsReceived ?? 0;
    sum.lost += Math.max(0, entry.packetsLost ?? 0);
    sum.bytes += entry.bytesReceived ?? 0;
    sum.frames += entry.framesDecoded ?? 0;
    sum.dropped += entry.framesDropped ?? 0;
    sum.freezes += entry.freezeCount ?? 0;
  }
  return sum;
}

/** The figures between two sums; null when the connection was changed in between. */
export function compare(before, now) {
  const seconds = (now.atMs - before.atMs) / 1000;
  const [received, lost] = [now.received - before.received, now.lost - before.lost];
  if (received < 0 || lost < 0 || now.freezes < before.freezes || seconds <= 0) return null;
  return {
    rtt_ms: now.rtt === null ? null : now.rtt * 1000,
    loss: received + lost ? lost / (received + lost) : 0,
    received_bps: ((now.bytes - before.bytes) * 8) / seconds,
    frames_per_second: Math.max(0, now.frames - before.frames) / seconds,
    freezes: now.freezes - before.freezes,
    is_busy: isBusy(before, now),
  };
}

function isBusy(before, now) {
  const [shown, dropped] = [now.frames - before.frames, now.dropped - before.dropped];
  const drops = shown + dropped > ENOUGH_FRAMES && dropped > (shown + dropped) * DROPPED;
  return now.isSlowed || (before.isSeen && now.isSeen && drops);
}
