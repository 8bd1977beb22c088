"""How a connection is, in a word with its cause, from the relay and from the browser."""

import pytest
from django.db import transaction

from tests.video.made import make_seat
from video import seat_quality
from video.models import Call, Seat

pytestmark = pytest.mark.django_db

CLEAN = {"loss": 0.0, "rtt_ms": 20.0, "jitter_ms": 5.0}
SLOW = {"loss": 0.0, "rtt_ms": 400.0, "jitter_ms": 5.0}


def words(seat: Seat) -> tuple[str, str]:
    seat.refresh_from_db()
    return seat.quality, seat.quality_cause


def test_a_new_cause_is_told_and_the_same_one_is_not() -> None:
    seat = make_seat()
    before = Call.objects.get().sequence
    for figures in (SLOW, SLOW, {**SLOW, "loss": 0.2}, CLEAN):
        with transaction.atomic():
            seat_quality.take_figures(Seat.objects.get(pk=seat.pk), **figures)

    assert words(seat) == ("good", "")
    assert Call.objects.get().sequence == before + 3


def test_a_busy_computer_is_named_until_it_is_no_more() -> None:
    seat = make_seat()

    seat_quality.take_busy(seat, is_busy=True)
    assert words(seat) == ("fair", "computer")
    seat_quality.take_figures(seat, **CLEAN)
    assert words(seat) == ("fair", "computer")
    seat_quality.take_busy(seat, is_busy=False)
    assert words(seat) == ("good", "")


def test_a_bad_network_goes_before_a_busy_computer() -> None:
    seat = make_seat()
    seat_quality.take_figures(seat, **SLOW)

    seat_quality.take_busy(seat, is_busy=True)
    seat_quality.take_busy(seat, is_busy=False)

    assert words(seat) == ("fair", "delay")
