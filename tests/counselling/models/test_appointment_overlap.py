"""No resource and no contact has two active appointments at a time: the database says so."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from counselling.enums import AppointmentState
from counselling.models import Appointment, Interpreter
from counselling.timetable.days import KST
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.kiosks import make_booth

pytestmark = pytest.mark.django_db

TEN = dt.datetime(2026, 11, 24, 10, 0, tzinfo=KST)
MINUTE = dt.timedelta(minutes=1)


def refuses(**fields: object) -> bool:
    try:
        with transaction.atomic():
            make_appointment(**fields)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize("minutes", [-14, 0, 1, 14])
def test_two_active_appointments_at_one_desk_never_overlap(cast: Cast, minutes: int) -> None:
    make_appointment(cast.service, cast.desk1, starts_at=TEN)

    later = TEN + minutes * MINUTE
    assert refuses(service=cast.service, desk=cast.desk1, starts_at=later)
    assert not refuses(service=cast.service, desk=cast.desk2, starts_at=later)


@pytest.mark.parametrize("minutes", [-15, 15])
def test_appointments_that_touch_are_fine(cast: Cast, minutes: int) -> None:
    make_appointment(cast.service, cast.desk1, starts_at=TEN)

    assert not refuses(service=cast.service, desk=cast.desk1, starts_at=TEN + minutes * MINUTE)


@pytest.mark.parametrize("state", AppointmentState.values)
def test_exactly_the_active_states_occupy_the_desk(cast: Cast, state: str) -> None:
    make_appointment(cast.service, cast.desk1, starts_at=TEN, state=state)

    is_active = state in AppointmentState.active()
    assert refuses(service=cast.service, desk=cast.desk1, starts_at=TEN) is is_active


def test_a_booth_is_in_use_once_at_a_time(cast: Cast) -> None:
    booth = make_booth(cast.seocho)
    make_appointment(cast.service, cast.desk1, starts_at=TEN, booth=booth)

    assert refuses(service=cast.service, desk=cast.desk2, starts_at=TEN, booth=booth)
    assert not refuses(service=cast.service, desk=cast.desk2, starts_at=TEN)


def test_an_official_is_in_one_appointment_at_a_time(cast: Cast) -> None:
    make_appointment(cast.service, cast.desk1, starts_at=TEN, official=cast.kim)

    assert refuses(service=cast.service, desk=cast.desk2, starts_at=TEN, official=cast.kim)


def test_coming_back_to_life_is_refused_too(cast: Cast) -> None:
    cancelled = make_appointment(
        cast.service, cast.desk1, starts_at=TEN, state=AppointmentState.CANCELLED
    )
    make_appointment(cast.service, cast.desk1, starts_at=TEN)

    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=cancelled.pk).update(state=AppointmentState.CONFIRMED)


def test_moving_onto_another_is_refused_but_moving_oneself_is_not(cast: Cast) -> None:
    make_appointment(cast.service, cast.desk1, starts_at=TEN)
    other = make_appointment(cast.service, cast.desk1, starts_at=TEN + 30 * MINUTE)
    row = Appointment.objects.filter(pk=other.pk)

    def move_to(starts_at: dt.datetime) -> int:
        return row.update(starts_at=starts_at, reserved_from=starts_at)

    with pytest.raises(IntegrityError), transaction.atomic():
        move_to(TEN + 10 * MINUTE)
    assert move_to(TEN + 20 * MINUTE) == 1


def test_the_time_around_a_slot_is_reserved_too(cast: Cast) -> None:
    make_appointment(cast.service, cast.desk1, starts_at=TEN, reserved_until=TEN + 20 * MINUTE)

    assert refuses(service=cast.service, desk=cast.desk1, starts_at=TEN + 15 * MINUTE)
    assert not refuses(service=cast.service, desk=cast.desk1, starts_at=TEN + 20 * MINUTE)


def test_what_is_reserved_is_never_less_than_the_slot(cast: Cast) -> None:
    fields = {"service": cast.service, "desk": cast.desk1, "starts_at": TEN}

    assert refuses(**fields, reserved_from=TEN + MINUTE)
    assert refuses(**fields, reserved_until=TEN + MINUTE)


def test_an_interpreter_is_in_one_appointment_at_a_time(cast: Cast) -> None:
    interpreter = Interpreter.objects.create(name_ko="정통역")
    make_appointment(cast.service, cast.desk1, starts_at=TEN, interpreter=interpreter)

    again = {"service": cast.service, "desk": cast.desk2, "starts_at": TEN}
    assert refuses(**again, interpreter=interpreter)
    assert not refuses(**again)


@pytest.mark.parametrize("contact", [{"phone": "010-1234-5678"}, {"email": "a@example.test"}])
def test_a_citizen_is_in_one_appointment_at_a_time(cast: Cast, contact: dict[str, str]) -> None:
    make_appointment(cast.service, cast.desk1, starts_at=TEN, **contact)

    assert refuses(service=cast.service, desk=cast.desk2, starts_at=TEN, **contact)
    later = TEN + 15 * MINUTE
    assert not refuses(service=cast.service, desk=cast.desk2, starts_at=later, **contact)


def test_the_rule_is_in_the_database_after_all_migrations(cast: Cast) -> None:
    """Django remakes SQLite tables in later migrations and loses triggers on the way."""
    query = {
        "postgresql": "SELECT conname FROM pg_constraint WHERE contype = 'x'",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = " ".join(name for (name,) in cursor.fetchall())

    for resource in ("desk", "booth", "interpreter", "official", "phone", "email"):
        assert f"appointment_{resource}_overlap" in names
