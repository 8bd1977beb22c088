"""What people say about who came goes before evidence."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine

from counselling.domain import new_times, no_show
from counselling.domain.desks import sit_down
from counselling.domain.no_show_corrections import correct, may_correct
from counselling.exceptions import CannotCorrect, CorrectionSaysNothing
from counselling.models import Appointment, AttendanceFinding, Notice
from tests.cast import Cast
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db


@pytest.fixture
def blamed(cast: Cast, office_time: dt.datetime) -> Callable[[], AttendanceFinding]:
    """By evidence the citizen did not come."""
    make_appointment(cast.service, cast.desk1, phone="01012345678")
    with time_machine.travel(office_time + dt.timedelta(minutes=25), tick=False):
        sit_down(cast.desk1, official=cast.kim)
        no_show.judge_due()
    return lambda: AttendanceFinding.objects.select_related("appointment").get()


def test_evidence_never_overwrites_what_people_said(
    blamed: Callable[[], AttendanceFinding],
) -> None:
    correct(blamed(), to="office", reason="전화로 기다렸습니다", source="citizen", by=None)

    no_show.note_evidence(Appointment.objects.get())

    finding = blamed()
    assert (finding.state, finding.source) == ("office", "citizen")
    assert finding.changes.latest("pk").why == "citizen: 전화로 기다렸습니다"
    assert Notice.objects.filter(kind="office_missed").exists()
    assert new_times.may_choose(finding)


def test_both_sides_may_correct_and_a_supervisor_has_the_last_word(
    cast: Cast, blamed: Callable[[], AttendanceFinding]
) -> None:
    correct(blamed(), to="technical", reason="접속 오류", source="official", by=cast.kim)
    correct(blamed(), to="office", reason="담당자가 없었어요", source="citizen", by=None)
    with pytest.raises(CannotCorrect):
        correct(blamed(), to="citizen", reason="아닙니다", source="official", by=cast.kim)
    correct(blamed(), to="technical", reason="기록을 보았습니다", source="supervisor", by=cast.park)

    assert not may_correct(blamed(), "citizen")
    assert not may_correct(blamed(), "official")
    assert [step.to_state for step in blamed().changes.order_by("pk")] == [
        "citizen",
        "technical",
        "office",
        "technical",
    ]


@pytest.mark.parametrize(("to", "reason"), [("office", "  "), ("citizen", "그대로")])
def test_a_correction_says_something(
    blamed: Callable[[], AttendanceFinding], to: str, reason: str
) -> None:
    with pytest.raises(CorrectionSaysNothing):
        correct(blamed(), to=to, reason=reason, source="citizen", by=None)
