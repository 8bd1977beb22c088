/** The state of this person's connection, as one word and an icon. */
export class ConnectionWords {
  #element;
  #texts;

  constructor(element, texts) {
    this.#element = element;
    this.#texts = texts;
  }

  /** `signalling` is up or not, `media` is connecting, connected or lost. */
  update({ signalling, media, quality }) {
    const level = wordOf({ signalling, media, quality });
    this.#element.dataset.level = level;
    this.#element.querySelector("[data-part='words']").textContent =
      this.#texts[`connection_${level}`];
  }
}

export function wordOf({ signalling, media, quality }) {
  if (media === "lost") return "lost";
  if (media === "connecting") return "connecting";
  if (!signalling) return "signalling";
  return quality || "good";
}
