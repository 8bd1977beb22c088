"""The last resort of congestion: sound only, when not even the least picture gets through."""


class PictureGate:
    """One viewer. Open by default; tries again by itself, the longer the oftener it failed."""

    FIRST_WAIT_SECONDS = 5.0
    LONGEST_WAIT_SECONDS = 15.0
    WAIT_GROWTH = 1.5
    # Pictures that lasted this long were no mere attempt.
    LASTING_SECONDS = 15.0

    __slots__ = ("_changed_at", "_wait_seconds", "is_open")

    def __init__(self, now: float) -> None:
        self.is_open = True
        self._changed_at = now
        self._wait_seconds = self.FIRST_WAIT_SECONDS

    def judge(self, now: float, *, starving: bool) -> bool:
        """Whether pictures may be sent now. Call it a few times a second.

        starving: less gets through to the viewer than the least picture needs.
        """
        lasted = now - self._changed_at
        if self.is_open and starving:
            if lasted > self.LASTING_SECONDS:
                self._wait_seconds = self.FIRST_WAIT_SECONDS
            self.is_open, self._changed_at = False, now
        elif not self.is_open and lasted >= self._wait_seconds:
            longer = self._wait_seconds * self.WAIT_GROWTH
            self._wait_seconds = min(longer, self.LONGEST_WAIT_SECONDS)
            self.is_open, self._changed_at = True, now
        return self.is_open
