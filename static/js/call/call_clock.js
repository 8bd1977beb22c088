/** How long the call lasts, as mm:ss or h:mm:ss. */
export class CallClock {
  #element;
  #timer = 0;
  #startedAt = null;

  constructor(element) {
    this.#element = element;
  }

  start(startedAt) {
    if (!startedAt || this.#startedAt === startedAt) return;
    this.disconnect();
    this.#startedAt = startedAt;
    this.#show();
    this.#timer = setInterval(() => this.#show(), 1000);
  }

  disconnect() {
    clearInterval(this.#timer);
  }

  #show() {
    this.#element.textContent = clockText(Date.now() - this.#startedAt);
  }
}

export function clockText(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}
