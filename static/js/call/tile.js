/**
 * One seat on the stage: its picture, its voice, its name and how it is connected.
 * The last picture stays until a new one really moves.
 */
export class Tile {
  element;
  #seat;
  #source;
  #video;
  #audio;
  #texts;
  #waiting = { audio: null, video: null };

  /** `source` is camera (with the voice) or screen. */
  constructor({ template, seat, source, isMe, texts }) {
    this.element = template.content.firstElementChild.cloneNode(true);
    this.#seat = seat;
    this.#source = source;
    this.#texts = texts;
    this.#video = this.element.querySelector("video");
    for (const { dataset } of [this.element, this.#video]) {
      Object.assign(dataset, { seat, source, ...(isMe && { self: "" }) });
    }
    if (!isMe && source === "camera") this.#makeAudio();
  }

  /** In CSS pixels. */
  get height() {
    return this.#video.clientHeight;
  }

  /** Shows what is known of the seat in words. */
  show(seat, { isMuted, isCameraOff }) {
    const find = (part) => this.element.querySelector(`[data-part="${part}"]`);
    const isScreen = this.#source === "screen";
    const name = isScreen ? this.#texts.screen_of.replace("{name}", seat.name) : seat.name;
    find("name").textContent = name;
    find("role").textContent = isScreen ? "" : this.#texts[`role_${seat.role}`] ?? "";
    find("initial").textContent = seat.name.trim().slice(0, 1);
    find("muted").hidden = isScreen || !isMuted;
    this.#video.setAttribute("aria-label", this.#texts.picture_of.replace("{name}", name));
    this.element.dataset.cameraOff = String(!isScreen && isCameraOff);
    this.element.dataset.state = seat.state;
    const trouble = seat.on_hold ? "on_hold" : seat.state;
    find("trouble-words").textContent = this.#texts[`tile_${trouble}`] ?? "";
    find("trouble-more").textContent = this.#texts[`tile_${trouble}_more`] ?? "";
    find("trouble").hidden = !this.#texts[`tile_${trouble}`];
  }

  /** Puts a track on; it only replaces another one when something comes. */
  setTrack(source, track) {
    if (source === "microphone") this.#replace(this.#audio, "audio", track);
    else this.#replace(this.#video, "video", track);
  }

  async setSpeaker(deviceId) {
    await this.#audio?.setSinkId?.(deviceId);
  }

  /** True when the browser lets the sound out. */
  async playSound() {
    if (!this.#audio?.srcObject) return true;
    try {
      await this.#audio.play();
      return true;
    } catch (error) {
      return error.name !== "NotAllowedError";
    }
  }

  /** A picture that is moved in the page stands still until it is played again. */
  moveTo(parent) {
    if (this.element.parentElement === parent) return;
    parent.append(this.element);
    this.#play();
  }

  remove() {
    this.#video.srcObject = null;
    if (this.#audio) this.#audio.srcObject = null;
    this.element.remove();
  }

  #makeAudio() {
    this.#audio = document.createElement("audio");
    this.#audio.autoplay = true;
    Object.assign(this.#audio.dataset, { seat: this.#seat, source: "microphone" });
    this.element.append(this.#audio);
  }

  #replace(element, kind, track) {
    if (!element) return;
    this.#waiting[kind] = track;
    const shows = element.srcObject?.getTracks()[0];
    const swap = () => this.#swap(element, kind, track);
    if (track?.muted && shows) track.addEventListener("unmute", swap, { once: true });
    else swap();
  }

  #swap(element, kind, track) {
    if (this.#waiting[kind] !== track) return;
    element.srcObject = track && new MediaStream([track]);
    if (track && kind === "video") this.#play();
  }

  #play() {
    if (!this.#video.srcObject) return;
    this.#video.play().catch((error) => console.info("No picture:", error.name));
  }
}
