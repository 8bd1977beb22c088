"""Abuse: two warnings, the end with a reason, objection, and reports of an official (D10, F3)."""

import pytest

from counselling.domain import conduct_complaints, misconduct
from counselling.enums import Outcome
from counselling.exceptions import (
    AlreadySaid,
    ProcedureOff,
    ReasonMissing,
    SessionClosed,
    StateChanged,
    WarnFirst,
)
from counselling.models import CounsellingSession, Desk, LegalClock, Misconduct, Notice
from tests.cast import Cast
from tests.counselling.domain.session_in_call import clock, session, switch_on
from video.models import Call

pytestmark = pytest.mark.django_db

__all__ = ["clock", "session"]


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
