import { CallState } from "./call_state.js";
import { Line } from "./line.js";
import { LocalMedia } from "./local_media.js";
import { Remembered } from "./remembered.js";
import { StageParts } from "./stage_parts.js";

const SAID_LEAVING_MS = 300; // so long the goodbye may take before the page goes

/** The call of this page: ties signalling, media and what is seen together. */
export class CallStage {
  #element;
  #parts;
  #state = new CallState();
  #local;
  #line;
  #signalling;
  #media;
  #remembered;
  #isOver = false;
  #isOnHold = false;

  constructor(element) {
    this.#element = element;
    const { call, kind } = element.dataset;
    const csrfToken = element.querySelector("[name='csrfmiddlewaretoken']").value;
    this.#remembered = new Remembered(`call.${call}`);
    this.#local = new LocalMedia(kind);
    this.#line = new Line(element.dataset, csrfToken);
    this.#signalling = this.#line.signalling;
    this.#media = this.#line.media;
    this.#parts = new StageParts(element, this.#local, this.#media);
    this.#listen();
  }

  connect() {
    this.#parts.connect();
    this.#local.connect();
    // Who only listens is not asked for a camera, and is gone with the page.
    if (this.#onlyListens) this.#join({ listens: true });
    // After a reload this tab goes straight back to its seat, as it was.
    else if (this.#remembered.get("joined")) this.#join(this.#local.wantedBefore());
    else if (this.#element.dataset.join === "auto") this.#join(this.#local.wantedBefore());
  }

  disconnect() {
    if (this.#onlyListens && !this.#isOver) this.#signalling.leave();
    this.#isOver = true;
    this.#stopMedia();
    this.#line.disconnect();
    this.#parts.disconnect();
  }

  get #onlyListens() {
    return this.#element.dataset.join === "listen";
  }

  #listen() {
    const { lobby, view, chat, people, controls, problem, ending } = this.#parts;
    const on = (target, type, act) => target.addEventListener(type, ({ detail }) => act(detail));
    on(lobby, "join", (how) => this.#join(how));
    on(this.#signalling, "message", (message) => this.#receive(message));
    on(this.#signalling, "down", () => this.#showConnection());
    on(this.#signalling, "refused", ({ code, text }) => this.#finish(code, text));
    on(this.#media, "track", ({ seat, source, track }) => view.setTrack(seat, source, track));
    on(this.#media, "state", ({ state }) => this.#mediaChanged(state));
    on(this.#local, "track", ({ source, track }) => this.#takeOwn(source, track));
    on(this.#local, "muted", ({ source }) => this.#tellMuted(source));
    on(this.#local, "problem", (detail) => problem.show(detail));
    on(chat, "said", ({ line }) => this.#send("chat", line));
    on(people, "moderate", (order) => this.#send("moderate", order));
    on(controls, "press", ({ act }) => this.#press(act));
    on(problem, "retry", ({ source }) => this.#local.setMuted(source, false));
    on(ending, "leave", () => this.#leave());
    on(ending, "end", () => this.#send("moderate", { act: "end" }));
  }

  #join(how) {
    this.#remembered.set("joined", true);
    this.#element.dataset.state = "joining";
    this.#showConnection();
    if (how.chat) this.#parts.panels.open("chat");
    this.#line.connect(this.#parts.view);
    if (!how.listens) this.#local.start(how).then(() => this.#refresh());
  }

  #receive(message) {
    if (this.#state.apply(message)) this.#send("sync", { sequence: this.#state.sequence });
    this.#obey(message);
    this.#refresh();
  }

  #obey(message) {
    if (message.type === "joined") this.#comeUp(message);
    else if (message.type === "move") this.#media.rebuild();
    else if (message.type === "ended") this.#finish("ended");
    else if (message.type === "error") this.#showError(message);
    else if (message.type === "moderated") {
      this.#local.setMuted("microphone", true);
      this.#parts.problem.show({ key: "muted_by_host" });
    }
  }

  #comeUp({ ice_servers: iceServers, may }) {
    this.#element.dataset.state = "live";
    if (!may.publish) for (const source of ["camera", "microphone"]) this.#media.unpublish(source);
    this.#line.comeUp({ iceServers, wishes: this.#state.wanted() });
    for (const line of this.#parts.chat.unsent) this.#send("chat", line);
    this.#showConnection();
  }

  #refresh() {
    if (!this.#state.me || this.#isOver) return;
    this.#holdIf(Boolean(this.#state.seats.get(this.#state.me)?.on_hold));
    this.#parts.showCall(this.#state);
    this.#media.receive(this.#state.wanted());
    this.#showConnection();
  }

  #holdIf(isOnHold) {
    if (isOnHold === this.#isOnHold) return;
    this.#isOnHold = isOnHold;
    if (isOnHold) this.#media.disconnect();
    else this.#media.connect({ wishes: this.#state.wanted() });
  }

  #showConnection() {
    if (this.#isOver) return;
    this.#parts.showConnection({
      signalling: this.#signalling.isJoined,
      media: this.#media.state,
      state: this.#state,
      isOnHold: this.#isOnHold,
      retryAt: this.#line.retryAt,
    });
  }

  #mediaChanged(state) {
    // A relay that has just met this seat knows nothing of what is muted.
    if (state === "connected") for (const source of ["microphone", "camera"]) this.#tellMuted(source);
    this.#showConnection();
  }

  #showError({ code, text, offer }) {
    // Those of an offer that the media session tries again are said by the connection's state.
    if (!offer || !this.#media.triesAgainAfter(code)) this.#parts.problem.show({ text });
  }

  #takeOwn(source, track) {
    if (source === "screen" && !track) this.#media.unpublish("screen");
    else this.#media.publish(source, track);
    if (source === "camera") this.#parts.view.setTrack(this.#element.dataset.seat, source, track);
    this.#tellMuted(source);
    this.#refresh();
  }

  #tellMuted(source) {
    if (source === "screen") return;
    this.#send("mute", { source, muted: this.#local.isMuted(source) });
    this.#refresh();
  }

  async #press(act) {
    if (act === "microphone" || act === "camera") {
      await this.#local.setMuted(act, !this.#local.isMuted(act));
    } else if (act === "screen" && this.#local.track("screen")) this.#local.stopSharing();
    else if (act === "screen") await this.#local.shareScreen();
    else if (act === "leave") this.#parts.ending.ask(this.#state);
    else await this.#parts.press(act);
    this.#refresh();
  }

  #leave() {
    this.#isOver = true;
    this.#signalling.leave();
    this.#parts.chat.close();
    this.#remembered.forget();
    this.#stopMedia();
    setTimeout(() => this.#parts.ending.leave(), SAID_LEAVING_MS);
  }

  #finish(code, text) {
    this.#isOver = true;
    this.#parts.notice.clear();
    if (code !== "taken_over") this.#remembered.forget();
    this.#stopMedia();
    if (code !== "taken_over") this.#parts.chat.close();
    this.#parts.controls.disable();
    this.#parts.ending.show(code, text);
  }

  #stopMedia() {
    this.#line.stopMedia();
    this.#local.disconnect();
  }

  #send(type, body) {
    this.#signalling.send(type, body);
  }
}
