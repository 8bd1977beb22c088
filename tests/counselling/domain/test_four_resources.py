"""Citizen, desk, booth and interpreter in one booking, with the time around it."""

import datetime as dt

import pytest
from django.utils import timezone

from counselling.domain import absences, reservation
from counselling.domain.availability import nearest_slots, offer_days
from counselling.domain.pools import NOTHING, Needs
from counselling.enums import AssignmentRule, InterpretedLanguage
from counselling.exceptions import AlreadyBookedThen, SlotTaken
from counselling.models import Appointment, Interpreter, Service
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.interpreters import make_interpreter
from tests.factories.kiosks import make_booth
from tests.factories.opening_hours import make_closure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

MINUTE = dt.timedelta(minutes=1)
HOUR = 60 * MINUTE


@pytest.fixture
def needs(cast: Cast) -> Needs:
    make_interpreter()
    return Needs(booth=make_booth(cast.seocho), language=InterpretedLanguage.SIGN)


def hold(cast: Cast, needs: Needs = NOTHING, **fields: object) -> Appointment:
    fields.setdefault("starts_at", timezone.now() + HOUR)
    return reservation.hold_slot(cast.service, needs=needs, **fields)


def times(service: Service, needs: Needs) -> list[str]:
    (today,) = offer_days(service, count=1, needs=needs)
    return [f"{timezone.localtime(slot.starts_at):%H:%M}" for slot in today.slots]


def test_one_booking_takes_desk_booth_interpreter_and_official(cast: Cast, needs: Needs) -> None:
    cast.service.officials.add(cast.kim)

    appointment = hold(cast, needs)

    assert appointment.booth == needs.booth
    assert appointment.interpreter.name_ko == "정통역"
    assert appointment.official == cast.kim
    assert appointment.desk in (cast.desk1, cast.desk2)


@pytest.mark.parametrize("resource", ["booth", "interpreter", "official"])
def test_without_one_of_them_the_three_nearest_have_them_all(
    cast: Cast, needs: Needs, resource: str
) -> None:
    cast.service.officials.add(cast.kim)
    taken = hold(cast, needs)
    other = {"booth": None, "interpreter": None, "official": None}
    other[resource] = getattr(taken, resource)
    Appointment.objects.filter(pk=taken.pk).update(**other)

    with pytest.raises(SlotTaken):
        hold(cast, needs)
    nearest = nearest_slots(cast.service, wanted=timezone.now() + HOUR, needs=needs)
    assert [f"{timezone.localtime(slot.starts_at):%H:%M}" for slot in nearest] == [
        "10:30",
        "10:45",
        "11:15",
    ]


def test_nothing_is_taken_when_one_of_four_is_not_free(cast: Cast, needs: Needs) -> None:
    hold(cast, Needs(language=needs.language))

    with pytest.raises(SlotTaken):
        hold(cast, needs)

    assert Appointment.objects.count() == 1


def test_time_before_and_after_is_kept_free_for_each_of_them(cast: Cast, needs: Needs) -> None:
    Service.objects.filter(pk=cast.service.pk).update(minutes_before=5, minutes_after=10)
    cast.service.refresh_from_db()

    appointment = hold(cast, needs, starts_at=timezone.now() + 30 * MINUTE)

    assert appointment.reserved_from == appointment.starts_at - 5 * MINUTE
    assert appointment.reserved_until == appointment.ends_at + 10 * MINUTE
    assert times(cast.service, needs)[:2] == ["10:00", "11:00"]


def test_a_booth_is_offered_in_the_hours_of_its_office(cast: Cast, needs: Needs) -> None:
    now = timezone.now()
    make_closure(now, now + 2 * HOUR, agency=cast.seocho)

    assert times(cast.service, Needs())[0] == "10:00"
    assert times(cast.service, needs)[0] == "13:00"


def test_an_interpreter_of_another_language_is_of_no_use(cast: Cast, needs: Needs) -> None:
    assert times(cast.service, Needs(language=InterpretedLanguage.SIGN))
    assert times(cast.service, Needs(language=InterpretedLanguage.VIETNAMESE)) == []


def test_the_agency_has_its_own_interpreters_first_and_never_those_of_another(cast: Cast) -> None:
    make_interpreter(name_ko="모두")
    make_interpreter(name_ko="우리", agency=cast.mfds)
    make_interpreter(name_ko="남의", agency=cast.seocho)
    wanted = Needs(language=InterpretedLanguage.SIGN)

    assert hold(cast, wanted).interpreter.name_ko == "우리"
    assert hold(cast, wanted).interpreter.name_ko == "모두"


@pytest.mark.parametrize("resource", ["desk", "booth", "interpreter", "official"])
def test_an_absence_of_any_of_them_removes_slots(cast: Cast, needs: Needs, resource: str) -> None:
    cast.service.officials.add(cast.kim)
    cast.service.desks.remove(cast.desk2)
    away = {
        "desk": cast.desk1,
        "booth": needs.booth,
        "interpreter": Interpreter.objects.get(),
        "official": cast.kim,
    }[resource]
    now = timezone.now()

    absences.add(away, starts_at=now, ends_at=now + HOUR, department=cast.food, by=cast.park)

    assert times(cast.service, needs)[0] == "11:00"


def test_a_named_person_is_the_only_one_to_take_it(cast: Cast) -> None:
    cast.service.assignment_rule = AssignmentRule.NAMED_PERSON
    cast.service.named_official = cast.lee

    assert hold(cast).official == cast.lee
    with pytest.raises(SlotTaken):
        hold(cast)


def test_the_first_free_with_the_skill_takes_it(cast: Cast) -> None:
    cast.service.officials.add(cast.kim, cast.lee)

    assert [hold(cast).official, hold(cast).official] == [cast.kim, cast.lee]


def test_in_a_shared_queue_nobody_takes_it_before_the_call(cast: Cast) -> None:
    cast.service.assignment_rule = AssignmentRule.SHARED_QUEUE
    cast.service.officials.add(cast.kim)

    assert hold(cast).official is None


def test_a_contact_is_never_in_two_appointments_at_once(cast: Cast) -> None:
    make_appointment(
        cast.passport, cast.civil_desk, starts_at=timezone.now() + HOUR, phone="010-1234-5678"
    )
    appointment = hold(cast)

    with pytest.raises(AlreadyBookedThen):
        reservation.confirm(appointment, name="홍길동", phone="010-1234-5678")

    appointment.refresh_from_db()
    assert appointment.state == "held"
