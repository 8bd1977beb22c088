"""Suspending the line and opening it again."""

import pytest

from counselling.models import Line
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in

pytestmark = pytest.mark.django_db


def suspension(line: Line) -> tuple[bool, str]:
    line.refresh_from_db()
    return line.is_suspended, line.suspended_text_ko


def test_suspend_asks_before_it_does_anything(cast: Cast, kim):
    answer = kim.get(f"/desk/{cast.desk1.pk}/line/suspend/")

    assert "대기 접수를 잠시 멈출까요?" in answer.content.decode()
    assert suspension(cast.line) == (False, "")


def test_suspend_stores_the_text_for_citizens(cast: Cast, kim):
    text = "오늘은 점검으로 쉽니다."

    answer = kim.post(f"/desk/{cast.desk1.pk}/line/suspend/", {"text_ko": text, "text_en": ""})

    assert answer["Location"] == f"/desk/{cast.desk1.pk}/"
    assert suspension(cast.line) == (True, text)


def test_suspend_keeps_what_was_typed_when_it_is_too_long(cast: Cast, kim):
    text = "가" * 201

    answer = kim.post(f"/desk/{cast.desk1.pk}/line/suspend/", {"text_ko": text})

    assert text in answer.content.decode()
    assert suspension(cast.line) == (False, "")


def test_resume_takes_people_again(cast: Cast, kim):
    kim.post(f"/desk/{cast.desk1.pk}/line/suspend/", {"text_ko": "쉽니다."})

    kim.post(f"/desk/{cast.desk1.pk}/line/resume/")

    assert suspension(cast.line) == (False, "")


@pytest.mark.parametrize("act", ["suspend", "resume"])
def test_line_acts_refuse_strangers_and_other_agencies(client, cast: Cast, kim, act: str):
    address = f"/desk/{cast.desk1.pk}/line/{act}/"

    assert signed_in(cast.seo).post(address).status_code == 404
    assert client.post(address).status_code == (302 if act == "suspend" else 404)
    assert suspension(cast.line) == (False, "")


def test_resume_refuses_get(cast: Cast, kim):
    assert kim.get(f"/desk/{cast.desk1.pk}/line/resume/").status_code == 405
