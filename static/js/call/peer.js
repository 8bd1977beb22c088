import { preferCodecs } from "./codecs.js";
import { ReceivePlan } from "./receive_plan.js";
import { encodingsFor, fitLayers, pixelsOf } from "./simulcast.js";

const KIND = { camera: "video", microphone: "audio", screen: "video" };

/**
 * One RTCPeerConnection with the relay: it offers, the relay answers.
 * Events: "track" {seat, source, track}, "connected", "trouble" {code}, "state".
 */
export class Peer extends EventTarget {
  #connection;
  #offer;
  #layered;
  #plan = new ReceivePlan();
  #published = new Map(); // source -> transceiver
  #negotiating = false;
  #again = false;
  #purpose = "first";
  #closed = false;

  /**
   * `offer(body)` sends an SDP offer and resolves with the answer's SDP; `layered`: the camera is
   * sent in several sizes.
   */
  constructor({ iceServers, offer, layered }) {
    super();
    this.#offer = offer;
    this.#layered = layered;
    this.#connection = new RTCPeerConnection({ iceServers, bundlePolicy: "max-bundle" });
    this.#connection.addEventListener("connectionstatechange", () => this.#tellState());
  }

  get state() {
    return this.#closed ? "closed" : this.#connection.connectionState;
  }

  /** Makes the first offer: `tracks` is source -> track or null (a place kept for later). */
  start(tracks, wishes) {
    for (const [source, track] of tracks) this.#place(source, track);
    this.#plan.update(wishes);
    return this.#negotiate();
  }

  /** Sends this track from now on as `source`; null sends nothing. Offers only if it must. */
  async publish(source, track) {
    const transceiver = this.#published.get(source);
    if (transceiver && transceiver.direction === "sendonly") {
      await fitLayers(transceiver.sender, track);
      await transceiver.sender.replaceTrack(track);
    } else {
      this.#place(source, track);
      await this.#negotiate();
    }
  }

  /** Stops publishing `source` altogether; its m-line is kept for the next time. */
  async unpublish(source) {
    const transceiver = this.#published.get(source);
    if (!transceiver || transceiver.direction !== "sendonly") return;
    transceiver.direction = "inactive";
    await transceiver.sender.replaceTrack(null);
    await this.#negotiate();
  }

  /** Receives exactly these seats and sources from now on. */
  async receive(wishes) {
    const { come, gone } = this.#plan.update(wishes);
    // Stopped, not made inactive: the browser gives the m-line to the next one that comes, with a
    // fresh track. Chromium shows no picture on a video track that was inactive in between.
    for (const { mark } of gone) mark?.stop();
    if (come.length || gone.length) await this.#negotiate();
  }

  /** How loud each seat's voice is now, 0 to 1. */
  levels() {
    const voices = this.#plan.lines.filter((line) => line.wish.source === "microphone");
    return new Map(
      voices.map(({ wish, mark }) => {
        const sources = mark?.receiver.getSynchronizationSources() ?? [];
        return [wish.seat, sources[0]?.audioLevel ?? 0];
      }),
    );
  }

  /** The wishes whose media comes in now, as "seat source". */
  flowing() {
    const lines = this.#plan.lines.filter(({ mark }) => mark && !mark.receiver.track.muted);
    return lines.map(({ wish }) => `${wish.seat} ${wish.source}`);
  }

  getStats() {
    return this.#connection.getStats();
  }

  close() {
    this.#closed = true;
    this.#connection.close();
  }

  #place(source, track) {
    const known = this.#published.get(source);
    if (known) {
      known.direction = "sendonly";
      fitLayers(known.sender, track).then(() => known.sender.replaceTrack(track));
      return;
    }
    const sendEncodings = this.#layered && source === "camera" && encodingsFor(pixelsOf(track));
    const transceiver = this.#connection.addTransceiver(track ?? KIND[source], {
      direction: "sendonly",
      ...(sendEncodings && { sendEncodings }),
    });
    preferCodecs(transceiver, KIND[source]);
    this.#published.set(source, transceiver);
  }

  // One offer at a time; what changes meanwhile goes into the next one.
  async #negotiate() {
    this.#again = true;
    if (this.#negotiating) return;
    this.#negotiating = true;
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        await this.#offerOnce();
      }
    } catch (error) {
      if (!this.#closed) this.#tell("trouble", { code: error.code ?? error.name });
    } finally {
      this.#negotiating = false;
    }
  }

  async #offerOnce() {
    const fresh = this.#makeTransceivers();
    await this.#connection.setLocalDescription();
    const sdp = await this.#offer({
      sdp: this.#connection.localDescription.sdp,
      purpose: this.#purpose,
      publishes: this.#publishedLines(),
      receives: this.receivedLines(),
    });
    if (this.#closed) return;
    await this.#connection.setRemoteDescription({ type: "answer", sdp });
    this.#purpose = "more";
    for (const { wish, mark } of fresh) {
      this.#tell("track", { ...wish, track: mark.receiver.track });
    }
  }

  /** Makes the transceivers that the plan lacks; gives their lines. */
  #makeTransceivers() {
    const fresh = this.#plan.lines.filter((line) => !line.mark);
    for (const line of fresh) {
      line.mark = this.#connection.addTransceiver(line.wish.kind, { direction: "recvonly" });
      preferCodecs(line.mark, line.wish.kind);
    }
    return fresh;
  }

  /** The m-lines on which others are received now: [{mid, seat, source}]. */
  receivedLines() {
    return this.#plan.lines
      .filter(({ mark }) => mark?.mid)
      .map(({ wish, mark }) => ({ mid: mark.mid, seat: wish.seat, source: wish.source }));
  }

  #publishedLines() {
    return [...this.#published]
      .filter(([, { direction }]) => direction === "sendonly")
      .map(([source, { mid }]) => ({ mid, source }));
  }

  #tellState() {
    if (this.state === "connected") this.#tell("connected");
    this.#tell("state", { state: this.state });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
