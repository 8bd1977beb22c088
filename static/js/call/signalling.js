import { Backoff } from "../lib/backoff.js";
import { PendingOffers } from "./pending_offers.js";

const HEARTBEAT_MS = 15_000;
const SILENCE_MS = 35_000; // two missed beats and a bit: the line is dead
const TOKEN_TIMEOUT_MS = 8_000;
const PROTOCOL_VERSION = 1;
// The server means these for good; anything else is a reason to come back.
const FINAL_CODES = new Set(["ended", "revoked", "taken_over", "no_seat"]);

/**
 * The signalling WebSocket of this page. It comes back by itself, each time with a fresh token.
 * Events: "message" (every message), "down", "refused" {code, text}.
 */
export class Signalling extends EventTarget {
  #tokenUrl;
  #socketUrl;
  #csrfToken;
  #backoff = new Backoff();
  #socket = null;
  #timers = { retry: 0, silence: 0, heartbeat: 0 };
  #closed = true;
  #isJoined = false;
  #retryAt = 0;
  #wasJoined = false;
  #offers = new PendingOffers();

  constructor({ tokenUrl, socketUrl, csrfToken }) {
    super();
    this.#tokenUrl = tokenUrl;
    this.#socketUrl = new URL(socketUrl, window.location.href);
    this.#socketUrl.protocol = this.#socketUrl.protocol.replace("http", "ws");
    this.#csrfToken = csrfToken;
  }

  get isJoined() {
    return this.#isJoined;
  }

  /** When the next attempt is made, by performance.now(). */
  get retryAt() {
    return this.#retryAt;
  }

  connect() {
    this.#closed = false;
    this.#backoff.reset();
    this.#backoff.next(); // the first attempt is this one
    this.#attempt();
  }

  /** There is a network again, or another one: the line is made anew now. */
  retryNow() {
    if (!this.#closed) this.connect();
  }

  disconnect() {
    this.#closed = true;
    this.#dropSocket();
  }

  /** Says goodbye; the server closes the line, and it is not opened again. */
  leave() {
    if (this.send("leave")) this.#closed = true;
    else this.disconnect();
  }

  /** Sends a message; false when this page is not in the call now. */
  send(type, body = {}) {
    return this.#isJoined && this.#write(type, body);
  }

  /** Sends an SDP offer and gives the relay's answer; rejects with {code} when there is none. */
  offer(body) {
    return this.#offers.make((offer) => this.send("sdp_offer", { offer, ...body }));
  }

  /** Gives up the offers under way: nobody will answer them. */
  abandonOffers() {
    this.#offers.failAll("abandoned");
  }

  async #attempt() {
    const socket = new WebSocket(this.#socketUrl);
    this.#watch(socket);
    const [opened, token] = await Promise.all([isOpen(socket), this.#fetchToken()]);
    if (this.#socket !== socket) return;
    if (token.refused) this.#refuse(token.refused);
    else if (!opened || !token.text) this.#lose(socket);
    else this.#write("join", { token: token.text, resume: this.#wasJoined });
  }

  #write(type, body) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify({ type, v: PROTOCOL_VERSION, ...body }));
    return true;
  }

  async #fetchToken() {
    try {
      const answer = await fetch(this.#tokenUrl, {
        method: "POST",
        headers: { "X-CSRFToken": this.#csrfToken, Accept: "application/json" },
        signal: AbortSignal.timeout(TOKEN_TIMEOUT_MS),
      });
      if (answer.ok) return { text: (await answer.json()).token };
      if (answer.status === 409) return { refused: await answer.json() };
      if (answer.status < 500) return { refused: { code: "no_seat", text: "" } };
    } catch (error) {
      console.info("No join token now:", error.name);
    }
    return {};
  }

  #watch(socket) {
    this.#dropSocket();
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#receive(socket, data));
    socket.addEventListener("close", () => this.#lose(socket));
    this.#heard(socket);
    this.#timers.heartbeat = setInterval(() => this.send("heartbeat"), HEARTBEAT_MS);
  }

  #receive(socket, data) {
    if (socket !== this.#socket) return;
    this.#heard(socket);
    const message = JSON.parse(data);
    if (message.type === "refused") this.#refuse(message);
    if (message.type === "sdp_answer") this.#offers.settle(message.offer, message.sdp);
    if (message.type === "error" && message.offer) this.#offers.fail(message.offer, message.code);
    if (message.type === "ended") this.disconnect();
    if (message.type === "joined") {
      this.#backoff.reset();
      this.#isJoined = this.#wasJoined = true;
    }
    this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }

  #refuse({ code, text }) {
    if (!FINAL_CODES.has(code)) {
      this.#lose(this.#socket);
      return;
    }
    this.disconnect();
    this.dispatchEvent(new CustomEvent("refused", { detail: { code, text } }));
  }

  #lose(socket) {
    if (socket !== this.#socket) return;
    this.#dropSocket();
    if (this.#closed) return;
    const waitMs = this.#backoff.next();
    this.#retryAt = performance.now() + waitMs;
    this.#timers.retry = setTimeout(() => this.#attempt(), waitMs);
    this.dispatchEvent(new CustomEvent("down"));
  }

  #dropSocket() {
    clearTimeout(this.#timers.retry);
    clearTimeout(this.#timers.silence);
    clearInterval(this.#timers.heartbeat);
    const socket = this.#socket;
    this.#socket = null;
    this.#isJoined = false;
    socket?.close();
    this.abandonOffers();
  }

  // A dead network may never report "close".
  #heard(socket) {
    clearTimeout(this.#timers.silence);
    this.#timers.silence = setTimeout(() => this.#lose(socket), SILENCE_MS);
  }
}

function isOpen(socket) {
  return new Promise((resolve) => {
    socket.addEventListener("open", () => resolve(true), { once: true });
    socket.addEventListener("close", () => resolve(false), { once: true });
  });
}
