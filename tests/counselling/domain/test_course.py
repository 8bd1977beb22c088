"""In the course of a session: recommended time, telephone, legal clock."""

import pytest
import time_machine

from counselling.domain import disposition, phone_talks, recommended_time
from counselling.enums import Outcome
from counselling.exceptions import NoClock, NumberMissing, ReasonMissing
from counselling.models import CounsellingSession, Notice, PhoneTalk
from tests.cast import Cast
from tests.counselling.domain.relay_words import relay_says
from tests.counselling.domain.session_in_call import CITIZEN, MINUTE, clock, session, switch_on
from video.models import Call

pytestmark = pytest.mark.django_db

__all__ = ["clock", "session"]


# Recommended time (L15, F2)


def test_there_is_no_clock_unless_somebody_set_it(cast: Cast, session: CounsellingSession) -> None:
    assert recommended_time.reading_of(session) is None
    with pytest.raises(NoClock):
        recommended_time.extend(session, minutes=5, reason="설명", by=cast.kim)


def test_a_service_may_have_its_own_clock(cast: Cast, session: CounsellingSession) -> None:
    session.service.recommended_minutes = 30
    session.service.save()

    reading = recommended_time.reading_of(session)

    assert reading is not None
    assert reading.limit == 30 * MINUTE


def test_the_clock_stands_while_one_side_is_lost_and_nobody_is_cut_off(
    cast: Cast, session: CounsellingSession, clock: time_machine.Traveller
) -> None:
    switch_on(cast, shows_clock=True, recommended_minutes=10, end_notice_minutes=3)
    clock.shift(4 * MINUTE)
    relay_says(session, CITIZEN, "lost")
    clock.shift(5 * MINUTE)
    standing = recommended_time.reading_of(session)
    relay_says(session, CITIZEN, "connected")
    clock.shift(3 * MINUTE)
    ending = recommended_time.reading_of(session)
    clock.shift(9 * MINUTE)
    over = recommended_time.reading_of(session)

    assert standing is not None and ending is not None and over is not None
    assert (standing.elapsed, standing.is_paused) == (4 * MINUTE, True)
    assert (ending.elapsed, ending.phase, ending.is_paused) == (7 * MINUTE, "ending", False)
    assert over.phase == "over"
    assert Call.objects.get(ref=session.call_ref).ended_at is None


def test_more_time_is_given_with_a_reason(
    cast: Cast, session: CounsellingSession, clock: time_machine.Traveller
) -> None:
    switch_on(cast, shows_clock=True)
    with pytest.raises(ReasonMissing):
        recommended_time.extend(session, minutes=5, reason=" ", by=cast.kim)
    with pytest.raises(ReasonMissing):
        recommended_time.extend(session, minutes=600, reason="길게", by=cast.kim)

    recommended_time.extend(session, minutes=5, reason="서류를 함께 보느라", by=cast.kim)

    reading = recommended_time.reading_of(session)
    assert reading is not None
    assert reading.limit == 25 * MINUTE
    assert session.clock_extensions.get().extended_by == cast.kim


# Telephone (L11)


def test_the_session_goes_on_by_telephone_with_the_same_record(
    cast: Cast, session: CounsellingSession, clock: time_machine.Traveller
) -> None:
    switch_on(cast, shows_clock=True)
    clock.shift(2 * MINUTE)
    relay_says(session, CITIZEN, "lost")
    clock.shift(MINUTE)
    talk = phone_talks.start(session, by=cast.kim)
    clock.shift(4 * MINUTE)
    reading = recommended_time.reading_of(session)
    disposition.close_session(session, outcome=Outcome.ANSWERED, by=cast.kim)
    phone_talks.end_over()

    talk.refresh_from_db()
    assert Call.objects.get(ref=session.call_ref).end_reason == "technical"
    assert talk.started_at is not None and talk.ended_at is not None
    assert talk.ended_at - talk.started_at == 4 * MINUTE
    assert [step.to_state for step in talk.changes.order_by("pk")] == ["talking", "done"]
    # The clock stood for the minute without anybody, and ran on while they talked.
    assert reading is not None
    assert (reading.elapsed, reading.is_paused) == (6 * MINUTE, False)
    assert Notice.objects.filter(kind="continued_by_phone").exists()
    assert "continued by telephone" in session.changes.values_list("why", flat=True)


def test_the_citizen_asks_to_be_called_at_a_number(cast: Cast, session: CounsellingSession) -> None:
    with pytest.raises(NumberMissing):
        phone_talks.ask(session, phone="없어요", by=None)

    phone_talks.ask(session, phone="010-9999-8888", by=None)

    assert phone_talks.number_of(session) == "01099998888"
    assert PhoneTalk.objects.get().state == "asked"
    assert phone_talks.start(session, by=cast.kim).state == "talking"


def test_without_a_number_or_consent_nobody_is_called(
    cast: Cast, session: CounsellingSession
) -> None:
    assert session.queue_ticket is not None
    session.queue_ticket.phone = ""

    with pytest.raises(NumberMissing):
        phone_talks.start(session, by=cast.kim)
