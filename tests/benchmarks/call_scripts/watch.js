// Notes when "join" was pressed, when the first remote picture came, and what the browser thinks
// it can send 2 s after connecting. Runs before the page's own scripts.
(() => {
  const seen = (window.__seen = { pressed: 0, picture: 0, estimate: null });

  addEventListener(
    "click",
    (event) => {
      if (event.target.closest("[data-join]")) seen.pressed ||= performance.now();
    },
    true,
  );

  const watched = new WeakSet();
  new MutationObserver(() => {
    for (const video of document.querySelectorAll("video[data-seat]:not([data-self])")) {
      if (watched.has(video)) continue;
      watched.add(video);
      video.requestVideoFrameCallback((now) => (seen.picture ||= now));
    }
  }).observe(document, { childList: true, subtree: true });

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...words) {
      super(...words);
      this.addEventListener("connectionstatechange", () => {
        if (this.connectionState === "connected") setTimeout(() => note(this), 2000);
      });
    }
  };

  async function note(connection) {
    for (const entry of (await connection.getStats()).values()) {
      if (entry.type === "candidate-pair" && entry.availableOutgoingBitrate) {
        seen.estimate ??= entry.availableOutgoingBitrate;
      }
    }
  }
})();
