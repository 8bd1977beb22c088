"""The legal clock of a petition (처리기간): begins, stands still, moves on, ends (F7)."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from counselling.domain import disposition, legal_clocks, queue_calling, sessions, transfer
from counselling.domain.desks import sit_down
from counselling.enums import Outcome
from counselling.exceptions import CannotExtend, SupplementAwaited
from counselling.models import CounsellingSession, LegalClock, Notice
from counselling.timetable.days import KST
from tests.cast import Cast
from tests.factories.queue import make_queue_ticket

pytestmark = pytest.mark.django_db

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def clock(office_time: dt.datetime) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(office_time, tick=False) as traveller:
        yield traveller


@pytest.fixture
def session(cast: Cast, clock: time_machine.Traveller) -> CounsellingSession:
    """A walk-in in the call at desk 1, on a Tuesday at ten."""
    make_queue_ticket(cast.service, phone="01012345678")
    sit_down(cast.desk1, official=cast.kim)
    session = queue_calling.call_next(cast.desk1, official=cast.kim)
    sessions.start_session(session, by=cast.kim)
    return session


def test_the_clock_begins_with_the_place_and_ends_with_the_answer(
    cast: Cast, session: CounsellingSession
) -> None:
    clock = LegalClock.objects.get()
    assert session.queue_ticket is not None
    assert clock.received_at == session.queue_ticket.created_at
    assert clock.due_at == dt.datetime(2026, 12, 2, 18, tzinfo=KST)

    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)

    clock.refresh_from_db()
    assert (clock.state, clock.ended_at is None) == ("done", False)


def test_what_was_promised_goes_on_and_papers_make_it_stand(
    cast: Cast, session: CounsellingSession, clock: time_machine.Traveller
) -> None:
    disposition.close_session(session, outcome=Outcome.DOCUMENTS_NEEDED, by=cast.kim)
    found = LegalClock.objects.get()
    assert found.state == "paused"
    with pytest.raises(SupplementAwaited):
        legal_clocks.ask_for_supplement(found, what="영수증", by=cast.kim)
    clock.shift(2 * 24 * 60 * MINUTE)

    legal_clocks.note_supplied(found, by=cast.kim)

    # Two days began while the papers were awaited; a weekend follows.
    assert (found.state, found.due_at) == ("running", dt.datetime(2026, 12, 4, 18, tzinfo=KST))


def test_it_is_extended_once_and_again_only_with_consent(
    cast: Cast, session: CounsellingSession
) -> None:
    clock = LegalClock.objects.get()
    legal_clocks.extend(clock, reason="현장 확인", has_consent=False, by=cast.kim)
    assert clock.due_at == dt.datetime(2026, 12, 11, 18, tzinfo=KST)
    with pytest.raises(CannotExtend):
        legal_clocks.extend(clock, reason="더", has_consent=False, by=cast.kim)
    legal_clocks.extend(clock, reason="더", has_consent=True, by=cast.kim)
    with pytest.raises(CannotExtend):
        legal_clocks.extend(clock, reason="또", has_consent=True, by=cast.kim)

    assert clock.extensions == 2
    assert Notice.objects.filter(kind="handling_extended").count() == 1
    assert [step.why for step in clock.changes.order_by("pk")] == ["received", "현장 확인", "더"]


def test_handed_to_another_agency_it_begins_anew_there(
    cast: Cast, session: CounsellingSession, clock: time_machine.Traveller
) -> None:
    assert session.queue_ticket is not None
    clock.shift(30 * MINUTE)
    session.queue_ticket.refresh_from_db()
    transfer.transfer(session.queue_ticket, to=cast.passport, reason="소관", by=cast.kim)
    clock.shift(15 * MINUTE)
    sit_down(cast.civil_desk, official=cast.seo)
    queue_calling.call_next(cast.civil_desk, official=cast.seo)

    found = LegalClock.objects.get()
    assert found.department == cast.civil
    assert found.received_at.astimezone(KST).time() == dt.time(10, 45)
    assert found.changes.latest("pk").why == "received by another agency"
