"""How much a viewer can take: its own estimate (REMB) and loss reports turned into a limit.

Browsers estimate from the delay of the pictures that arrive (not of the sound) and say so several
times a second. The estimate alone is a bad limit: it starts low, and it follows what is sent (at
most 1.5 times that). So there is no limit until the estimate falls below what is sent of pictures,
or much is lost; from then on the limit grows again by itself, slowly where it failed last and fast
elsewhere (as TCP CUBIC does).
"""


class DownlinkEstimate:
    """One viewer. `limit_bps` is None while nothing speaks for a limit."""

    # Right after connecting every estimate is low (docs/relay.md, 5).
    SETTLING_SECONDS = 5.0
    # A fall of the estimate by this much, and how long it is remembered.
    FALL = 0.9
    REMEMBERED_SECONDS = 3.0
    # After overuse the estimate is 0.85 of what arrives: below this, much does not arrive.
    FAR_BELOW = 0.75
    # Random loss below this is repaired; above it less must be sent.
    HEAVY_LOSS = 0.12
    RUINOUS_LOSS = 0.3
    ROOM = 1.2
    FLOOR_BPS = 150_000
    CEILING_BPS = 3_000_000
    HOLD_SECONDS = 2.0
    # So many failures in a row below the floor, each soon after the last: nothing fits any more.
    STARVED_AFTER = 2
    IN_A_ROW_SECONDS = 8.0
    # So long packets wait on the way while much is lost, or the estimate stays below what is sent.
    STUCK_SECONDS = 1.0
    # The publisher needs a moment to obey, and the queue one to drain: do not judge meanwhile.
    DEAF_SECONDS = 1.5
    GROWTH_NEAR = 0.06  # per second, between 0.9 and 1.15 of where it failed
    GROWTH_FAR = 0.4

    __slots__ = (
        "_began",
        "_deaf_until",
        "_estimate",
        "_failed_at_bps",
        "_fell_at",
        "_grown_at",
        "_held_until",
        "_limited_at",
        "_starved",
        "_stuck_at_bps",
        "_stuck_since",
        "limit_bps",
    )

    def __init__(self, now: float) -> None:
        self.limit_bps: float | None = None
        self._began = now
        self._estimate = 0
        self._failed_at_bps = 0.0
        self._fell_at = float("-inf")
        self._held_until = now
        self._deaf_until = now
        self._grown_at = now
        self._limited_at = float("-inf")
        self._starved = 0
        self._stuck_at_bps = 0
        self._stuck_since = float("inf")

    @property
    def is_starving(self) -> bool:
        """True when what is sent at the floor does not get through either."""
        return self._starved >= self.STARVED_AFTER

    def rest(self, now: float) -> None:
        """Sound only is sent from now on: starts again at the floor. Call it while that lasts.

        What comes after is an attempt: one failure is enough to end it.
        """
        self._starved = self.STARVED_AFTER - 1
        self._limited_at = now
        self._stuck_since = float("inf")
        self.limit_bps = float(self.FLOOR_BPS)
        self._held_until = now + self.HOLD_SECONDS
        self._deaf_until = now + self.DEAF_SECONDS
        self._grown_at = now

    def has_room(self, sent_bps: float) -> bool:
        """False while more is sent than fits: then repeats would only add to the queue."""
        return self.limit_bps is None or sent_bps < self.limit_bps * self.ROOM

    def take_estimate(
        self, estimate_bps: int, pictures_bps: float, now: float, *, queueing: bool
    ) -> bool:
        """A REMB came, while so much was sent of pictures lately. True: less fits now.

        It counts once it has fallen and stays below what is sent: an estimate that only lags
        behind a rate that has just risen says nothing. queueing: the round trip has grown too;
        without that an estimate a little below is noise (a busy machine makes it fall as well),
        and one far below is no proof that nothing fits.
        """
        before, self._estimate = self._estimate, estimate_bps
        if now < self._deaf_until:
            return self._follow(estimate_bps, before, now)
        if not self._may_judge(now):
            return False
        if estimate_bps < before * self.FALL:
            self._fell_at = now
            return False  # the next one confirms it
        bound = pictures_bps if queueing else pictures_bps * self.FAR_BELOW
        if now - self._fell_at < self.REMEMBERED_SECONDS and estimate_bps < bound:
            # Once a way was seen to be full, its next failures need no more proof.
            self._limit(estimate_bps, now, is_full=queueing or self._starved > 0)
            return True
        return False

    def _follow(self, estimate_bps: int, before: int, now: float) -> bool:
        """The publisher has not obeyed yet: an estimate that goes on falling is followed at once.

        A narrow way is full within a quarter of a second, and then sound is lost as well.
        """
        limit = self.limit_bps
        if limit is None or not self.FLOOR_BPS <= estimate_bps < min(before, limit):
            return False
        self._failed_at_bps, self.limit_bps = estimate_bps / 0.85, float(estimate_bps)
        self._held_until = now + self.HOLD_SECONDS
        return True

    def watch(self, pictures_bps: float, now: float, *, queueing: bool, loss: float) -> None:
        """Call it a few times a second: a browser whose way is full may say nothing for long.

        loss: what is lost of the worst stream now, 0..1.
        """
        is_losing = loss > self.HEAVY_LOSS
        if not queueing or not (is_losing or 0 < self._estimate < pictures_bps):
            self._stuck_since = float("inf")
        elif self._stuck_since > now or (self._estimate > self._stuck_at_bps and not is_losing):
            self._stuck_since, self._stuck_at_bps = now, self._estimate
        elif now - self._stuck_since >= self.STUCK_SECONDS and self._may_judge(now):
            self._limit(min(self._estimate, pictures_bps * 0.85), now, is_full=True)

    def _may_judge(self, now: float) -> bool:
        return now - self._began >= self.SETTLING_SECONDS and now >= self._deaf_until

    def take_loss(self, fraction: float, sent_bps: float, now: float) -> None:
        """A receiver report came: what share of the video since the last one was lost."""
        if fraction <= self.HEAVY_LOSS or now < self._deaf_until:
            return
        base = sent_bps if self.limit_bps is None else min(sent_bps, self.limit_bps)
        self._limit(base * (1 - fraction / 2), now, is_full=fraction > self.RUINOUS_LOSS)

    def _limit(self, bps: float, now: float, *, is_full: bool) -> None:
        """is_full: the way is full, so that less is better; else it only loses."""
        in_a_row = now - self._limited_at < self.IN_A_ROW_SECONDS
        if not in_a_row or bps >= self.FLOOR_BPS:
            self._starved = 0
        if is_full and bps < self.FLOOR_BPS:
            self._starved += 1
        self._limited_at = now
        # The estimate after a fall is 0.85 of what got through.
        self._failed_at_bps = bps / 0.85
        self.limit_bps = max(bps, self.FLOOR_BPS)
        self._held_until = now + self.HOLD_SECONDS
        self._deaf_until = now + self.DEAF_SECONDS
        self._grown_at = now

    def grow(self, now: float) -> None:
        """Raises the limit by the time that passed. Call it a few times a second."""
        seconds, self._grown_at = now - self._grown_at, now
        is_stuck = self._stuck_since <= now
        if self.limit_bps is None or now < self._held_until or is_stuck:
            return
        near = 0.9 <= self.limit_bps / self._failed_at_bps <= 1.15
        rate = self.GROWTH_NEAR if near else self.GROWTH_FAR
        self.limit_bps *= 1 + rate * min(seconds, 1.0)
        if self.limit_bps > self.CEILING_BPS:
            self.limit_bps = None
