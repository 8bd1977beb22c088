import { LiveSocket } from "../lib/live-socket.js";
import { Topics } from "../lib/topics.js";

/**
 * Keeps a page fresh: <div data-behaviour="live-page" data-live-url="/ws/live/...">.
 * When a topic moved, `live-changed` is dispatched on the body; fragments listen with
 * hx-trigger="live-changed from:body".
 */
export class LivePage {
  #element;
  #socket = null;
  #topics = new Topics();

  constructor(element) {
    this.#element = element;
  }

  connect() {
    this.#socket = new LiveSocket(this.#element.dataset.liveUrl, (message) => this.#take(message));
    this.#socket.open();
  }

  disconnect() {
    this.#socket?.close();
    this.#socket = null;
  }

  #take(message) {
    const topics = message.topics ?? {};
    const moved =
      message.type === "state" ? this.#topics.take(topics) : this.#topics.update(topics);
    if (moved) document.body.dispatchEvent(new CustomEvent("live-changed"));
  }
}
