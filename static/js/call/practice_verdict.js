const ENOUGH_FRAMES = 60; // two seconds of a good picture
const ENOUGH_PACKETS = 150; // three seconds of sound
const GOOD_LOSS_PERCENT = 3;
const GOOD_MS = 400;

/** What a visit found, row by row: {row: {key, result, values}}. `found` is plain figures. */
export function judge(found) {
  const way = {
    sent: found.sentLossPercent,
    received: found.receivedLossPercent,
    ms: found.roundTripMs ?? 0,
  };
  const isGood =
    way.sent <= GOOD_LOSS_PERCENT && way.received <= GOOD_LOSS_PERCENT && way.ms <= GOOD_MS;
  return {
    camera: judgePicture(found),
    microphone: judgeSound(found),
    connection: {
      key: isGood ? "way_good" : "way_weak",
      result: isGood ? "good" : "weak",
      values: way,
    },
  };
}

function judgePicture({ hasCamera, pictureFrames: frames }) {
  if (!hasCamera) return { key: "camera_none", result: "skipped", values: {} };
  const result = frames >= ENOUGH_FRAMES ? "good" : frames > 0 ? "weak" : "failed";
  return { key: `sent_picture_${result}`, result, values: { frames } };
}

function judgeSound({ hasMicrophone, soundPackets: packets, wasLoud }) {
  if (!hasMicrophone) return { key: "microphone_none", result: "skipped", values: {} };
  const arrived = packets >= ENOUGH_PACKETS;
  const result = arrived && wasLoud ? "good" : packets > 0 ? "weak" : "failed";
  return { key: `sent_sound_${result}`, result, values: { packets } };
}

/** Loss in per cent and round trip of an RTCStatsReport. */
export function figuresOf(stats) {
  let received = 0;
  let lost = 0;
  let roundTripMs = null;
  for (const entry of stats.values()) {
    if (entry.type === "inbound-rtp") {
      received += entry.packetsReceived ?? 0;
      lost += Math.max(0, entry.packetsLost ?? 0);
    }
    if (entry.type === "candidate-pair" && entry.nominated && entry.responsesReceived > 0) {
      roundTripMs = Math.round((entry.currentRoundTripTime ?? 0) * 1000);
    }
  }
  return { roundTripMs, receivedLossPercent: percent(lost, received + lost) };
}

/** With one digit behind the point. */
export function percent(part, whole) {
  return whole ? Math.round((part / whole) * 1000) / 10 : 0;
}
