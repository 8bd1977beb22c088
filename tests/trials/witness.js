// Put into a call page before its own scripts: keeps every peer connection, and notes ten times a
// second what was heard and seen. `__mark()` begins anew, `__figures()` gives the sums since.
(() => {
  const EVERY_MS = 50;
  const NTP_MS = 2208988800000;
  const connections = (window.__peerConnections = []);
  const options = window.__witness ?? {};
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...words) {
      super(...words);
      connections.push(this);
    }
    setRemoteDescription(answer) {
      // As if there were no shaper: straight to the relay's own port.
      let sdp = answer.sdp;
      for (const [from, to] of options.ports ?? []) {
        sdp = sdp.replaceAll(new RegExp(`(a=candidate:.*) ${from} typ`, "g"), `$1 ${to} typ`);
      }
      return super.setRemoteDescription({ type: answer.type, sdp });
    }
  };

  const known = new Map(); // a stream's statistics as last seen
  let sums, state;
  window.__mark = () => {
    const now = performance.now();
    sums = { seconds: 0, samples: 0, concealed: 0, frames: 0, freezes: 0, frozen: 0, lost: 0,
      packets: 0, fec: 0, plis: 0, plisSent: 0, nacks: 0, bytes: 0 };
    state = { from: now, soundAt: now, pictureAt: now, soundGap: 0, pictureGap: 0, delays: [],
      skews: [], soundBack: 0, pictureBack: 0, perSecond: [], levels: [], level: "" };
  };
  window.__mark();

  function add(name, id, entry, field) {
    const key = `${id} ${field}`;
    const grown = (entry[field] ?? 0) - (known.get(key) ?? 0);
    known.set(key, entry[field] ?? 0);
    sums[name] += Math.max(0, grown);
    return grown;
  }

  function take(number, entry) {
    const id = `${number} ${entry.id}`;
    if (entry.type === "outbound-rtp" && entry.kind === "video") add("plisSent", id, entry, "pliCount");
    if (entry.type !== "inbound-rtp") return;
    add("lost", id, entry, "packetsLost");
    add("packets", id, entry, "packetsReceived");
    add("bytes", id, entry, "bytesReceived");
    if (entry.kind === "audio") {
      const samples = add("samples", id, entry, "totalSamplesReceived");
      const concealed = add("concealed", id, entry, "concealedSamples");
      add("fec", id, entry, "fecPacketsReceived");
      if (samples - concealed > 0) state.freshSound = true;
      if (entry.estimatedPlayoutTimestamp) {
        state.heardAt = entry.estimatedPlayoutTimestamp - NTP_MS;
        state.delays.push(performance.timeOrigin + performance.now() - state.heardAt);
      }
    } else {
      if (add("frames", id, entry, "framesDecoded") > 0) state.freshPicture = true;
      add("freezes", id, entry, "freezeCount");
      add("frozen", id, entry, "totalFreezesDuration");
      add("plis", id, entry, "pliCount");
      add("nacks", id, entry, "nackCount");
      state.size = entry.frameHeight ?? state.size;
      if (entry.estimatedPlayoutTimestamp && state.heardAt) {
        state.skews.push(entry.estimatedPlayoutTimestamp - NTP_MS - state.heardAt);
      }
    }
  }

  async function look() {
    state.freshSound = state.freshPicture = false;
    const mine = state;
    for (const [number, connection] of connections.entries()) {
      if (connection.connectionState === "closed") continue;
      for (const entry of (await connection.getStats()).values()) take(number, entry);
    }
    if (mine !== state) return;
    const now = performance.now();
    if (state.freshSound) {
      state.soundAt = now;
      state.soundBack ||= now - state.from;
    }
    if (state.freshPicture) state.pictureAt = now;
    state.soundGap = Math.max(state.soundGap, now - state.soundAt);
    state.pictureGap = Math.max(state.pictureGap, now - state.pictureAt);
    const level = document.querySelector("[data-part=connection]")?.dataset.level ?? "";
    if (level !== state.level) state.levels.push([Math.round(now - state.from), level]);
    state.level = level;
    if ((now - state.from) / 1000 > state.perSecond.length + 1) {
      state.perSecond.push({ ...sums, size: state.size });
    }
  }

  async function run() {
    const began = performance.now();
    try {
      await look();
    } catch {
      // A connection was closed while it was asked.
    }
    setTimeout(run, Math.max(10, EVERY_MS - (performance.now() - began)));
  }
  run();

  const p95 = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;
  window.__figures = () => {
    const seconds = (performance.now() - state.from) / 1000;
    return {
      ...sums,
      seconds,
      concealed: sums.samples ? sums.concealed / sums.samples : 1,
      fps: sums.frames / seconds,
      frozen: sums.frozen / seconds,
      soundGapMs: Math.round(state.soundGap),
      soundBackMs: Math.round(state.soundBack),
      pictureGapMs: Math.round(state.pictureGap),
      delayP95Ms: Math.round(p95(state.delays)),
      skewP95Ms: Math.round(p95(state.skews.map(Math.abs))),
      size: state.size,
      perSecond: state.perSecond,
      levels: state.levels,
      pair: state.pair,
    };
  };
})();
