const KEYS = {
  NotAllowedError: "blocked",
  SecurityError: "blocked",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "in_use",
  AbortError: "in_use",
};

/** The name of the sentence for a getUserMedia error, e.g. "camera_blocked". */
export function problemKey(error, source) {
  if (!navigator.mediaDevices) return "media_insecure";
  return `${source}_${KEYS[error.name] ?? "in_use"}`;
}
