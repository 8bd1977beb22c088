"""Who came of those who took a queue ticket, by evidence: called and unseen, or seen alone."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from counselling.domain import (
    disposition,
    handovers,
    no_show,
    queue_calling,
    sessions,
    transfer,
)
from counselling.domain.attendance_findings import finding_of
from counselling.domain.desks import sit_down
from counselling.domain.no_show_corrections import correct
from counselling.enums import KeptCall, Outcome, ParticipantRole
from counselling.models import CounsellingSession, QueueTicket
from tests.cast import Cast
from tests.counselling.domain.relay_words import relay_says
from tests.factories.queue import make_queue_ticket

pytestmark = pytest.mark.django_db

CITIZEN, OFFICIAL = ParticipantRole.CITIZEN, ParticipantRole.OFFICIAL
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def clock(office_time: dt.datetime) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(office_time, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def session(cast: Cast, clock: time_machine.Traveller) -> CounsellingSession:
    """A walk-in of five minutes ago, just called."""
    make_queue_ticket(cast.service, name="방문자")
    clock.shift(5 * MINUTE)
    sit_down(cast.desk1, official=cast.kim)
    return queue_calling.call_next(cast.desk1, official=cast.kim)


def ticket_of(session: CounsellingSession) -> QueueTicket:
    return QueueTicket.objects.select_related("line").get(pk=session.queue_ticket_id)


def verdict(session: CounsellingSession) -> str:
    finding = finding_of(ticket_of(session))
    return f"{finding.state} by {finding.source}" if finding else ""


def test_d7_a_walk_in_who_is_called_and_never_comes_is_missing_from_the_call_on(
    cast: Cast, session: CounsellingSession, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        queue_calling.mark_missed(ticket_of(session), by=cast.kim)

    finding = finding_of(ticket_of(session))
    assert finding is not None
    assert (finding.state, finding.citizen_missing_from) == ("citizen", session.created_at)
    assert (finding.starts_at, finding.session) == (session.created_at, session)
    assert ticket_of(session).state == "missed"
    assert no_show.judge_due() == 0


def test_f9_a_walk_in_whom_the_relay_saw_alone_stands_at_the_old_place_at_once(
    cast: Cast,
    session: CounsellingSession,
    clock: time_machine.Traveller,
    django_capture_on_commit_callbacks: Any,
) -> None:
    since = ticket_of(session).waiting_since
    relay_says(session, CITIZEN, "connected")
    relay_says(session, CITIZEN, "media")
    clock.shift(MINUTE)
    with django_capture_on_commit_callbacks(execute=True):
        queue_calling.mark_missed(ticket_of(session), by=cast.kim)

    ticket = ticket_of(session)
    assert verdict(session) == "office by evidence"
    assert (ticket.state, ticket.waiting_since) == ("waiting", since)


def test_who_was_there_at_an_earlier_call_only_does_not_block_the_head_of_the_line(
    cast: Cast,
    session: CounsellingSession,
    clock: time_machine.Traveller,
    django_capture_on_commit_callbacks: Any,
) -> None:
    relay_says(session, CITIZEN, "connected")
    relay_says(session, CITIZEN, "media")
    clock.shift(MINUTE)
    relay_says(session, CITIZEN, "lost")
    with django_capture_on_commit_callbacks(execute=True):
        queue_calling.mark_missed(ticket_of(session), by=cast.kim)
    assert ticket_of(session).state == "waiting"

    clock.shift(MINUTE)
    queue_calling.call_this(cast.desk1, ticket_of(session), official=cast.kim)
    clock.shift(MINUTE)
    with django_capture_on_commit_callbacks(execute=True):
        queue_calling.mark_missed(ticket_of(session), by=cast.kim)
    no_show.judge_due()

    assert ticket_of(session).state == "missed"


TALKS: dict[str, tuple[tuple[tuple[ParticipantRole, str], ...], str]] = {
    "met": (
        ((OFFICIAL, "connected"), (CITIZEN, "connected"), (CITIZEN, "media")),
        "met by evidence",
    ),
    "no media of either": (
        ((OFFICIAL, "connected"), (CITIZEN, "connected")),
        "technical by evidence",
    ),
    "the official alone": (((OFFICIAL, "connected"), (OFFICIAL, "media")), "citizen by evidence"),
    "the citizen alone": (((CITIZEN, "connected"), (CITIZEN, "media")), "office by evidence"),
}


@pytest.mark.parametrize("name", sorted(TALKS))
def test_d6_closing_the_session_of_a_walk_in_writes_what_the_relay_saw(
    cast: Cast, session: CounsellingSession, clock: time_machine.Traveller, name: str
) -> None:
    said, expected = TALKS[name]
    sessions.start_session(session, by=cast.kim)
    for role, kind in said:
        relay_says(session, role, kind)
        clock.shift(MINUTE)
    session.refresh_from_db()
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)

    assert no_show.judge_due() == 1
    assert (verdict(session), ticket_of(session).state) == (expected, "done")


def test_missed_first_and_met_later_is_met(
    cast: Cast, session: CounsellingSession, clock: time_machine.Traveller
) -> None:
    queue_calling.mark_missed(ticket_of(session), by=cast.kim)
    no_show.judge_due()
    again = queue_calling.call_this(cast.desk1, ticket_of(session), official=cast.kim)
    sessions.start_session(again, by=cast.kim)
    for role, kind in TALKS["met"][0]:
        relay_says(again, role, kind)
        clock.shift(MINUTE)
    again.refresh_from_db()
    disposition.close_session(again, outcome=Outcome.ANSWERED, by=cast.kim)
    no_show.judge_due()

    finding = finding_of(ticket_of(session))
    assert finding is not None
    assert [step.to_state for step in finding.changes.order_by("pk")] == ["citizen", "met"]
    assert finding.session == again


def test_a_walk_in_s_own_word_goes_before_evidence_and_brings_the_place_back(
    cast: Cast, session: CounsellingSession
) -> None:
    queue_calling.mark_missed(ticket_of(session), by=cast.kim)
    no_show.judge_due()

    correct(
        finding_of(ticket_of(session)),
        to="office",
        reason="자리에 있었어요",
        source="citizen",
        by=None,
    )

    assert (verdict(session), ticket_of(session).state) == ("office by citizen", "waiting")
    again = queue_calling.call_next(cast.desk1, official=cast.kim)
    queue_calling.mark_missed(ticket_of(again), by=cast.kim)
    no_show.judge_due()
    assert (verdict(session), ticket_of(session).state) == ("office by citizen", "missed")


def test_a_call_that_was_taken_back_judges_nobody(cast: Cast, session: CounsellingSession) -> None:
    queue_calling.put_back(ticket_of(session), by=cast.kim)

    assert (no_show.judge_due(), verdict(session)) == (0, "")


def test_who_waits_in_the_kept_call_is_not_missed_by_the_next_desk(
    cast: Cast, session: CounsellingSession, clock: time_machine.Traveller
) -> None:
    """Handed over, the citizen is in the call all the while; its end tells nothing."""
    sessions.start_session(session, by=cast.kim)
    for role, kind in TALKS["met"][0]:
        relay_says(session, role, kind)
        clock.shift(MINUTE)
    moved = transfer.transfer(
        ticket_of(session), to=cast.passport, reason="여권", by=cast.kim, call=KeptCall.STAYS
    )
    handovers.leave(moved.handover, by=cast.kim)
    clock.shift(MINUTE)
    queue_calling.call_next(cast.civil_desk, official=cast.seo)
    clock.shift(MINUTE)
    queue_calling.mark_missed(ticket_of(session), by=cast.seo)

    no_show.judge_due()

    assert (verdict(session), ticket_of(session).state) == ("office by evidence", "waiting")
