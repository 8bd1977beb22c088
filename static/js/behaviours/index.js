// Binds every element with data-behaviour="name ..." to its module, also after htmx swaps,
// and lets go of it when it leaves the page.
import { Chime } from "./chime.js";
import { Confirm } from "./confirm.js";
import { Copy } from "./copy.js";
import { Countdown } from "./countdown.js";
import { DeskAlarm } from "./desk-alarm.js";
import { DeskDraft } from "./desk-draft.js";
import { DeskKeys } from "./desk-keys.js";
import { DeskLeaving } from "./desk-leaving.js";
import { DeskNotify } from "./desk-notify.js";
import { DeskSteady } from "./desk-steady.js";
import { KioskIdle } from "./kiosk-idle.js";
import { KioskKeyboard } from "./kiosk-keyboard.js";
import { KeepTyped } from "./keep-typed.js";
import { LivePage } from "./live-page.js";
import { MainAct } from "./main-act.js";
import { Menu } from "./menu.js";
import { NumberPad } from "./number-pad.js";
import { Print } from "./print.js";
import { RecordingPlayer } from "./recording-player.js";
import { SessionClock } from "./session-clock.js";

const BEHAVIOURS = {
  chime: Chime,
  confirm: Confirm,
  copy: Copy,
  countdown: Countdown,
  "desk-alarm": DeskAlarm,
  "desk-draft": DeskDraft,
  "desk-keys": DeskKeys,
  "desk-leaving": DeskLeaving,
  "desk-notify": DeskNotify,
  "desk-steady": DeskSteady,
  "kiosk-idle": KioskIdle,
  "kiosk-keyboard": KioskKeyboard,
  "keep-typed": KeepTyped,
  "live-page": LivePage,
  "main-act": MainAct,
  menu: Menu,
  "number-pad": NumberPad,
  print: Print,
  "recording-player": RecordingPlayer,
  "session-clock": SessionClock,
};

const bound = new Map();

function bind(element) {
  if (bound.has(element)) return;
  const names = element.dataset.behaviour.split(/\s+/).filter((name) => name in BEHAVIOURS);
  const behaviours = names.map((name) => new BEHAVIOURS[name](element));
  bound.set(element, behaviours);
  for (const behaviour of behaviours) behaviour.connect();
}

function refresh() {
  for (const [element, behaviours] of bound) {
    if (element.isConnected) continue;
    bound.delete(element);
    for (const behaviour of behaviours) behaviour.disconnect();
  }
  document.querySelectorAll("[data-behaviour]").forEach(bind);
}

/** After a form came back with errors, begin at the first one. */
function focusFirstError() {
  document.querySelector("main [aria-invalid='true']")?.focus();
}

refresh();
focusFirstError();
new MutationObserver(refresh).observe(document.body, { childList: true, subtree: true });
