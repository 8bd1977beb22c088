import { LayerWishes } from "./layer_wishes.js";
import { StatsReporter } from "./stats_reporter.js";

/** What this page tells the server on time: what it measures, and how large it shows pictures. */
export class Reports {
  #parts;

  /** `send(type, body)` says whether it could. */
  constructor({ media, view, send, layered }) {
    this.#parts = [new StatsReporter(media, (body) => send("quality", body))];
    if (layered) {
      const tell = (body) => send("layer", body);
      const lines = () => media.lines();
      this.#parts.push(new LayerWishes({ lines, heights: () => view.heights(), tell }));
    }
  }

  connect() {
    for (const part of this.#parts) part.connect();
  }

  disconnect() {
    for (const part of this.#parts) part.disconnect();
  }
}
