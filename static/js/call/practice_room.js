import { EquipmentRow } from "./equipment_row.js";
import { LevelMeter } from "./level_meter.js";
import { LocalMedia } from "./local_media.js";
import { PracticeCall } from "./practice_call.js";
import { figuresOf, judge, percent } from "./practice_verdict.js";
import { textsOf } from "./stage_parts.js";

const HEARD_STEP = 2; // a voice reaches this step of six; a quiet room does not
const ROWS = ["camera", "microphone", "connection", "echo_heard"];

/** The practice room: a robot greets, listens, plays back; the result goes into the form. */
export class PracticeRoom {
  #element;
  #texts;
  #local = new LocalMedia("counselling");
  #meter = new LevelMeter((step) => this.#showLevel(step));
  #call = null;
  #rows = {};
  #stream = new MediaStream();
  #wasLoud = false;

  constructor(element) {
    this.#element = element;
    this.#texts = textsOf(element);
    for (const part of ROWS) {
      this.#rows[part] = new EquipmentRow(this.#find(part), this.#field(part), this.#texts);
    }
    this.#local.addEventListener("track", ({ detail }) => this.#takeOwn(detail));
    this.#local.addEventListener("problem", ({ detail }) => this.#showProblem(detail));
  }

  connect() {
    this.#element.addEventListener("click", this.#onClick);
    this.#local.connect();
    this.#find("start").hidden = false;
  }

  disconnect() {
    this.#element.removeEventListener("click", this.#onClick);
    this.#meter.disconnect();
    this.#call?.disconnect();
    this.#local.disconnect();
  }

  #onClick = ({ target }) => {
    const act = target.closest("[data-act]")?.dataset.act;
    if (act === "all") this.#start({ camera: true, microphone: true });
    else if (act === "voice") this.#start({ camera: false, microphone: true });
    else if (act === "listen") this.#start({ camera: false, microphone: false });
    else if (act === "heard") this.#rows.echo_heard.show("echo_yes", "good");
    else if (act === "not-heard") this.#rows.echo_heard.show("echo_no", "failed");
  };

  async #start(how) {
    this.#call?.disconnect();
    this.#element.dataset.state = "running";
    this.#find("start").hidden = true;
    this.#find("heard").hidden = true;
    this.#wasLoud = false;
    this.#showPhase("waiting");
    for (const source of ["camera", "microphone"]) {
      if (!how[source]) await this.#local.setMuted(source, true);
    }
    await this.#local.start(how);
    const sources = ["camera", "microphone"].filter((source) => this.#local.track(source));
    this.#call = new PracticeCall({
      url: this.#element.dataset.practiceUrl,
      csrfToken: document.querySelector("[name='csrfmiddlewaretoken']").value,
      tracks: new Map(sources.map((source) => [source, this.#local.track(source)])),
    });
    this.#call.addEventListener("track", ({ detail }) => this.#takeRobot(detail.track));
    this.#call.addEventListener("phase", ({ detail }) => this.#follow(detail));
    this.#call.addEventListener("failed", () => this.#fail());
    this.#call.connect();
  }

  async #follow(said) {
    this.#showPhase(said.phase);
    if (said.phase === "echoing") this.#askWhetherHeard();
    if (said.phase !== "done") return;
    this.#showResult(said, figuresOf(await this.#call.getStats()));
    this.#end("done");
  }

  #showResult(said, { roundTripMs, receivedLossPercent }) {
    const sentLossPercent = percent(said.loss, 1);
    this.#field("round_trip_ms").value = roundTripMs ?? "";
    this.#field("sent_loss_percent").value = sentLossPercent;
    this.#field("received_loss_percent").value = receivedLossPercent;
    const verdict = judge({
      hasCamera: Boolean(this.#local.track("camera")),
      hasMicrophone: Boolean(this.#local.track("microphone")),
      pictureFrames: said.picture_frames,
      soundPackets: said.sound_packets,
      wasLoud: this.#wasLoud,
      sentLossPercent,
      receivedLossPercent,
      roundTripMs,
    });
    for (const [row, { key, result, values }] of Object.entries(verdict)) {
      // A camera that is blocked has said so already, with the way to mend it.
      if (this.#rows[row].result !== "failed") this.#rows[row].show(key, result, values);
    }
  }

  #askWhetherHeard() {
    if (!this.#local.track("microphone")) return;
    this.#rows.echo_heard.show("echo_ask", "");
    this.#find("heard").hidden = false;
  }

  #fail() {
    this.#rows.connection.show("echo_failed", "failed");
    this.#showPhase("failed");
    this.#end("failed");
  }

  /** The person sees the result and may try again; camera and microphone are let go. */
  #end(state) {
    this.#call?.disconnect();
    this.#call = null;
    this.#meter.disconnect();
    for (const track of this.#stream.getTracks()) this.#stream.removeTrack(track);
    for (const part of ["robot", "own"]) this.#find(part).closest("figure").hidden = true;
    this.#local.disconnect();
    this.#local.connect();
    this.#element.dataset.state = state;
    this.#find("start").hidden = false;
  }

  #takeOwn({ source, track }) {
    if (source === "camera") {
      this.#find("own").srcObject = track && new MediaStream([track]);
      this.#find("own").closest("figure").hidden = !track;
    } else if (source === "microphone") {
      if (track) this.#meter.connect(track);
      else this.#meter.disconnect();
    }
  }

  #takeRobot(track) {
    for (const old of this.#stream.getTracks()) {
      if (old.kind === track.kind) this.#stream.removeTrack(old);
    }
    this.#stream.addTrack(track);
    const video = this.#find("robot");
    video.srcObject = this.#stream;
    video.closest("figure").hidden = false;
    video.play().catch((error) => console.info("The robot is not played:", error.name));
  }

  #showProblem({ key, source }) {
    this.#rows[source]?.show(key, "failed");
  }

  #showLevel(step) {
    this.#find("level").value = step;
    if (step >= HEARD_STEP) this.#wasLoud = true;
  }

  #showPhase(phase) {
    this.#element.dataset.phase = phase;
    this.#find("phase").textContent = this.#texts[`phase_${phase}`];
  }

  #find(part) {
    return this.#element.querySelector(`[data-part="${part}"]`);
  }

  #field(name) {
    return this.#element.querySelector(`input[name="${name}"]`);
  }
}
