"""Figures of a connection as a word for people, with the likely cause."""

from video.enums import Quality

# A conversation is comfortable up to the first figure and still possible up to the second.
LOSS = (0.03, 0.10)
RTT_MS = (250.0, 600.0)
JITTER_MS = (40.0, 120.0)


def judge(*, loss: float, rtt_ms: float, jitter_ms: float) -> tuple[Quality, str]:
    """The level, and the cause (loss, delay, jitter) of the worst figure; "" when good."""
    measured = (("loss", loss, LOSS), ("delay", rtt_ms, RTT_MS), ("jitter", jitter_ms, JITTER_MS))
    for level, limit in ((Quality.POOR, 1), (Quality.FAIR, 0)):
        for cause, value, limits in measured:
            if value > limits[limit]:
                return level, cause
    return Quality.GOOD, ""
