const SURE_MS = 5_000;

/** Who is in the call, and for a host what can be done about it. Event: "moderate" {act, seat}. */
export class PeoplePanel extends EventTarget {
  #list;
  #template;
  #texts;

  constructor(element, template, texts) {
    super();
    this.#list = element.querySelector("[data-part='people']");
    this.#template = template;
    this.#texts = texts;
  }

  connect() {
    this.#list.addEventListener("click", this.#onClick);
  }

  disconnect() {
    this.#list.removeEventListener("click", this.#onClick);
  }

  update(state) {
    const seats = [...state.seats.values()];
    const known = new Map([...this.#list.children].map((item) => [item.dataset.seat, item]));
    for (const seat of seats) {
      const item = known.get(seat.seat) ?? this.#make(seat);
      known.delete(seat.seat);
      this.#show(item, seat, state);
    }
    for (const item of known.values()) item.remove();
  }

  #make(seat) {
    const item = this.#template.content.firstElementChild.cloneNode(true);
    item.dataset.seat = seat.seat;
    this.#list.append(item);
    return item;
  }

  #show(item, seat, state) {
    const isMe = seat.seat === state.me;
    const find = (part) => item.querySelector(`[data-part="${part}"]`);
    item.dataset.state = seat.state;
    find("name").textContent = isMe ? `${seat.name} (${this.#texts.me})` : seat.name;
    find("role").textContent = this.#texts[`role_${seat.role}`] ?? "";
    find("state").textContent = this.#words(seat);
    find("muted").hidden = !isHere(seat) || !state.isMuted(seat.seat, "microphone");
    const acts = find("acts");
    acts.hidden = isMe || !state.may.moderate;
    acts.setAttribute("aria-label", seat.name);
    for (const button of acts.querySelectorAll("[data-act]")) {
      const { act } = button.dataset;
      button.hidden = !this.#applies(act, seat, state);
    }
  }

  #words(seat) {
    if (seat.on_hold) return this.#texts.seat_on_hold;
    if (seat.state === "invited") return this.#texts.person_invited;
    if (seat.state === "left") return this.#texts.person_left;
    if (seat.state !== "connected") return this.#texts[`seat_${seat.state}`];
    if (seat.sound_only) return this.#texts.seat_sound_only;
    if (!seat.quality) return this.#texts.person_connected;
    const cause = seat.cause ? ` (${this.#texts[`cause_${seat.cause}`]})` : "";
    return `${this.#texts[`quality_${seat.quality}`]}${cause}`;
  }

  #applies(act, seat, state) {
    if (act === "mute") return isHere(seat) && !state.isMuted(seat.seat, "microphone");
    if (act === "hold") return isHere(seat) && !seat.on_hold;
    if (act === "admit") return seat.on_hold;
    return isHere(seat);
  }

  #onClick = (event) => {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    if (button.dataset.act === "remove" && !this.#isSure(button)) return;
    const { seat } = button.closest("[data-seat]").dataset;
    const detail = { act: button.dataset.act, seat };
    this.dispatchEvent(new CustomEvent("moderate", { detail }));
  };

  /** The first press only asks; the second one, soon after, means it. */
  #isSure(button) {
    if (button.dataset.asked) return true;
    const before = button.textContent;
    button.dataset.asked = "true";
    button.textContent = this.#texts.remove_sure;
    setTimeout(() => {
      delete button.dataset.asked;
      button.textContent = before;
    }, SURE_MS);
    return false;
  }
}

function isHere(seat) {
  return !["invited", "left"].includes(seat.state);
}
