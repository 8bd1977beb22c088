"""Who came, by evidence: what the relay says of both seats, who waited, who called."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from counselling.domain import disposition, new_times, no_show, queue, queue_calling, sessions
from counselling.domain.desks import sit_down
from counselling.enums import Outcome, ParticipantRole
from counselling.exceptions import CannotMove
from counselling.models import (
    Appointment,
    AttendanceFinding,
    CounsellingSession,
    Notice,
    QueueTicket,
)
from tests.cast import Cast
from tests.counselling.domain.relay_words import relay_says
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db

CITIZEN, OFFICIAL = ParticipantRole.CITIZEN, ParticipantRole.OFFICIAL


@pytest.fixture
def clock(office_time: dt.datetime) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(office_time, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def appointment(cast: Cast, clock: object) -> Appointment:
    """At 10:00, now, for desk 1."""
    return make_appointment(cast.service, cast.desk1, phone="01012345678")


def minutes(number: float) -> dt.timedelta:
    return dt.timedelta(minutes=number)


def call(cast: Cast) -> CounsellingSession:
    sit_down(cast.desk1, official=cast.kim)
    return queue_calling.call_next(cast.desk1, official=cast.kim)


def verdict(appointment: Appointment) -> str:
    finding = no_show.finding_of(appointment)
    return f"{finding.state} by {finding.source}" if finding else ""


def test_a_citizen_who_never_came_is_a_no_show_after_the_time(
    cast: Cast, appointment: Appointment, clock: time_machine.Traveller
) -> None:
    clock.shift(minutes(25))
    sit_down(cast.desk1, official=cast.kim)
    assert no_show.judge_due() == 1

    appointment.refresh_from_db()
    finding = AttendanceFinding.objects.get()
    assert (appointment.state, finding.state) == ("no_show", "citizen")
    assert finding.citizen_missing_from == appointment.starts_at
    assert [step.why for step in appointment.changes.all()] == ["citizen"]
    assert no_show.judge_due() == 0


def test_nobody_is_judged_before_the_time_is_over(
    appointment: Appointment, clock: time_machine.Traveller
) -> None:
    clock.shift(minutes(24))

    assert no_show.judge_due() == 0


def test_where_no_desk_was_staffed_it_is_not_put_down_to_the_citizen(
    appointment: Appointment, clock: time_machine.Traveller
) -> None:
    clock.shift(minutes(25))
    no_show.judge_due()

    assert verdict(appointment) == "office by evidence"


def test_who_waits_and_is_not_called_is_offered_other_times_at_once(
    cast: Cast, appointment: Appointment, clock: time_machine.Traveller
) -> None:
    queue.enter_for_appointment(appointment)
    clock.shift(minutes(9))
    assert no_show.judge_due() == 0
    clock.shift(minutes(1))
    assert no_show.judge_due() == 1

    appointment.refresh_from_db()
    finding = no_show.finding_of(appointment)
    assert finding is not None
    assert (finding.state, appointment.state) == ("office", "entered")
    assert finding.office_missing_from == appointment.starts_at
    assert Notice.objects.get(kind="office_missed").contact_method == "sms"
    assert [slot.starts_at.minute for slot in new_times.new_times(finding)] == [30, 45, 0]


def test_choosing_another_time_keeps_the_appointment_and_leaves_the_line(
    appointment: Appointment, clock: time_machine.Traveller
) -> None:
    queue.enter_for_appointment(appointment)
    clock.shift(minutes(10))
    no_show.judge_due()
    appointment.refresh_from_db()
    finding = no_show.finding_of(appointment)
    assert finding is not None
    at_half_past = appointment.starts_at + minutes(30)

    new_times.choose(finding, starts_at=at_half_past, by=None)

    appointment.refresh_from_db()
    assert (appointment.state, appointment.starts_at) == ("confirmed", at_half_past)
    assert QueueTicket.objects.get().state == "left"
    assert no_show.finding_of(appointment) is None
    with pytest.raises(CannotMove):
        new_times.choose(finding, starts_at=at_half_past + minutes(15), by=None)
    # What was before is no evidence about the new time.
    clock.shift(minutes(45))
    no_show.judge_due()
    assert verdict(appointment) == "office by evidence"
    assert no_show.evidence_of(appointment, now=at_half_past).citizen_waits_from is None


def test_who_was_called_and_did_not_come_is_missing_from_the_call_on(
    cast: Cast, appointment: Appointment, clock: time_machine.Traveller
) -> None:
    ticket = queue.enter_for_appointment(appointment)
    clock.shift(minutes(2))
    call(cast)
    clock.shift(minutes(3))
    ticket.refresh_from_db()
    queue_calling.mark_missed(ticket, by=cast.kim)
    no_show.judge_due()

    finding = AttendanceFinding.objects.get()
    assert finding.citizen_missing_from == appointment.starts_at + minutes(2)
    assert finding.state == "citizen"
    clock.shift(minutes(25))
    no_show.judge_due()
    appointment.refresh_from_db()
    assert appointment.state == "no_show"


def test_an_official_cannot_call_missed_whom_the_relay_saw(
    cast: Cast,
    appointment: Appointment,
    clock: time_machine.Traveller,
    django_capture_on_commit_callbacks: Any,
) -> None:
    """The citizen was in the call with sound; nobody of the office joined."""
    ticket = queue.enter_for_appointment(appointment)
    session = call(cast)
    clock.shift(minutes(1))
    relay_says(session, CITIZEN, "connected")
    clock.shift(minutes(1))
    relay_says(session, CITIZEN, "media")
    clock.shift(minutes(4))
    ticket.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        queue_calling.mark_missed(ticket, by=cast.kim)

    finding = AttendanceFinding.objects.get()
    assert (finding.state, finding.office_missing_from) == (
        "office",
        appointment.starts_at + minutes(1),
    )
    assert Notice.objects.filter(kind="office_missed").exists()


def test_a_call_that_was_taken_back_is_no_call(
    cast: Cast, appointment: Appointment, clock: time_machine.Traveller
) -> None:
    ticket = queue.enter_for_appointment(appointment)
    call(cast)
    ticket.refresh_from_db()
    queue_calling.put_back(ticket, by=cast.kim)
    clock.shift(minutes(10))

    no_show.judge_due()

    assert verdict(appointment) == "office by evidence"


def talk(cast: Cast, clock: time_machine.Traveller, *said: tuple[ParticipantRole, str]) -> None:
    """Let both sides do so, and end it; then the poll comes by."""
    session = call(cast)
    sessions.start_session(session, by=cast.kim)
    for role, kind in said:
        relay_says(session, role, kind)
        clock.shift(minutes(1))
    session.refresh_from_db()
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)
    no_show.judge_due()


TALKS: dict[str, tuple[tuple[tuple[ParticipantRole, str], ...], str]] = {
    "met": (
        ((OFFICIAL, "connected"), (CITIZEN, "connected"), (CITIZEN, "media")),
        "met by evidence",
    ),
    "one after the other": (
        ((CITIZEN, "connected"), (CITIZEN, "lost"), (OFFICIAL, "connected"), (OFFICIAL, "media")),
        "technical by evidence",
    ),
    "the official alone": (
        ((OFFICIAL, "connected"), (OFFICIAL, "media"), (OFFICIAL, "left")),
        "citizen by evidence",
    ),
}


@pytest.mark.parametrize("name", sorted(TALKS))
def test_closing_writes_what_the_relay_saw(
    cast: Cast, appointment: Appointment, clock: time_machine.Traveller, name: str
) -> None:
    said, expected = TALKS[name]
    queue.enter_for_appointment(appointment)

    talk(cast, clock, *said)

    assert verdict(appointment) == expected


def test_late_but_met_is_met(
    cast: Cast, appointment: Appointment, clock: time_machine.Traveller
) -> None:
    queue.enter_for_appointment(appointment)
    clock.shift(minutes(11))
    no_show.judge_due()

    talk(cast, clock, *TALKS["met"][0])

    finding = AttendanceFinding.objects.get()
    assert [(step.to_state, step.why) for step in finding.changes.order_by("pk")] == [
        ("office", "evidence"),
        ("met", "evidence"),
    ]
