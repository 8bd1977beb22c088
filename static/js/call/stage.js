// Starts the call stage of a page, also when htmx puts it there later; see
// templates/call/stage.html for what it needs.
import { CallStage } from "./call_stage.js";
import { bind } from "./bind.js";

bind("call-stage", CallStage);
// Out of the back-forward cache nothing is connected any more.
window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
