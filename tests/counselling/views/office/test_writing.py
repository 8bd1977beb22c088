"""Ready texts and outcome codes, kept by the agency's administrator."""

import pytest

from counselling.domain import outcomes, unit_changes
from counselling.domain.row_changes import subject_of
from counselling.models import OutcomeCode, TextModule, UnitChange
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in

pytestmark = pytest.mark.django_db

TEXT = {"title": "신고서", "text": "누리집에 있습니다.", "note_for": "citizen", "position": "1"}
CODE = {"text_ko": "수거 검사를 접수했습니다", "outcome": "follow_up", "position": "1"}
ON = {"is_offered": "on"}


def test_a_ready_text_is_added_once_and_the_history_says_so(cast: Cast) -> None:
    park = signed_in(cast.park)
    address = f"/office/units/department-{cast.food.pk}/texts/new/"

    park.post(address, {**TEXT, **ON})
    twice = park.post(address, {**TEXT, **ON}).content.decode()

    assert TextModule.objects.get().title == "신고서"
    assert "같은 제목의 상용구가 있습니다." in twice
    assert UnitChange.objects.filter(subject=f"textmodule:{TextModule.objects.get().pk}").exists()


def test_d5_a_code_of_the_service_takes_the_place_of_the_general_outcomes(cast: Cast) -> None:
    park = signed_in(cast.park)
    park.post(f"/office/services/{cast.service.pk}/outcomes/new/", {**CODE, **ON})
    code = OutcomeCode.objects.get()

    offered = [label for _value, label in outcomes.choices_for(cast.service, cast.food)]
    joining = [value for value, _label in outcomes.choices_for(cast.service, cast.civil)]
    seen = unit_changes.version_of(subject_of(code))
    park.post(f"/office/outcomes/{code.pk}/", {**CODE, "seen": seen})
    without = [label for _value, label in outcomes.choices_for(cast.service, cast.food)]

    assert offered == [
        "수거 검사를 접수했습니다",
        "민원인이 먼저 나갔습니다",
        "연결 문제로 마쳤습니다",
    ]
    assert "수거 검사를 접수했습니다" not in without
    assert joining[0] == "answered"
