"""When a picture misses packets for good: only a keyframe mends it, and nobody else asks soon.

A receiver notices by itself only after three seconds without a picture.
"""

_NEVER = float("inf")


class BrokenPicture:
    """When to ask a publisher for a keyframe after packets were given up.

    Not in the middle of a bad stretch, where the keyframe would be lost as well: once nothing more
    was given up for a moment, at the latest after `LONGEST_SECONDS`; then every second until one
    has come.
    """

    SETTLING_SECONDS = 0.2
    LONGEST_SECONDS = 0.6
    AGAIN_SECONDS = 1.0
    # Then it is left to the viewers: a publisher that sends nothing any more answers nothing.
    MOST_REQUESTS = 5

    __slots__ = ("_ask_at", "_asked_at", "_counted", "_requests", "_since")

    def __init__(self) -> None:
        self._counted = 0
        self._since = _NEVER
        self._ask_at = _NEVER
        self._asked_at = -_NEVER
        self._requests = 0

    @property
    def is_broken(self) -> bool:
        """True until a keyframe has come."""
        return self._since < _NEVER

    def watch(self, given_up: int, now: float) -> bool:
        """`given_up` packets so far: True when a keyframe is to be asked for now."""
        if given_up != self._counted:
            self._counted = given_up
            self._since = min(self._since, now)
            settled = min(now + self.SETTLING_SECONDS, self._since + self.LONGEST_SECONDS)
            self._ask_at = max(settled, self._asked_at + self.AGAIN_SECONDS)
            self._requests = 0
        if now < self._ask_at:
            return False
        if self._requests == self.MOST_REQUESTS:
            self.mended()
            return False
        self._requests += 1
        self._asked_at, self._ask_at = now, now + self.AGAIN_SECONDS
        return True

    def mended(self) -> None:
        """A keyframe has come, or nobody looks any more."""
        self._since = self._ask_at = _NEVER
