// VP8 first, H264 constrained baseline second, Opus for sound. All that Chromium knows would make
// a meeting of 12 an SDP of 85 kB, more than the relay takes, and slow for it to read.
const WANTED = [
  ({ mimeType }) => mimeType === "audio/opus",
  ({ mimeType }) => mimeType === "video/VP8",
  ({ mimeType, sdpFmtpLine = "" }) =>
    mimeType === "video/H264" &&
    sdpFmtpLine.includes("packetization-mode=1") &&
    sdpFmtpLine.includes("profile-level-id=42e01f"),
  ({ mimeType }) => mimeType === "video/rtx",
];

/** Keeps the codecs of a transceiver to those that are relayed, in our order. */
export function preferCodecs(transceiver, kind) {
  const known = RTCRtpReceiver.getCapabilities?.(kind)?.codecs ?? [];
  const wanted = WANTED.flatMap((isIt) => known.filter(isIt));
  if (wanted.length) transceiver.setCodecPreferences?.(wanted);
}
