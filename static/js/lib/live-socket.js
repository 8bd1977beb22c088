import { Backoff } from "./backoff.js";

const SILENCE_MS = 35_000; // the server speaks every 15 s; two missed beats and a bit is dead
const POLL_MS = 20_000;
const NOT_ALLOWED = 4403; // the server's close code for somebody else's page: no use in trying again

/**
 * A WebSocket that comes back by itself and hands every message to `onMessage`. `onDown` is called
 * whenever it is not there.
 */
export class LiveSocket {
  #url;
  #onMessage;
  #onDown;
  #backoff = new Backoff();
  #socket = null;
  #retryTimer = 0;
  #silenceTimer = 0;
  #pollTimer = 0;
  #closed = true;

  constructor(path, onMessage, onDown = () => {}) {
    this.#url = new URL(path, window.location.href);
    this.#url.protocol = this.#url.protocol.replace("http", "ws");
    this.#onMessage = onMessage;
    this.#onDown = onDown;
  }

  open() {
    this.#closed = false;
    this.#retryLater();
  }

  close() {
    this.#closed = true;
    this.#clearTimers();
    this.#socket?.close();
    this.#socket = null;
  }

  #retryLater() {
    this.#clearTimers();
    if (this.#closed) return;
    this.#retryTimer = setTimeout(() => this.#connect(), this.#backoff.next());
  }

  #connect() {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.addEventListener("open", () => this.#heard());
    socket.addEventListener("message", (event) => this.#receive(event.data));
    socket.addEventListener("close", (event) => {
      if (event.code === NOT_ALLOWED) this.close();
      else if (this.#socket === socket) this.#lose();
    });
    this.#heard();
    this.#pollTimer = setInterval(() => this.#poll(), POLL_MS);
  }

  #receive(text) {
    this.#heard();
    this.#backoff.reset();
    this.#onMessage(JSON.parse(text));
  }

  #poll() {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify({ type: "poll", v: 1 }));
    }
  }

  #heard() {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => this.#giveUp(), SILENCE_MS);
  }

  // A dead network may never report "close"; drop the socket and start again.
  #giveUp() {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.#lose();
  }

  #lose() {
    if (!this.#closed) this.#onDown();
    this.#retryLater();
  }

  #clearTimers() {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#silenceTimer);
    clearInterval(this.#pollTimer);
  }
}
