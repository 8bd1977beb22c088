"""In the course of a session: recommended time, abuse, telephone, legal clock."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from counselling.domain import (
    conduct_complaints,
    disposition,
    misconduct,
    phone_talks,
    queue_calling,
    recommended_time,
    sessions,
)
from counselling.domain.desks import sit_down
from counselling.enums import Outcome, ParticipantRole
from counselling.exceptions import (
    AlreadySaid,
    NoClock,
    NumberMissing,
    ProcedureOff,
    ReasonMissing,
    SessionClosed,
    StateChanged,
    WarnFirst,
)
from counselling.models import (
    CounsellingSession,
    Desk,
    LegalClock,
    Misconduct,
    Notice,
    PhoneTalk,
    UnitSettings,
)
from tests.cast import Cast
from tests.counselling.domain.relay_words import relay_says
from tests.factories.queue import make_queue_ticket
from video.models import Call

pytestmark = pytest.mark.django_db

CITIZEN, OFFICIAL = ParticipantRole.CITIZEN, ParticipantRole.OFFICIAL
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def clock(office_time: dt.datetime) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(office_time, tick=False) as traveller:
        yield traveller


@pytest.fixture
def session(cast: Cast, clock: time_machine.Traveller) -> CounsellingSession:
    """A walk-in at desk 1, in the call with media since 10:00."""
    make_queue_ticket(cast.service, phone="01012345678")
    sit_down(cast.desk1, official=cast.kim)
    session = queue_calling.call_next(cast.desk1, official=cast.kim)
    sessions.start_session(session, by=cast.kim)
    for role in (OFFICIAL, CITIZEN):
        relay_says(session, role, "connected")
    relay_says(session, CITIZEN, "media")
    session.refresh_from_db()
    return session


def switch_on(cast: Cast, **settings: object) -> None:
    UnitSettings.objects.update_or_create(department=cast.food, defaults=settings)


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


# Abuse (D10, F3)


def test_the_procedure_is_off_unless_the_unit_uses_it(
    cast: Cast, session: CounsellingSession
) -> None:
    with pytest.raises(ProcedureOff):
        misconduct.warn(session, kind="abuse", by=cast.kim)


def test_two_warnings_come_before_the_end(cast: Cast, session: CounsellingSession) -> None:
    switch_on(cast, protects_officials=True)
    with pytest.raises(WarnFirst):
        misconduct.stop(session, reason="욕설", by=cast.kim)
    misconduct.warn(session, kind="abuse", by=cast.kim)
    with pytest.raises(WarnFirst):
        misconduct.stop(session, reason="욕설", by=cast.kim)
    misconduct.warn(session, kind="threat", by=cast.kim)
    with pytest.raises(StateChanged):
        misconduct.warn(session, kind="threat", by=cast.kim)
    with pytest.raises(ReasonMissing):
        misconduct.stop(session, reason=" ", by=cast.kim)
    session.refresh_from_db()
    assert session.state == "live"


def stopped(cast: Cast, session: CounsellingSession) -> Misconduct:
    switch_on(cast, protects_officials=True)
    for kind in ("abuse", "threat"):
        misconduct.warn(session, kind=kind, by=cast.kim)
    return misconduct.stop(session, reason="협박이 이어졌습니다", by=cast.kim)


def test_the_end_tells_everybody_and_lets_the_official_rest(
    cast: Cast, session: CounsellingSession
) -> None:
    found = stopped(cast, session)

    assert Call.objects.get(ref=session.call_ref).end_reason == "misconduct"
    assert (
        session.sheets.get().content["held"].endswith("담당자가 상담을 멈춤 (협박이 이어졌습니다)")
    )
    assert session.dispositions.get().outcome == Outcome.STOPPED
    assert Desk.objects.get(pk=cast.desk1.pk).away_since is not None
    told = Notice.objects.get(kind="call_stopped")
    assert "협박이 이어졌습니다" in told.text
    assert "이의" in told.text and "글로" in told.text
    to_review = Notice.objects.get(kind="conduct_to_review")
    assert to_review.address == cast.park.email
    assert "협박이 이어졌습니다" not in to_review.text
    assert [(step.to_state, step.actor, step.why) for step in found.changes.order_by("pk")] == [
        ("warned", cast.kim, "abuse"),
        ("warned_again", cast.kim, "threat"),
        ("ended", cast.kim, "협박이 이어졌습니다"),
    ]
    with pytest.raises(SessionClosed):
        misconduct.warn(session, kind="abuse", by=cast.kim)
    # The petition is not handled because the talk was ended.
    assert LegalClock.objects.get().state == "running"


def test_the_citizen_objects_once_and_a_supervisor_decides(
    cast: Cast, session: CounsellingSession
) -> None:
    found = stopped(cast, session)

    misconduct.object_to(found, "협박한 적이 없습니다", by=None)
    with pytest.raises(AlreadySaid):
        misconduct.object_to(Misconduct.objects.get(), "또", by=None)
    misconduct.decide(found, to="withdrawn", decision="기록을 보니 오해였습니다", by=cast.park)

    found.refresh_from_db()
    assert (found.state, found.decided_by) == ("withdrawn", cast.park)
    assert Notice.objects.filter(kind="conduct_to_review").count() == 2
    assert Notice.objects.filter(kind="conduct_reviewed").exists()
    with pytest.raises(StateChanged):
        misconduct.decide(found, to="upheld", decision="다시", by=cast.park)


def test_the_citizen_may_report_the_official_too(cast: Cast, session: CounsellingSession) -> None:
    complaint = conduct_complaints.report(session, "반말을 했습니다", by=None)
    with pytest.raises(AlreadySaid):
        conduct_complaints.report(session, "또", by=None)

    conduct_complaints.answer(complaint, "사과드립니다", by=cast.park)

    assert (complaint.state, complaint.answered_by) == ("answered", cast.park)
    assert Notice.objects.get(kind="conduct_to_review").address == cast.park.email


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
