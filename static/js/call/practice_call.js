import { Peer } from "./peer.js";
import { Signalling } from "./signalling.js";

const CONNECT_WITHIN_MS = 15_000;
const PHASE_WITHIN_MS = 20_000; // the longest phase is the greeting, of 9 seconds
const RETRY_MS = 500;

/**
 * A call with the robot of the practice room.
 * Events: "track" {source, track}, "phase" {phase, sound_packets, picture_frames, loss}, "failed".
 */
export class PracticeCall extends EventTarget {
  #url;
  #csrfToken;
  #tracks;
  #signalling = null;
  #peer = null;
  #patience = 0;
  #retry = 0;
  #iceServers = [];

  /** `tracks` is source -> track, of what this person has. */
  constructor({ url, csrfToken, tracks }) {
    super();
    this.#url = url;
    this.#csrfToken = csrfToken;
    this.#tracks = tracks;
  }

  async connect() {
    this.#wait(CONNECT_WITHIN_MS);
    try {
      const answer = await fetch(this.#url, {
        method: "POST",
        headers: { "X-CSRFToken": this.#csrfToken, Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(`practice call: ${answer.status}`);
      this.#join(await answer.json());
    } catch (error) {
      console.info("No practice call:", error.message);
      this.#fail();
    }
  }

  disconnect() {
    clearTimeout(this.#patience);
    clearTimeout(this.#retry);
    this.#signalling?.leave();
    this.#peer?.close();
    this.#signalling = this.#peer = null;
  }

  async getStats() {
    return (await this.#peer?.getStats()) ?? new Map();
  }

  #join({ robot, token_url: tokenUrl, socket_url: socketUrl }) {
    this.#signalling = new Signalling({ tokenUrl, socketUrl, csrfToken: this.#csrfToken });
    this.#signalling.addEventListener("message", ({ detail }) => {
      if (detail.type === "joined") this.#iceServers = detail.ice_servers;
      if (detail.type === "joined" || detail.type === "move") this.#start(robot);
      else if (detail.type === "practice") this.#hear(detail);
    });
    this.#signalling.addEventListener("refused", () => this.#fail());
    this.#signalling.connect();
  }

  #start(robot) {
    const iceServers = this.#iceServers;
    this.#peer?.close();
    this.#peer = new Peer({ iceServers, offer: (body) => this.#signalling.offer(body) });
    this.#peer.addEventListener("track", ({ detail }) => this.#tell("track", detail));
    this.#peer.addEventListener("trouble", () => {
      this.#retry = setTimeout(() => this.#peer && this.#start(robot), RETRY_MS);
    });
    this.#peer.start(this.#tracks, [
      { seat: robot, source: "camera", kind: "video" },
      { seat: robot, source: "microphone", kind: "audio" },
    ]);
  }

  #hear(said) {
    this.#wait(PHASE_WITHIN_MS);
    if (said.phase === "done") clearTimeout(this.#patience);
    this.#tell("phase", said);
  }

  #wait(ms) {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#fail(), ms);
  }

  #fail() {
    this.disconnect();
    this.#tell("failed", {});
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
