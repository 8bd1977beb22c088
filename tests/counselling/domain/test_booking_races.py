"""Moving, offers and four resources at once: threads against the real database."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection

from counselling.domain import (
    booking_proposals,
    booking_requests,
    changing,
    reservation,
    waiting_list,
)
from counselling.domain.pools import Needs
from counselling.enums import AppointmentState, InterpretedLanguage
from counselling.exceptions import AppointmentError
from counselling.models import Appointment, Booth, Interpreter, SlotOffer
from counselling.timetable.days import KST
from tests.cast import Cast, make_cast
from tests.factories.agencies import make_desk
from tests.factories.appointments import make_appointment
from tests.factories.interpreters import make_interpreter
from tests.factories.kiosks import make_booth
from tests.racing import race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

NOW = dt.datetime(2026, 11, 24, 10, 0, tzinfo=KST)
HOUR = dt.timedelta(hours=1)
ELEVEN = NOW + HOUR
# SQLite has one writer at a time: fewer threads show the same.
PEOPLE = 40 if connection.vendor == "postgresql" else 10


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def overlaps(resource: str) -> int:
    """Count active appointments that share a resource at some moment; there must be none."""
    active = list(Appointment.objects.filter(state__in=AppointmentState.active()))
    return sum(
        1
        for one in active
        for other in active
        if one.pk < other.pk
        and getattr(one, f"{resource}_id") is not None
        and getattr(one, f"{resource}_id") == getattr(other, f"{resource}_id")
        and one.reserved_from < other.reserved_until
        and other.reserved_from < one.reserved_until
    )


def test_four_resources_are_given_together_or_not_at_all(cast: Cast) -> None:
    """Ten desks, but two booths, one interpreter: one person gets all, nobody gets a part."""
    for number in range(3, 11):
        make_desk(cast.food, number)
    booths = [make_booth(cast.seocho), make_booth(cast.seocho, "b")]
    make_interpreter()

    def hold(number: int) -> str:
        needs = Needs(booth=booths[number % 2], language=InterpretedLanguage.SIGN)
        try:
            reservation.hold_slot(cast.service, starts_at=ELEVEN, needs=needs, now=NOW)
        except AppointmentError as error:
            return type(error).__name__
        return "held"

    results = race(PEOPLE, hold)

    assert Counter(map(str, results)) == {"held": 1, "SlotTaken": PEOPLE - 1}
    (held,) = Appointment.objects.all()
    assert held.interpreter == Interpreter.objects.get()
    assert held.booth in Booth.objects.all()
    assert held.desk is not None


def test_interpreters_and_booths_go_to_as_many_as_there_are(cast: Cast) -> None:
    for number in range(3, 11):
        make_desk(cast.food, number)
    for name in ("하나", "둘", "셋"):
        make_interpreter(name_ko=name)

    def hold(_number: int) -> str:
        needs = Needs(language=InterpretedLanguage.SIGN)
        try:
            reservation.hold_slot(cast.service, starts_at=ELEVEN, needs=needs, now=NOW)
        except AppointmentError as error:
            return type(error).__name__
        return "held"

    results = race(PEOPLE, hold)

    assert Counter(map(str, results)) == {"held": 3, "SlotTaken": PEOPLE - 3}
    assert (overlaps("interpreter"), overlaps("desk")) == (0, 0)


def test_many_move_onto_one_free_time_and_one_gets_it(cast: Cast) -> None:
    """The others keep what they have."""
    movers = [
        make_appointment(
            cast.service,
            (cast.desk1, cast.desk2)[number % 2],
            starts_at=NOW + dt.timedelta(days=1 + number // 16, minutes=15 * (number // 2 % 8)),
        )
        for number in range(PEOPLE)
    ]
    before = {mover.pk: mover.starts_at for mover in movers}
    target = NOW + dt.timedelta(days=6, hours=3)
    make_appointment(cast.service, cast.desk2, starts_at=target)

    def move(number: int) -> str:
        try:
            changing.move(movers[number], starts_at=target, by=None, now=NOW)
        except AppointmentError as error:
            return type(error).__name__
        return "moved"

    results = race(PEOPLE, move)

    assert Counter(map(str, results)) == {"moved": 1, "SlotTaken": PEOPLE - 1}
    after = dict(Appointment.objects.filter(pk__in=before).values_list("pk", "starts_at"))
    assert sum(after[pk] != before[pk] for pk in before) == 1


def test_one_appointment_moved_twice_at_once_is_moved_once_at_a_time(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1, starts_at=NOW + dt.timedelta(days=1))
    times = [NOW + dt.timedelta(days=2, minutes=15 * number) for number in range(8)]

    def move(number: int) -> str:
        own = Appointment.objects.select_related("desk", "booth").get(pk=appointment.pk)
        try:
            changing.move(own, starts_at=times[number], by=None, now=NOW)
        except AppointmentError as error:
            return type(error).__name__
        return "moved"

    results = race(8, move)

    moved = sum(result == "moved" for result in results)
    assert moved >= 1
    assert set(map(str, results)) <= {"moved", "CannotMove"}
    assert appointment.changes.count() == moved
    assert Appointment.objects.count() == 1


def test_two_beats_offer_a_freed_slot_once(cast: Cast) -> None:
    """One desk, one free time before theirs, three who wait."""
    cast.service.desks.remove(cast.desk2)
    last = NOW + dt.timedelta(hours=7, minutes=45)
    for minutes in range(0, 480, 15):
        starts_at = NOW + dt.timedelta(minutes=minutes)
        is_lunch = 12 <= starts_at.hour < 13
        if starts_at != ELEVEN and starts_at < last and not is_lunch:
            make_appointment(cast.service, cast.desk1, starts_at=starts_at)
    waiting = [
        make_appointment(
            cast.service,
            cast.desk1,
            starts_at=NOW + dt.timedelta(days=1, minutes=15 * number - 60),
        )
        for number in range(3)
    ]
    make_appointment(cast.service, cast.desk1, starts_at=last)
    for appointment in waiting:
        waiting_list.join(appointment, by=None, now=NOW)

    race(4, lambda _number: waiting_list.offer_freed(now=NOW))

    offers = SlotOffer.objects.filter(hold__starts_at=ELEVEN)
    assert [offer.entry.appointment for offer in offers] == [waiting[0]]
    assert overlaps("desk") == 0


def test_an_offer_pressed_many_times_is_accepted_once(cast: Cast) -> None:
    appointment = make_appointment(
        cast.service, cast.desk1, starts_at=NOW + dt.timedelta(days=1), phone="010-1234-5678"
    )
    waiting_list.join(appointment, by=None, now=NOW)
    waiting_list.offer_freed(now=NOW)
    offer = SlotOffer.objects.get()

    def accept(number: int) -> str:
        same = SlotOffer.objects.select_related(
            "hold__desk", "entry__appointment__desk", "entry__appointment__service__department"
        ).get(pk=offer.pk)
        try:
            if number % 2:
                waiting_list.decline(same, by=None)
                return "declined"
            waiting_list.accept(same, by=None, now=NOW)
        except AppointmentError as error:
            return type(error).__name__
        return "accepted"

    results = Counter(map(str, race(8, accept)))

    appointment.refresh_from_db()
    offer.refresh_from_db()
    has_moved = appointment.starts_at == offer.hold.starts_at
    assert results["accepted"] == (1 if has_moved else 0)
    assert has_moved == (offer.state == "accepted")
    assert not Appointment.objects.filter(state=AppointmentState.HELD).exists()


def test_a_proposed_time_becomes_one_appointment(cast: Cast) -> None:
    request, _code = booking_requests.ask(
        cast.service, name="박민원", phone="010-1234-5678", question="언제든", now=NOW
    )
    times = [NOW + dt.timedelta(days=1, minutes=15 * number) for number in range(3)]
    booking_proposals.propose(request, times, by=cast.kim, now=NOW)
    pks = list(SlotOffer.objects.values_list("pk", flat=True))

    def accept(number: int) -> str:
        offer = SlotOffer.objects.select_related(
            "hold__service__department", "hold__desk", "booking_request__service", "entry"
        ).get(pk=pks[number % 3])
        try:
            booking_proposals.accept(offer, by=None, now=NOW)
        except AppointmentError as error:
            return type(error).__name__
        return "accepted"

    results = Counter(map(str, race(9, accept)))

    assert results["accepted"] == 1, results
    assert Appointment.objects.filter(state=AppointmentState.CONFIRMED).count() == 1
    assert not Appointment.objects.filter(state=AppointmentState.HELD).exists()


def test_a_contact_never_passes_its_number_of_open_bookings(cast: Cast) -> None:
    for number in range(3, 11):
        make_desk(cast.food, number)
    holds = [
        reservation.hold_slot(
            cast.service, starts_at=ELEVEN + dt.timedelta(minutes=15 * (number % 4)), now=NOW
        )
        if number < 4
        else reservation.hold_slot(
            cast.service,
            starts_at=NOW + dt.timedelta(days=1, minutes=15 * (number - 4)),
            now=NOW,
        )
        for number in range(10)
    ]

    def confirm(number: int) -> str:
        try:
            reservation.confirm(holds[number], name="박민원", phone="010-1234-5678", now=NOW)
        except AppointmentError as error:
            return type(error).__name__
        return "confirmed"

    results = race(10, confirm)

    assert Counter(map(str, results)) == {"confirmed": 5, "TooManyBookings": 5}
