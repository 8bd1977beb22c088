const BEAT_MS = 200;
const MOST_APART_SECONDS = 0.15; // above it a picture is put back in step with the others

/** Plays all files of a recording on one time line; without it each has controls of its own. */
export class RecordingPlayer {
  #element;
  #videos;
  #endsMs;
  #atMs = 0;
  #startedAt = 0;
  #timer = 0;

  constructor(element) {
    this.#element = element;
    this.#videos = [...element.querySelectorAll("video")];
    this.#endsMs = Number(element.dataset.endsMs);
  }

  connect() {
    this.#part("controls").hidden = false;
    for (const video of this.#videos) video.controls = false;
    this.#part("play").addEventListener("click", this.#onPlay);
    this.#part("bar").addEventListener("input", this.#onSeek);
    this.#show();
  }

  disconnect() {
    this.#stop();
    this.#part("play").removeEventListener("click", this.#onPlay);
    this.#part("bar").removeEventListener("input", this.#onSeek);
  }

  #onPlay = () => {
    if (this.#timer) {
      this.#stop();
      return;
    }
    if (this.#atMs >= this.#endsMs) this.#atMs = 0;
    this.#startedAt = performance.now() - this.#atMs;
    this.#timer = setInterval(() => this.#beat(), BEAT_MS);
    this.#beat();
    this.#name(true);
  };

  #onSeek = () => {
    this.#atMs = Number(this.#part("bar").value);
    this.#startedAt = performance.now() - this.#atMs;
    this.#place({ exactly: true });
    this.#show();
  };

  #beat() {
    this.#atMs = Math.min(performance.now() - this.#startedAt, this.#endsMs);
    this.#place({ exactly: false });
    this.#show();
    if (this.#atMs >= this.#endsMs) this.#stop();
  }

  /** Brings every file to where the time line is. */
  #place({ exactly }) {
    for (const video of this.#videos) {
      const at = (this.#atMs - Number(video.dataset.startsMs)) / 1000;
      const isThere = at >= 0 && this.#atMs < Number(video.dataset.endsMs);
      video.closest("li").dataset.away = !isThere;
      if (!isThere) {
        video.pause();
        continue;
      }
      if (exactly || Math.abs(video.currentTime - at) > MOST_APART_SECONDS) video.currentTime = at;
      if (this.#timer && video.paused) video.play().catch(() => {});
    }
  }

  #stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
    for (const video of this.#videos) video.pause();
    this.#name(false);
  }

  #name(isPlaying) {
    const button = this.#part("play");
    button.textContent = isPlaying ? button.dataset.pause : button.dataset.play;
  }

  #show() {
    this.#part("bar").value = this.#atMs;
    this.#part("time").textContent = `${clock(this.#atMs)} / ${clock(this.#endsMs)}`;
  }

  #part(name) {
    return this.#element.querySelector(`[data-part="${name}"]`);
  }
}

/** Minutes and seconds. */
export function clock(ms) {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
