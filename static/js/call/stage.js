// Starts the call stage of this page; see templates/call/stage.html for what it needs.
import { CallStage } from "./call_stage.js";

const element = document.querySelector("[data-behaviour~='call-stage']");
if (element) {
  const stage = new CallStage(element);
  stage.connect();
  window.addEventListener("pagehide", () => stage.disconnect(), { once: true });
  // Out of the back-forward cache nothing is connected any more.
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
}
