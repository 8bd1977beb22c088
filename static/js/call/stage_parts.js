import { CallClock } from "./call_clock.js";
import { ChatPanel } from "./chat_panel.js";
import { Comings } from "./comings.js";
import { ConnectionWords } from "./connection_words.js";
import { Controls } from "./controls.js";
import { DeviceDialog } from "./device_dialog.js";
import { Ending } from "./ending.js";
import { Listening } from "./listening.js";
import { Lobby } from "./lobby.js";
import { Notice } from "./notice.js";
import { PeoplePanel } from "./people_panel.js";
import { ProblemBox } from "./problem_box.js";
import { SidePanels } from "./side_panels.js";
import { SpeakerWatch } from "./speaker_watch.js";
import { StageView } from "./stage_view.js";

const LISTEN_MS = 300; // how often it is looked who speaks

/** Everything of the call that is seen, made from the stage's element; shows the call's state. */
export class StageParts {
  #element;
  #local;
  #media;
  #comings = new Comings();
  #speaker = new SpeakerWatch();
  #listenTimer = 0;

  constructor(element, local, media) {
    this.#element = element;
    this.#local = local;
    this.#media = media;
    const texts = textsOf(element);
    const template = (name) => element.querySelector(`template[data-template="${name}"]`);
    this.lobby = new Lobby(this.find("lobby"));
    this.view = new StageView(this.find("others"), this.find("own"), template("tile"), texts);
    this.chat = new ChatPanel(this.find("chat"), template("line"), texts, element.dataset.call);
    this.people = new PeoplePanel(this.find("people-panel"), template("person"), texts);
    this.panels = new SidePanels(element);
    this.controls = new Controls(this.find("controls"), texts);
    this.devices = new DeviceDialog(this.find("device-dialog"), local, texts);
    this.problem = new ProblemBox(this.find("problem"), texts);
    this.ending = new Ending(element, texts);
    this.notice = new Notice(element, texts);
    this.words = new ConnectionWords(this.find("connection"), this.find("tip"), texts);
    this.listening = new Listening(this.find("listening"));
    this.clock = new CallClock(this.find("clock"));
    this.devices.addEventListener("speaker", ({ detail }) =>
      this.view.setSpeakerDevice(detail.deviceId),
    );
    this.view.addEventListener("sound", ({ detail }) => {
      this.find("sound").hidden = !detail.blocked;
    });
  }

  connect() {
    for (const part of this.#all()) part.connect?.();
    this.#listenTimer = setInterval(() => this.#hear(), LISTEN_MS);
  }

  disconnect() {
    for (const part of this.#all()) part.disconnect?.();
    clearInterval(this.#listenTimer);
  }

  find(part) {
    return this.#element.querySelector(`[data-part="${part}"]`);
  }

  /** The buttons that concern this page only. */
  async press(act) {
    if (act === "devices") await this.devices.show();
    else if (act === "sound") await this.view.unlockSound();
  }

  /** Shows who is there, what was said and what this person may do. */
  showCall(state) {
    this.view.update(state, this.#local);
    this.people.update(state);
    this.listening.update(state);
    this.find("count").textContent = String(state.others().length + 1);
    this.clock.start(state.startedAt);
    const isSharing = Boolean(this.#local.track("screen"));
    this.controls.update({ local: this.#local, may: state.may, isSharing });
    this.find("alone").hidden = state.others().length > 0;
    const others = [...state.seats.values()].filter((seat) => seat.seat !== state.me);
    for (const { key, name } of this.#comings.update(others)) this.notice.sayOf(key, name);
    for (const line of this.chat.update(state)) {
      this.notice.say(`${line.name}: ${line.text}`);
      this.panels.markNew("chat");
    }
  }

  /** Says how the connection is; `retryAt` (performance.now()) is when it is tried again. */
  showConnection({ signalling, media, state, isOnHold, retryAt }) {
    const me = state.seats.get(state.me);
    const isSoundOnly = media === "connected" && Boolean(me?.sound_only);
    this.#element.dataset.media = isOnHold ? "held" : media;
    this.#element.dataset.soundOnly = String(isSoundOnly);
    this.words.update({ signalling, media, me, others: state.others() });
    if (isOnHold) this.notice.show("seat_on_hold");
    else if (isSoundOnly) this.notice.show("sound_only");
    else if (media === "connected") this.notice.clear();
    else this.notice.show(media, { untilMs: retryAt });
  }

  #hear() {
    const speaker = this.#speaker.hear(this.#media.levels(), performance.now());
    this.view.setSpeaking(speaker);
  }

  #all() {
    return Object.values(this);
  }
}

/** The sentences that the template left as JSON, in the person's language. */
export function textsOf(element) {
  return JSON.parse(element.querySelector(":scope > script[type='application/json']").textContent);
}
