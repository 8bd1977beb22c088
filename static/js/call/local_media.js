import { problemKey } from "./media_problem.js";
import { Remembered } from "./remembered.js";

const SIZES = {
  counselling: { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { max: 30 } },
  conference: { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { max: 20 } },
};
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const INPUT_KIND = { camera: "videoinput", microphone: "audioinput" };

/**
 * This person's camera, microphone and screen. Choices are remembered for the tab.
 * Events: "track" {source, track|null}, "muted" {source, muted}, "problem" {key}, "devices".
 */
export class LocalMedia extends EventTarget {
  #kind;
  #remembered = new Remembered("devices");
  #tracks = { camera: null, microphone: null, screen: null };
  #muted = { camera: false, microphone: false };
  #onDevices = () => this.#devicesChanged();

  constructor(kind) {
    super();
    this.#kind = kind;
  }

  /** What was on in this tab before a reload. */
  wantedBefore() {
    return {
      camera: !this.#remembered.get("camera_muted", false),
      microphone: !this.#remembered.get("microphone_muted", false),
    };
  }

  connect() {
    navigator.mediaDevices?.addEventListener("devicechange", this.#onDevices);
  }

  disconnect() {
    navigator.mediaDevices?.removeEventListener("devicechange", this.#onDevices);
    for (const source of Object.keys(this.#tracks)) this.#drop(source);
  }

  track(source) {
    return this.#tracks[source];
  }

  /** Muted, switched off, or not there at all. */
  isMuted(source) {
    return this.#muted[source] || !this.#tracks[source];
  }

  /** Starts what is wanted; what cannot be had is told as a problem and left out. */
  async start({ camera, microphone }) {
    this.#muted = { camera: !camera, microphone: !microphone };
    for (const [source, muted] of Object.entries(this.#muted)) {
      this.#remembered.set(`${source}_muted`, muted);
    }
    const wanted = ["microphone", "camera"].filter((source) => !this.#muted[source]);
    if (wanted.length < 2 || !(await this.#acquireBoth())) {
      for (const source of wanted) await this.#acquire(source);
    }
    this.#devicesChanged();
  }

  /** Microphone: the track stays, silent. Camera: the device is let go, its light goes out. */
  async setMuted(source, muted) {
    this.#muted[source] = muted;
    this.#remembered.set(`${source}_muted`, muted);
    if (source === "camera" && muted) this.#drop("camera");
    else if (!muted && !this.#tracks[source]) await this.#acquire(source);
    else this.#apply(source);
    this.#tell("muted", { source, muted: this.isMuted(source) });
  }

  async choose(source, deviceId) {
    this.#remembered.set(source, deviceId);
    if (source !== "speaker" && !this.#muted[source]) {
      this.#drop(source);
      await this.#acquire(source);
    }
    this.#tell("devices", {});
  }

  chosen(source) {
    return this.#tracks[source]?.getSettings().deviceId ?? this.#remembered.get(source, "");
  }

  async list(source) {
    const kind = INPUT_KIND[source] ?? "audiooutput";
    const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    return all.filter((device) => device.kind === kind && device.deviceId);
  }

  /** Raises the browser's picker; false when the person changed their mind. */
  async shareScreen() {
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { max: 15 } },
      });
      this.#take("screen", stream.getVideoTracks()[0]);
      return true;
    } catch (error) {
      if (error.name !== "NotAllowedError") this.#tell("problem", { key: "screen_failed" });
      return false;
    }
  }

  stopSharing() {
    this.#drop("screen");
  }

  /** One question to the person instead of two; false when it cannot be had together. */
  async #acquireBoth() {
    try {
      const stream = await this.#ask({ audio: this.#sound(), video: this.#picture() });
      this.#take("microphone", stream.getAudioTracks()[0]);
      this.#take("camera", stream.getVideoTracks()[0]);
      return true;
    } catch {
      return false; // each alone, so that it is known which one failed
    }
  }

  async #acquire(source) {
    try {
      const stream = await this.#ask(
        source === "camera" ? { video: this.#picture() } : { audio: this.#sound() },
      );
      this.#take(source, stream.getTracks()[0]);
    } catch (error) {
      this.#muted[source] = true;
      this.#tell("problem", { key: problemKey(error, source), source });
    }
  }

  #ask(constraints) {
    return navigator.mediaDevices.getUserMedia(constraints);
  }

  #picture() {
    return { ...(SIZES[this.#kind] ?? SIZES.counselling), ...this.#device("camera") };
  }

  #sound() {
    return { ...SOUND, ...this.#device("microphone") };
  }

  #device(source) {
    const deviceId = this.#remembered.get(source, "");
    return deviceId ? { deviceId: { ideal: deviceId } } : {};
  }

  #take(source, track) {
    this.#tracks[source] = track;
    // The person stops sharing in the browser's own bar, or pulls the cable.
    track.addEventListener("ended", () => this.#lost(source, track));
    this.#apply(source);
    this.#tell("track", { source, track });
  }

  #lost(source, track) {
    if (this.#tracks[source] !== track) return;
    this.#drop(source);
    if (source === "screen") return;
    this.#muted[source] = true;
    this.#tell("muted", { source, muted: true });
    this.#tell("problem", { key: `${source}_gone`, source });
  }

  #drop(source) {
    const track = this.#tracks[source];
    if (!track) return;
    this.#tracks[source] = null;
    track.stop();
    this.#tell("track", { source, track: null });
  }

  #apply(source) {
    const track = this.#tracks[source];
    if (track && source === "microphone") track.enabled = !this.#muted.microphone;
  }

  #devicesChanged() {
    this.#tell("devices", {});
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
