import { FlowWatch } from "./flow_watch.js";
import { MediaSession } from "./media_session.js";
import { NetworkWatch } from "./network_watch.js";
import { Reports } from "./reports.js";
import { Signalling } from "./signalling.js";

/** This page's way to the server: signalling, media, and what is told on time over them. */
export class Line {
  signalling;
  media;
  #layered;
  #reports = null;
  #flow = new FlowWatch({
    look: () => this.media.flow(),
    onStop: () => this.media.giveUp(),
  });
  #hasChanged = false;
  #network = new NetworkWatch(() => this.#renew());

  constructor({ tokenUrl, socketUrl, kind }, csrfToken) {
    this.#layered = kind === "conference";
    this.signalling = new Signalling({ tokenUrl, socketUrl, csrfToken });
    this.media = new MediaSession(this.signalling, { layered: this.#layered });
  }

  /** `view` knows how large the pictures are shown. */
  connect(view) {
    const send = (type, body) => this.signalling.send(type, body);
    this.#reports = new Reports({ media: this.media, view, send, layered: this.#layered });
    this.#network.connect();
    this.signalling.connect();
  }

  /** In the call: media may flow. */
  comeUp({ iceServers, wishes }) {
    this.media.connect({ iceServers, wishes, anew: this.#hasChanged });
    this.#hasChanged = false;
    this.#reports.connect();
    this.#flow.connect();
  }

  disconnect() {
    this.stopMedia();
    this.signalling.disconnect();
  }

  stopMedia() {
    this.#network.disconnect();
    this.#flow.disconnect();
    this.#reports?.disconnect();
    this.media.disconnect();
  }

  /** When it is tried again what is down, by performance.now(). */
  get retryAt() {
    return this.signalling.isJoined ? this.media.retryAt : this.signalling.retryAt;
  }

  // Another network: what went over the old one is given up before it is noticed to be dead.
  #renew() {
    this.#hasChanged = true;
    this.signalling.retryNow();
  }
}
