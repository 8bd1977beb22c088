/** The state of this person's connection: a word with an icon, and a tip when it is not good. */
export class ConnectionWords {
  #element;
  #tip;
  #texts;

  constructor(element, tip, texts) {
    this.#element = element;
    this.#tip = tip;
    this.#texts = texts;
  }

  /** `signalling` is up or not, `media` is connecting, connected or lost; `me` and `others` seats. */
  update({ signalling, media, me, others }) {
    const level = wordOf({ signalling, media, quality: me?.quality });
    this.#element.dataset.level = level;
    this.#element.querySelector("[data-part='words']").textContent =
      this.#texts[`connection_${level}`];
    const { key, name } = media === "connected" ? tipOf(me, others) : {};
    const text = key ? this.#texts[key].replace("{name}", name) : "";
    if (this.#tip.textContent !== text) this.#tip.textContent = text;
    this.#tip.hidden = !text;
  }
}

export function wordOf({ signalling, media, quality }) {
  if (media === "lost") return "lost";
  if (media === "connecting") return "connecting";
  if (!signalling) return "signalling";
  return quality || "good";
}

/** What may be done about a connection that is not good; one's own first. As {key, name}. */
export function tipOf(me, others) {
  if (me?.cause) return { key: `tip_${me.cause}`, name: "" };
  const worst = others.find((seat) => seat.state === "connected" && seat.quality === "poor");
  return worst ? { key: "tip_other", name: worst.name } : {};
}
