"""How a seat's connection is, as a word with its likely cause; told to the call when it changes.

The relay's figures speak of the network, the browser of the computer it runs on.
"""

from django.db import transaction

from video.browser_messages import next_sequence, tell_call
from video.enums import Quality, QualityCause
from video.models import Seat
from video.quality import judge


def take_figures(seat: Seat, *, loss: float, rtt_ms: float, jitter_ms: float) -> None:
    """The relay has measured the seat's network. Call it inside a transaction."""
    level, cause = judge(loss=loss, rtt_ms=rtt_ms, jitter_ms=jitter_ms)
    if level == Quality.GOOD and seat.quality_cause == QualityCause.COMPUTER:
        return  # the browser takes that back itself
    _change(seat, level, cause)


def take_busy(seat: Seat, *, is_busy: bool) -> None:
    """The browser says whether its computer keeps up with the pictures."""
    with transaction.atomic():
        seat = Seat.objects.select_related("call").get(pk=seat.pk)
        if is_busy and seat.quality_cause in ("", QualityCause.COMPUTER):
            _change(seat, Quality.FAIR, QualityCause.COMPUTER)
        elif not is_busy and seat.quality_cause == QualityCause.COMPUTER:
            _change(seat, Quality.GOOD, "")


def _change(seat: Seat, level: str, cause: str) -> None:
    if (seat.quality, seat.quality_cause) == (level, cause):
        return
    Seat.objects.filter(pk=seat.pk).update(quality=level, quality_cause=cause)
    next_sequence(seat.call)
    tell_call(seat.call, "quality", seat=seat.ref, level=level, cause=cause)
