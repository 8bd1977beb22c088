import datetime as dt

import pytest
from django.utils import timezone

from counselling.domain import changing, entry_codes, reservation
from counselling.enums import AppointmentState
from counselling.exceptions import (
    AlreadyBookedThen,
    CannotMove,
    SlotNotOffered,
    SlotTaken,
    TooLateToChange,
)
from counselling.models import Appointment, Notice, UnitSettings
from tests.cast import Cast
from tests.factories.appointments import make_appointment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

HOUR = dt.timedelta(hours=1)


def tomorrow(hours: float = 0) -> dt.datetime:
    return timezone.now() + dt.timedelta(days=1, hours=hours)


def book(cast: Cast, starts_at: dt.datetime, **fields: str) -> tuple[Appointment, str]:
    appointment = reservation.hold_slot(cast.service, starts_at=starts_at)
    fields = {"name": "홍길동", "phone": "010-1234-5678"} | fields
    return appointment, reservation.confirm(appointment, **fields)


def test_moving_keeps_reference_and_code_and_tells_the_citizen(cast: Cast) -> None:
    appointment, code = book(cast, tomorrow())

    changing.move_own(appointment, starts_at=tomorrow(6), by=cast.hong)

    moved = Appointment.objects.get(ref=appointment.ref)
    assert (moved.starts_at, moved.state) == (tomorrow(6), AppointmentState.CONFIRMED)
    assert moved.reserved_until == moved.ends_at == tomorrow(6.25)
    assert entry_codes.redeem("홍길동", code, network="a") == moved
    assert moved.entry_codes.get().valid_until == moved.ends_at + dt.timedelta(days=7)
    assert Notice.objects.filter(kind="appointment_moved").count() == 1


def test_the_history_says_from_when_to_when_and_by_whom(cast: Cast) -> None:
    appointment, _code = book(cast, tomorrow())

    changing.move(appointment, starts_at=tomorrow(6), by=cast.park, why="창구 사정")

    steps = appointment.changes.order_by("pk")
    assert [(s.to_state, s.starts_at, s.actor, s.why) for s in steps] == [
        ("held", tomorrow(), None, ""),
        ("confirmed", tomorrow(), None, ""),
        ("moved", tomorrow(6), cast.park, "창구 사정"),
    ]


def test_a_time_that_cannot_be_had_leaves_the_old_one(cast: Cast) -> None:
    appointment, _code = book(cast, tomorrow())
    for desk in (cast.desk1, cast.desk2):
        make_appointment(cast.service, desk, starts_at=tomorrow(5))

    with pytest.raises(SlotTaken):
        changing.move(appointment, starts_at=tomorrow(5), by=None)
    with pytest.raises(SlotNotOffered):
        changing.move(appointment, starts_at=tomorrow(2), by=None)

    appointment.refresh_from_db()
    assert appointment.starts_at == tomorrow()


def test_a_contact_is_not_moved_onto_its_other_appointment(cast: Cast) -> None:
    appointment, _code = book(cast, tomorrow())
    book(cast, tomorrow(5))

    with pytest.raises(AlreadyBookedThen):
        changing.move(appointment, starts_at=tomorrow(5), by=None)


def test_an_appointment_may_move_into_its_own_time(cast: Cast) -> None:
    """Half of the new slot is the old one: it does not stand in its own way."""
    cast.service.desks.remove(cast.desk2)
    appointment, _code = book(cast, tomorrow())
    Appointment.objects.filter(pk=appointment.pk).update(reserved_until=tomorrow(0.5))

    changing.move(appointment, starts_at=tomorrow(0.25), by=None)

    appointment.refresh_from_db()
    assert (appointment.starts_at, appointment.desk) == (tomorrow(0.25), cast.desk1)


@pytest.mark.parametrize(
    "state", [state for state in AppointmentState if state != AppointmentState.CONFIRMED]
)
def test_only_confirmed_appointments_move(cast: Cast, state: str) -> None:
    appointment = make_appointment(cast.service, cast.desk1, starts_at=tomorrow(), state=state)

    with pytest.raises(CannotMove):
        changing.move(appointment, starts_at=tomorrow(5), by=None)


def test_who_saw_an_older_state_moves_nothing(cast: Cast) -> None:
    appointment, _code = book(cast, tomorrow())
    stale = Appointment.objects.select_related("desk").get(pk=appointment.pk)
    changing.move(appointment, starts_at=tomorrow(5), by=None)

    with pytest.raises(CannotMove):
        changing.move(stale, starts_at=tomorrow(6), by=None)


def test_citizens_change_until_four_hours_before(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1, starts_at=tomorrow())
    just_in_time = tomorrow() - 4 * HOUR

    changing.move_own(appointment, starts_at=tomorrow(6), by=None, now=just_in_time)
    too_late = tomorrow(6) - 4 * HOUR + dt.timedelta(seconds=1)

    with pytest.raises(TooLateToChange, match="상담 시작 4시간 전까지만"):
        changing.move_own(appointment, starts_at=tomorrow(7), by=None, now=too_late)
    with pytest.raises(TooLateToChange):
        changing.cancel_own(appointment, by=None, now=too_late)


def test_after_the_deadline_one_is_told_whom_to_ring(cast: Cast) -> None:
    UnitSettings.objects.create(department=cast.food, phone="02-123-4567")
    appointment = make_appointment(cast.service, cast.desk1, starts_at=timezone.now() + HOUR)

    with pytest.raises(TooLateToChange, match="02-123-4567"):
        changing.cancel_own(appointment, by=None)


@pytest.mark.parametrize(
    ("of_service", "of_unit", "words"), [(1440, None, "1일"), (None, 90, "90분"), (60, 90, "1시간")]
)
def test_the_service_may_have_a_deadline_of_its_own(
    cast: Cast, of_service: int | None, of_unit: int | None, words: str
) -> None:
    cast.service.cutoff_minutes = of_service
    UnitSettings.objects.create(department=cast.food, cutoff_minutes=of_unit)

    minutes = of_service or of_unit
    assert changing.cutoff_of(cast.service) == dt.timedelta(minutes=minutes)
    assert words in changing.after_deadline(cast.service)
