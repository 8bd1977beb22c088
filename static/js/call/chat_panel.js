import { ChatOutbox } from "./chat_outbox.js";
import { Remembered } from "./remembered.js";

/** The written talk beside the pictures. Event: "said" {line} for what is to be sent. */
export class ChatPanel extends EventTarget {
  #list;
  #form;
  #input;
  #template;
  #texts;
  #remembered;
  #outbox;
  #shown = new Map(); // number or client_id -> element
  #times;

  constructor(element, template, texts, callRef) {
    super();
    this.#list = element.querySelector("[data-part='lines']");
    this.#form = element.querySelector("form");
    this.#input = this.#form.elements.text;
    this.#template = template;
    this.#texts = texts;
    this.#remembered = new Remembered(`chat.${callRef}`);
    this.#outbox = new ChatOutbox(this.#remembered);
    const language = document.documentElement.lang;
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    this.#times = new Intl.DateTimeFormat(language, clock);
  }

  connect() {
    this.#input.value = this.#remembered.get("draft", "");
    this.#form.addEventListener("submit", this.#onSubmit);
    this.#input.addEventListener("input", this.#onInput);
    this.#input.addEventListener("keydown", this.#onKey);
  }

  disconnect() {
    this.#form.removeEventListener("submit", this.#onSubmit);
    this.#input.removeEventListener("input", this.#onInput);
    this.#input.removeEventListener("keydown", this.#onKey);
  }

  get unsent() {
    return this.#outbox.unsent;
  }

  /** Shows the talk as it is; gives the lines of others that are new. */
  update(state) {
    this.#outbox.settle(state.lines, state.me);
    const fresh = state.lines.filter((line) => !this.#shown.has(line.number));
    for (const line of fresh) this.#showKept(line, state);
    for (const line of this.#outbox.unsent) this.#showUnsent(line);
    return fresh.filter((line) => line.seat !== state.me);
  }

  /** The call is over: nothing can be said any more and nothing is left in this browser. */
  close() {
    this.#remembered.forget();
    for (const field of this.#form.elements) field.disabled = true;
  }

  #onSubmit = (event) => {
    event.preventDefault();
    const text = this.#input.value.trim();
    if (!text) return;
    const line = this.#outbox.add(text);
    this.#input.value = "";
    this.#onInput();
    this.#showUnsent(line);
    this.dispatchEvent(new CustomEvent("said", { detail: { line } }));
  };

  #onInput = () => this.#remembered.set("draft", this.#input.value);

  // Enter sends; Shift+Enter is a new line. While Hangul is being composed Enter ends the syllable.
  #onKey = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#form.requestSubmit();
  };

  #showKept(line, state) {
    const isMine = line.seat === state.me;
    if (isMine) this.#takeAway(line.client_id);
    const name = isMine ? this.#texts.me : line.name;
    this.#add(line.number, name, line.text, this.#times.format(Date.parse(line.at)), isMine);
  }

  #showUnsent(line) {
    if (this.#shown.has(line.client_id)) return;
    this.#add(line.client_id, this.#texts.me, line.text, this.#texts.sending, true);
  }

  #add(key, name, text, when, isMine) {
    const element = this.#template.content.firstElementChild.cloneNode(true);
    element.dataset.mine = String(isMine);
    element.querySelector("[data-part='name']").textContent = name;
    element.querySelector("[data-part='when']").textContent = when;
    element.querySelector("[data-part='text']").textContent = text;
    this.#shown.set(key, element);
    this.#list.append(element);
    this.#list.scrollTop = this.#list.scrollHeight;
  }

  #takeAway(key) {
    this.#shown.get(key)?.remove();
    this.#shown.delete(key);
  }
}
