"""Settings of a unit: inherited ones in grey, own ones saved."""

import pytest
from django.test import Client

from counselling.domain.unit_settings import settings_of
from counselling.models import UnitChange, UnitSettings
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def settings_page(cast: Cast) -> str:
    return f"/office/units/department-{cast.food.pk}/settings/"


def test_b1_inherited_settings_stand_in_grey_with_the_unit_they_come_from(
    administrator: Client, cast: Cast
):
    UnitSettings.objects.create(agency=cast.mfds, bookable_days=45)

    page = administrator.get(settings_page(cast)).content.decode()

    assert "비우면 45 (식품의약품안전처에서)" in page
    assert 'placeholder="45"' in page
    assert "비우면 5 (제품 기본값)" in page


def test_an_own_setting_counts_and_is_in_the_history(administrator: Client, cast: Cast):
    answer = administrator.post(
        settings_page(cast), {"seen": "0", "hold_minutes": "7", "shows_position": "false"}
    )

    assert answer["Location"] == settings_page(cast)
    found = settings_of(cast.food)
    assert (found.hold_minutes, found.shows_position, found.bookable_days) == (7, False, 28)
    assert {(change.from_text, change.to_text) for change in UnitChange.objects.all()} == {
        ("", "7"),
        ("", "아니요"),
    }


def test_an_emptied_setting_is_inherited_again(administrator: Client, cast: Cast):
    UnitSettings.objects.create(department=cast.food, hold_minutes=9)

    administrator.post(settings_page(cast), {"seen": "0", "hold_minutes": ""})

    assert settings_of(cast.food).hold_minutes == 5


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"bookable_days": "999"}, "180"),
        ({"quiet_from": "22:00"}, "시작과 끝을 함께 넣어 주세요."),
        ({"recommended_minutes": "10", "end_notice_minutes": "10"}, "권장시간보다 짧아야 합니다."),
        ({"cutoff_minutes": "이틀"}, "이틀"),
    ],
)
def test_a_wrong_setting_is_told_and_nothing_is_saved(
    administrator: Client, cast: Cast, data: dict, sentence: str
):
    page = administrator.post(settings_page(cast), {"seen": "0", "phone": "02-110", **data})

    assert sentence in page.content.decode()
    assert 'value="02-110"' in page.content.decode()
    assert UnitSettings.objects.count() == 0


def test_what_another_administrator_saved_first_is_shown_and_not_lost(
    administrator: Client, cast: Cast
):
    administrator.post(settings_page(cast), {"seen": "0", "hold_minutes": "7"})

    page = administrator.post(settings_page(cast), {"seen": "0", "bookable_days": "14"})

    text = page.content.decode()
    assert "다른 관리자가 먼저 바꾸었습니다" in text
    assert "박책임" in text
    assert 'value="14"' in text
    assert settings_of(cast.food).bookable_days == 28
    seen = page.context["form"]["seen"].value()
    administrator.post(
        settings_page(cast), {"seen": seen, "hold_minutes": "7", "bookable_days": 14}
    )
    assert settings_of(cast.food).bookable_days == 14


def test_settings_are_for_the_agency_s_own_administrator(elsewhere: Client, cast: Cast):
    assert elsewhere.get(settings_page(cast)).status_code == 404
    assert elsewhere.post(settings_page(cast), {"hold_minutes": "7"}).status_code == 404
    assert UnitSettings.objects.count() == 0
