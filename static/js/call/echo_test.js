import { Peer } from "./peer.js";
import { Signalling } from "./signalling.js";

const GIVE_UP_MS = 15_000;
const SHOW_MS = 5_000;
const LOOK_MS = 500;
const LOOKS_AT_LEAST = 3; // the first round trips are those of the handshake

/**
 * Sends this person's picture and sound to the relay and takes them back.
 * Events: "track" {source, track}, "over", "done" {isConnected, pictureReturned, soundReturned, roundTripMs}.
 */
export class EchoTest extends EventTarget {
  #url;
  #csrfToken;
  #tracks;
  #signalling = null;
  #peer = null;
  #timers = [];
  #looks = 0;

  /** `tracks` is source -> track, of what this person has. */
  constructor({ url, csrfToken, tracks }) {
    super();
    this.#url = url;
    this.#csrfToken = csrfToken;
    this.#tracks = tracks;
  }

  async connect() {
    this.#timers.push(setTimeout(() => this.#finish(null), GIVE_UP_MS));
    try {
      const answer = await fetch(this.#url, {
        method: "POST",
        headers: { "X-CSRFToken": this.#csrfToken, Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(`echo call: ${answer.status}`);
      this.#join(await answer.json());
    } catch (error) {
      console.info("No echo call:", error.message);
      this.#finish(null);
    }
  }

  disconnect() {
    for (const timer of this.#timers.splice(0)) {
      clearTimeout(timer);
      clearInterval(timer);
    }
    this.#signalling?.leave();
    this.#peer?.close();
    this.#signalling = this.#peer = null;
    this.#tell("over");
  }

  #join({ seat, token_url: tokenUrl, socket_url: socketUrl }) {
    const csrfToken = this.#csrfToken;
    this.#signalling = new Signalling({ tokenUrl, socketUrl, csrfToken });
    this.#signalling.addEventListener("message", ({ detail }) => {
      if (detail.type === "joined") this.#start(seat, detail.ice_servers);
    });
    this.#signalling.addEventListener("refused", () => this.#finish(null));
    this.#signalling.connect();
  }

  #start(seat, iceServers) {
    this.#peer?.close();
    this.#peer = new Peer({ iceServers, offer: (body) => this.#signalling.offer(body) });
    this.#peer.addEventListener("track", ({ detail }) => this.#tell("track", detail));
    this.#peer.addEventListener("trouble", () => {
      this.#timers.push(setTimeout(() => this.#peer && this.#start(seat, iceServers), LOOK_MS));
    });
    this.#peer.addEventListener("connected", () => {
      this.#timers.push(setInterval(() => this.#look(), LOOK_MS));
    });
    const wishes = [...this.#tracks].map(([source, { kind }]) => ({ seat, source, kind }));
    this.#peer.start(this.#tracks, wishes);
  }

  async #look() {
    const found = figuresOf((await this.#peer?.getStats()) ?? new Map());
    this.#looks += 1;
    const isAllBack = [...this.#tracks.keys()].every((source) => found[source] > 0);
    if (this.#looks >= LOOKS_AT_LEAST && isAllBack && found.roundTripMs !== null) {
      this.#finish(found);
    } else if (this.#looks * LOOK_MS > GIVE_UP_MS / 2) {
      this.#finish(found);
    }
  }

  #finish(found) {
    this.#tell("done", {
      isConnected: found !== null,
      pictureReturned: Boolean(found?.camera),
      soundReturned: Boolean(found?.microphone),
      roundTripMs: found?.roundTripMs ?? null,
    });
    // A little longer, so that people can look at the picture that came back.
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    this.#timers.push(setTimeout(() => this.disconnect(), found ? SHOW_MS : 0));
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** What came back, and how long the way is, of an RTCStatsReport. */
export function figuresOf(stats) {
  const found = { roundTripMs: null, camera: 0, microphone: 0 };
  for (const entry of stats.values()) {
    // On the same machine the way can be shorter than a millisecond: 0 is an answer too.
    if (entry.type === "candidate-pair" && entry.nominated && entry.responsesReceived > 0) {
      found.roundTripMs = Math.round((entry.currentRoundTripTime ?? 0) * 1000);
    }
    if (entry.type !== "inbound-rtp") continue;
    if (entry.kind === "video") found.camera += entry.framesDecoded ?? 0;
    else found.microphone += entry.packetsReceived ?? 0;
  }
  return found;
}
