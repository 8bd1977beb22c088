import { Tile } from "./tile.js";

const GRID_FROM = 4; // so many pictures of others and more are shown in equal size
const OTHERS = ":scope > [data-tile]:not([data-self])";

/** The pictures on the stage: who has one, how large it is, who is large. */
export class StageView extends EventTarget {
  #element;
  #own;
  #template;
  #texts;
  #tiles = new Map(); // "seat source" -> Tile
  #tracks = new Map(); // "seat source" -> track, for tiles that are not there yet
  #mine = null;
  #pinned = "";
  #speaker = "";
  #speakerDevice = "";

  constructor(element, own, template, texts) {
    super();
    this.#element = element;
    this.#own = own;
    this.#template = template;
    this.#texts = texts;
  }

  connect() {
    this.#element.addEventListener("click", this.#onClick);
  }

  disconnect() {
    this.#element.removeEventListener("click", this.#onClick);
    for (const key of [...this.#tiles.keys()]) this.#remove(key);
  }

  /** Fits the tiles to the seats of the call. */
  update(state, local) {
    // Who listens is named below the pictures, and has none.
    const places = state
      .others()
      .filter((seat) => seat.role !== "listener")
      .flatMap((seat) => [[seat, "camera"], ...(hasScreen(seat) ? [[seat, "screen"]] : [])]);
    const mine = state.seats.get(state.me);
    const wanted = new Set(places.map(([seat, source]) => keyOf(seat.seat, source)));
    wanted.add(keyOf(state.me, "camera"));
    for (const key of this.#tiles.keys()) if (!wanted.has(key)) this.#remove(key);
    for (const [seat, source] of places) this.#show(seat, source, state);
    if (mine) this.#showMine(mine, local);
    this.#arrange();
  }

  setTrack(seat, source, track) {
    const key = keyOf(seat, source);
    this.#tracks.set(key, track);
    this.#tileFor(seat, source)?.setTrack(source, track);
    if (source === "microphone") this.unlockSound();
  }

  setSpeaking(seat) {
    if (seat === this.#speaker) return;
    this.#speaker = seat;
    this.#arrange();
  }

  setSpeakerDevice(deviceId) {
    this.#speakerDevice = deviceId;
    return Promise.all([...this.#tiles.values()].map((tile) => tile.setSpeaker(deviceId)));
  }

  /** Asks the browser to let the sound out; tells "sound" {blocked}. */
  async unlockSound() {
    const played = await Promise.all([...this.#tiles.values()].map((tile) => tile.playSound()));
    const blocked = played.includes(false);
    this.dispatchEvent(new CustomEvent("sound", { detail: { blocked } }));
  }

  /** How high each picture is shown, in pixels of the screen: "seat source" -> height. */
  heights() {
    const dense = document.hidden ? 0 : window.devicePixelRatio;
    return new Map(
      [...this.#tiles].map(([key, tile]) => [key, Math.max(1, Math.round(tile.height * dense))]),
    );
  }

  #onClick = (event) => {
    const tile = event.target.closest("[data-part='pin']")?.closest("[data-tile]");
    if (!tile) return;
    const key = keyOf(tile.dataset.seat, tile.dataset.source);
    this.#pinned = this.#pinned === key ? "" : key;
    this.#arrange();
  };

  #show(seat, source, state) {
    const tile = this.#have(seat.seat, source, false, this.#element);
    tile.show(seat, {
      isMuted: state.isMuted(seat.seat, "microphone"),
      isCameraOff: state.isMuted(seat.seat, "camera"),
    });
  }

  #showMine(seat, local) {
    const tile = this.#have(seat.seat, "camera", true, this.#own);
    const words = { ...seat, name: this.#texts.me, role: "", state: "connected" };
    this.#mine = tile;
    tile.show(words, {
      isMuted: local.isMuted("microphone"),
      isCameraOff: local.isMuted("camera"),
    });
  }

  #have(seat, source, isMe, parent) {
    const key = keyOf(seat, source);
    if (this.#tiles.has(key)) return this.#tiles.get(key);
    const tile = new Tile({ template: this.#template, seat, source, isMe, texts: this.#texts });
    this.#tiles.set(key, tile);
    parent.append(tile.element);
    tile.setSpeaker(this.#speakerDevice);
    for (const carried of source === "camera" ? ["camera", "microphone"] : ["screen"]) {
      const track = this.#tracks.get(keyOf(seat, carried));
      if (track) tile.setTrack(carried, track);
    }
    return tile;
  }

  #remove(key) {
    this.#tiles.get(key).remove();
    this.#tiles.delete(key);
    if (this.#pinned === key) this.#pinned = "";
  }

  #tileFor(seat, source) {
    return this.#tiles.get(keyOf(seat, source === "screen" ? "screen" : "camera"));
  }

  /** One other: large. A few: the one who speaks, a screen or a chosen one large. Else a grid. */
  #arrange() {
    const others = [...this.#element.querySelectorAll(OTHERS)];
    const large = this.#largeOf(others);
    const layout = others.length <= 1 ? "one" : large ? "speaker" : "grid";
    this.#element.dataset.layout = layout;
    this.#element.dataset.count = others.length + (layout === "one" ? 0 : 1);
    // With one other my own picture lies in a corner, else it stands in line.
    this.#mine?.moveTo(layout === "one" ? this.#own : this.#element);
    for (const tile of others) {
      const key = keyOf(tile.dataset.seat, tile.dataset.source);
      tile.dataset.large = String(tile === large);
      tile.dataset.speaking = String(tile.dataset.seat === this.#speaker);
      const pin = tile.querySelector("[data-part='pin']");
      pin.setAttribute("aria-pressed", String(key === this.#pinned));
    }
  }

  #largeOf(others) {
    const by = (test) => others.find(test);
    const pinned = by((tile) => keyOf(tile.dataset.seat, tile.dataset.source) === this.#pinned);
    const screen = by((tile) => tile.dataset.source === "screen");
    if (pinned || screen || others.length >= GRID_FROM) return pinned ?? screen;
    return by((tile) => tile.dataset.seat === this.#speaker) ?? others[0];
  }
}

function keyOf(seat, source) {
  return `${seat} ${source}`;
}

function hasScreen(seat) {
  return seat.tracks.some((track) => track.source === "screen");
}
