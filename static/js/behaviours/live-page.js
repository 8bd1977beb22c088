import { LiveSocket } from "../lib/live-socket.js";
import { LostLine } from "../lib/lost-line.js";
import { Topics } from "../lib/topics.js";

// A fragment that is being fetched; htmx marks it.
const ON_THE_WAY = "[hx-trigger*='live-changed'].htmx-request";

/**
 * Keeps a page fresh: <div data-behaviour="live-page" data-live-url="/ws/live/...">.
 * When a topic moved, `live-changed` is dispatched on the body; fragments listen with
 * hx-trigger="live-changed from:body". What was asked for before a change may not know of it,
 * and htmx forgets the next request of a fragment that the answer replaces: so it is dispatched
 * once more when that answer is there. While the line is gone, the page says so and asks rarely.
 */
export class LivePage {
  #element;
  #socket = null;
  #topics = new Topics();
  #isBehind = false;
  #lost = new LostLine(() => this.#tell());
  #settled = () => this.#catchUp();

  constructor(element) {
    this.#element = element;
  }

  connect() {
    this.#socket = new LiveSocket(
      this.#element.dataset.liveUrl,
      (message) => this.#take(message),
      () => this.#lost.down(),
    );
    this.#socket.open();
    document.body.addEventListener("htmx:afterSettle", this.#settled);
  }

  disconnect() {
    document.body.removeEventListener("htmx:afterSettle", this.#settled);
    this.#socket?.close();
    this.#socket = null;
    this.#lost.up();
  }

  #take(message) {
    this.#lost.up();
    const topics = message.topics ?? {};
    const moved =
      message.type === "state" ? this.#topics.take(topics) : this.#topics.update(topics);
    if (!moved) return;
    this.#isBehind = document.querySelector(ON_THE_WAY) !== null;
    this.#tell();
  }

  #catchUp() {
    if (!this.#isBehind || document.querySelector(ON_THE_WAY)) return;
    this.#isBehind = false;
    this.#tell();
  }

  #tell() {
    document.body.dispatchEvent(new CustomEvent("live-changed"));
  }
}
