import datetime as dt

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from counselling.domain.availability import first_free_slot, nearest_slots, offer_days
from counselling.enums import AppointmentState, DayReason
from counselling.models import Desk
from counselling.timetable.days import KST, at
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.opening_hours import make_closure, make_holiday

pytestmark = pytest.mark.django_db

TUESDAY = dt.date(2026, 11, 24)
TEN = dt.datetime(2026, 11, 24, 10, 0, tzinfo=KST)
QUARTER = dt.timedelta(minutes=15)


def test_a_day_offers_every_quarter_of_an_hour_but_lunch(cast: Cast) -> None:
    wednesday = TUESDAY + dt.timedelta(days=1)

    (offer,) = offer_days(cast.service, first_day=wednesday, count=1, now=TEN)

    assert len(offer.slots) == (3 + 5) * 4
    assert offer.slots[0].starts_at == at(wednesday, dt.time(9))
    assert offer.slots[12].starts_at == at(wednesday, dt.time(13))
    assert {slot.free_desks for slot in offer.slots} == {2}


def test_today_begins_now(cast: Cast) -> None:
    (offer,) = offer_days(cast.service, count=1, now=TEN + dt.timedelta(minutes=1))

    assert offer.slots[0].starts_at == TEN + QUARTER


def test_capacity_is_the_number_of_open_desks(cast: Cast) -> None:
    make_appointment(cast.service, cast.desk1, starts_at=TEN)
    (offer,) = offer_days(cast.service, count=1, now=TEN)
    assert offer.slots[0].free_desks == 1

    Desk.objects.filter(pk=cast.desk2.pk).update(is_open=False)
    (offer,) = offer_days(cast.service, count=1, now=TEN)
    assert offer.slots[0].starts_at == TEN + QUARTER


def test_a_hold_that_ran_out_blocks_nothing(cast: Cast) -> None:
    held = {"state": AppointmentState.HELD, "held_until": TEN + dt.timedelta(minutes=5)}
    for desk in (cast.desk1, cast.desk2):
        make_appointment(cast.service, desk, starts_at=TEN + QUARTER, **held)

    (during,) = offer_days(cast.service, count=1, now=TEN)
    (after,) = offer_days(cast.service, count=1, now=TEN + dt.timedelta(minutes=5))

    assert during.slots[1].starts_at == TEN + 2 * QUARTER
    assert after.slots[0].starts_at == TEN + QUARTER
    assert after.slots[0].free_desks == 2


def test_days_without_free_times_say_why(cast: Cast) -> None:
    make_holiday(TUESDAY + dt.timedelta(days=1))
    thursday = TUESDAY + dt.timedelta(days=2)
    make_closure(at(thursday, dt.time(0)), at(thursday, dt.time(23)), department=cast.food)
    friday = TUESDAY + dt.timedelta(days=3)
    for desk in (cast.desk1, cast.desk2):
        make_appointment(
            cast.service,
            desk,
            starts_at=at(friday, dt.time(9)),
            ends_at=at(friday, dt.time(18)),
        )

    offers = offer_days(cast.service, count=5, now=at(TUESDAY, dt.time(18)))

    assert [offer.reason for offer in offers] == [
        DayReason.OVER,
        DayReason.HOLIDAY,
        DayReason.CLOSED,
        DayReason.FULL,
        DayReason.WEEKEND,
    ]


def test_the_nearest_three_times_are_around_the_wanted_one(cast: Cast) -> None:
    for desk in (cast.desk1, cast.desk2):
        make_appointment(cast.service, desk, starts_at=TEN + 4 * QUARTER)

    slots = nearest_slots(cast.service, wanted=TEN + 4 * QUARTER, now=TEN)

    assert [slot.starts_at for slot in slots] == [
        TEN + 2 * QUARTER,
        TEN + 3 * QUARTER,
        TEN + 5 * QUARTER,
    ]


def test_the_first_free_slot_may_be_after_the_weekend(cast: Cast) -> None:
    saturday = at(dt.date(2026, 11, 28), dt.time(10))

    slot = first_free_slot(cast.service, now=saturday)

    assert slot is not None
    assert slot.starts_at == at(dt.date(2026, 11, 30), dt.time(9))


@pytest.mark.parametrize("appointments", [1, 30])
def test_a_month_takes_a_constant_number_of_queries(
    cast: Cast, appointments: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(appointments):
        make_appointment(cast.service, cast.desk1, starts_at=TEN + number * QUARTER)

    with django_assert_num_queries(8):
        offer_days(cast.service, count=28, now=TEN)
