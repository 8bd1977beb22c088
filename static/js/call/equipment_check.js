import { DeviceDialog } from "./device_dialog.js";
import { EchoTest } from "./echo_test.js";
import { EquipmentRow } from "./equipment_row.js";
import { LevelMeter } from "./level_meter.js";
import { LocalMedia } from "./local_media.js";
import { SpeakerTone } from "./speaker_tone.js";
import { textsOf } from "./stage_parts.js";

const HEARD_STEP = 2; // a voice reaches this step of six; a quiet office does not
const QUIET_AFTER_MS = 6_000;
const GOOD_MS = 150; // round trip to the relay up to which nobody notices
const FAIR_MS = 400;

/** Camera, microphone, speaker and connection, tried before the call. */
export class EquipmentCheck {
  #element;
  #local = new LocalMedia("counselling");
  #meter = new LevelMeter((step) => this.#showLevel(step));
  #tone = new SpeakerTone();
  #echo = null;
  #rows = {};
  #devices;
  #quietTimer = 0;

  constructor(element) {
    this.#element = element;
    const texts = textsOf(element);
    for (const part of ["camera", "microphone", "speaker", "connection"]) {
      this.#rows[part] = new EquipmentRow(this.#find(part), this.#field(part), texts);
    }
    this.#devices = new DeviceDialog(this.#find("device-dialog"), this.#local, texts);
    this.#local.addEventListener("track", ({ detail }) => this.#takeTrack(detail));
    this.#local.addEventListener("problem", ({ detail }) => this.#showProblem(detail));
  }

  connect() {
    this.#element.addEventListener("click", this.#onClick);
    this.#devices.connect();
    this.#local.connect();
    this.#find("start").hidden = false;
  }

  disconnect() {
    this.#element.removeEventListener("click", this.#onClick);
    clearTimeout(this.#quietTimer);
    this.#meter.disconnect();
    this.#echo?.disconnect();
    this.#devices.disconnect();
    this.#local.disconnect();
  }

  #onClick = ({ target }) => {
    const button = target.closest("[data-act]");
    if (!button) return;
    const { act } = button.dataset;
    if (act === "all") this.#start({ camera: true, microphone: true });
    else if (act === "voice") this.#start({ camera: false, microphone: true });
    else if (act === "listen") this.#start({ camera: false, microphone: false });
    else if (act === "devices") this.#devices.show();
    else if (act === "tone") this.#playTone();
    else if (act === "heard") this.#rows.speaker.show("speaker_ok", "good");
    else if (act === "not-heard") this.#rows.speaker.show("speaker_not_heard", "failed");
  };

  async #start(how) {
    this.#element.dataset.state = "running";
    this.#rows.camera.show(how.camera ? "camera_waiting" : "camera_none", how.camera ? "" : "skipped");
    this.#rows.microphone.show(
      how.microphone ? "microphone_waiting" : "microphone_none",
      how.microphone ? "" : "skipped",
    );
    this.#rows.connection.show("echo_waiting", "");
    for (const source of ["camera", "microphone"]) {
      if (!how[source]) await this.#local.setMuted(source, true);
    }
    await this.#local.start(how);
    this.#startEcho();
  }

  #takeTrack({ source, track }) {
    if (source === "camera") this.#showPicture("own", track);
    if (source === "camera" && track) this.#rows.camera.show("camera_ok", "good");
    if (source !== "microphone") return;
    clearTimeout(this.#quietTimer);
    if (!track) this.#meter.disconnect();
    else {
      this.#meter.connect(track);
      this.#rows.microphone.show("microphone_waiting", "");
      this.#quietTimer = setTimeout(() => this.#showQuiet(), QUIET_AFTER_MS);
    }
  }

  #showProblem({ key, source }) {
    this.#rows[source]?.show(key, "failed");
  }

  #showQuiet() {
    if (this.#rows.microphone.result === "") this.#rows.microphone.show("microphone_quiet", "weak");
  }

  #showLevel(step) {
    this.#find("level").value = step;
    if (step >= HEARD_STEP) this.#rows.microphone.show("microphone_ok", "good");
  }

  async #playTone() {
    this.#rows.speaker.show("speaker_playing", "");
    this.#find("heard").hidden = false;
    await this.#tone.play(this.#local.chosen("speaker"));
  }

  #startEcho() {
    this.#echo?.disconnect();
    const sources = ["camera", "microphone"].filter((source) => this.#local.track(source));
    const tracks = new Map(sources.map((source) => [source, this.#local.track(source)]));
    this.#echo = new EchoTest({
      url: this.#element.dataset.echoUrl,
      csrfToken: document.querySelector("[name='csrfmiddlewaretoken']").value,
      tracks,
    });
    this.#echo.addEventListener("track", ({ detail }) => {
      if (detail.source === "camera") this.#showPicture("echo", detail.track);
    });
    this.#echo.addEventListener("over", () => this.#showPicture("echo", null));
    this.#echo.addEventListener("done", ({ detail }) => this.#showEcho(detail, tracks));
    this.#echo.connect();
  }

  #showEcho({ isConnected, pictureReturned, roundTripMs }, tracks) {
    this.#field("round_trip_ms").value = roundTripMs ?? "";
    const row = this.#rows.connection;
    this.#element.dataset.state = "done";
    if (!isConnected) row.show("echo_failed", "failed");
    else if (tracks.has("camera") && !pictureReturned) row.show("echo_no_picture", "weak");
    else if (roundTripMs <= GOOD_MS) row.show("echo_good", "good", { ms: roundTripMs ?? 0 });
    else if (roundTripMs <= FAIR_MS) row.show("echo_fair", "good", { ms: roundTripMs });
    else row.show("echo_poor", "weak", { ms: roundTripMs });
  }

  #showPicture(part, track) {
    const video = this.#find(part);
    video.srcObject = track && new MediaStream([track]);
    video.closest("figure").hidden = !track;
  }

  #find(part) {
    return this.#element.querySelector(`[data-part="${part}"]`);
  }

  #field(name) {
    return this.#element.querySelector(`input[name="${name}"]`);
  }
}
