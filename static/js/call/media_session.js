import { OldConnection } from "./old_connection.js";
import { Peer } from "./peer.js";

const UNSTABLE_MS = 1_000; // how long "disconnected" may last before a new connection is made
const CONNECT_MS = 6_000; // how long a new connection may take
const RETRY_MS = 1_500;
// The relay does not know this connection any more, or never will: start anew.
const START_ANEW = new Set(["unknown_seat", "no_answer", "no_relay", "busy", "internal"]);

/**
 * The media of this page, over one connection; a new one is made before the old is dropped.
 * Events: "track" {seat, source, track}, "state" {state: connecting|connected|lost}, "trouble" {code}.
 */
export class MediaSession extends EventTarget {
  #signalling;
  #layered;
  #tracks = new Map();
  #wishes = [];
  #iceServers = [];
  #current = null;
  #next = null;
  #old = new OldConnection();
  #timer = 0;
  #retryAt = 0;
  #open = false;
  #state = "connecting";

  /** `layered`: the camera is sent in several sizes, of which each viewer gets one. */
  constructor(signalling, { layered = false } = {}) {
    super();
    this.#signalling = signalling;
    this.#layered = layered;
    for (const source of ["microphone", "camera"]) this.#tracks.set(source, null);
  }

  get state() {
    return this.#state;
  }

  /** When a new connection is made for one that is lost, by performance.now(). */
  get retryAt() {
    return this.#retryAt;
  }

  /** Whether a new connection is tried after an offer failed with this code. */
  triesAgainAfter(code) {
    return START_ANEW.has(code);
  }

  /** `anew`: also when the connection that there is seems to be alive. */
  connect({ iceServers = this.#iceServers, wishes, anew = false }) {
    this.#iceServers = iceServers;
    this.#wishes = wishes;
    this.#open = true;
    const alive = [this.#current, this.#next].some((peer) => peer?.state === "connected");
    if (alive && !anew) this.receive(wishes);
    else this.rebuild();
  }

  disconnect() {
    this.#open = false;
    clearTimeout(this.#timer);
    this.#current?.close();
    this.#next?.close();
    this.#old.drop();
    this.#current = this.#next = null;
    this.#state = "connecting";
  }

  /** A new connection for everything; the old one goes on until the new one is there. */
  rebuild() {
    if (!this.#open) return;
    this.#signalling.abandonOffers();
    this.#next?.close();
    const peer = new Peer({
      iceServers: this.#iceServers,
      offer: (body) => this.#signalling.offer(body),
      layered: this.#layered,
    });
    this.#next = peer;
    this.#listen(peer);
    this.#rebuildIn(CONNECT_MS);
    peer.start(this.#tracks, this.#wishes);
  }

  publish(source, track) {
    this.#tracks.set(source, track);
    return Promise.all(this.#peers().map((peer) => peer.publish(source, track)));
  }

  unpublish(source) {
    this.#tracks.delete(source);
    return Promise.all(this.#peers().map((peer) => peer.unpublish(source)));
  }

  receive(wishes) {
    this.#wishes = wishes;
    return Promise.all(this.#peers().map((peer) => peer.receive(wishes)));
  }

  /** The connection in use and the m-lines on which it receives others. */
  lines() {
    return { of: this.#current, lines: this.#current?.receivedLines() ?? [] };
  }

  /** What came over the connection in use; null when nothing need come. */
  async flow() {
    const of = this.#current;
    const isSending = [...this.#tracks.values()].some(Boolean);
    if (!isSending || of?.state !== "connected") return null;
    const [transport] = [...(await of.getStats()).values()].filter(isTransport);
    return transport && { of, bytes: transport.bytesReceived };
  }

  /** Nothing comes any more: a new connection, although the old one seems to be there. */
  giveUp() {
    if (this.#current?.state !== "connected") return;
    this.#change("lost");
    this.rebuild();
  }

  levels() {
    return this.#current?.levels() ?? new Map();
  }

  async getStats() {
    return (await this.#current?.getStats()) ?? new Map();
  }

  #peers() {
    return [this.#current, this.#next].filter(Boolean);
  }

  #listen(peer) {
    peer.addEventListener("track", ({ detail }) => this.#tell("track", detail));
    peer.addEventListener("connected", () => this.#arrive(peer));
    peer.addEventListener("state", () => this.#watchState(peer));
    peer.addEventListener("trouble", ({ detail }) => this.#stumble(peer, detail.code));
  }

  #arrive(peer) {
    if (peer !== this.#next) return;
    this.#old.retire(this.#current, peer);
    this.#current = peer;
    this.#next = null;
    clearTimeout(this.#timer);
    this.#change("connected");
  }

  #watchState(peer) {
    if (peer === this.#next && peer.state === "failed") this.#rebuildIn(RETRY_MS);
    if (peer !== this.#current) return;
    if (peer.state === "connected") {
      clearTimeout(this.#timer);
      if (this.#state !== "connected") this.#change("connected");
    } else if (peer.state === "disconnected" || peer.state === "failed") {
      this.#change("lost");
      this.#rebuildIn(peer.state === "failed" ? 0 : UNSTABLE_MS);
    }
  }

  #stumble(peer, code) {
    if (code === "abandoned" || !this.#peers().includes(peer)) return;
    this.#tell("trouble", { code });
    if (START_ANEW.has(code)) this.#rebuildIn(code === "unknown_seat" ? 0 : RETRY_MS);
  }

  #rebuildIn(ms) {
    clearTimeout(this.#timer);
    this.#retryAt = performance.now() + ms;
    this.#timer = setTimeout(() => this.rebuild(), ms);
  }

  #change(state) {
    this.#state = state;
    this.#tell("state", { state });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function isTransport({ type }) {
  return type === "transport";
}
