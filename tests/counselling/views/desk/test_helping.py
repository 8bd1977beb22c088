"""The help button, and a colleague who answers or comes along (D9)."""

import pytest
from django.test import Client

from counselling.models import CounsellingSession, HelpRequest
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast: Cast, kim: Client, session: CounsellingSession) -> HelpRequest:
    kim.post(f"/desk/{cast.desk1.pk}/help/", {"text": "이 서류가 맞나요?"})
    return HelpRequest.objects.get()


@pytest.fixture
def lee(cast: Cast) -> Client:
    """A colleague at desk 2."""
    client = signed_in(cast.lee)
    client.post(f"/desk/{cast.desk2.pk}/take/")
    return client


def test_d9_a_colleague_sees_the_question_live_and_the_answer_comes_back(
    cast: Cast, kim: Client, lee: Client, asked: HelpRequest
) -> None:
    seen = lee.get(f"/desk/{cast.desk2.pk}/now/", {"shown": "free"}).content.decode()
    lee.post(f"/desk/help/{asked.ref}/", {"text": "네, 맞습니다."})
    back = kim.get(f"/desk/{cast.desk1.pk}/now/", {"shown": ""}).content.decode()
    back = kim.get(f"/desk/{cast.desk1.pk}/").content.decode()

    assert f'data-alarm-refs="help-{asked.ref}"' in seen
    assert "이 서류가 맞나요?" in seen
    assert f"/desk/help/{asked.ref}/" in seen
    assert "네, 맞습니다." in back


def test_d9_a_colleague_comes_along_into_the_call(
    cast: Cast, lee: Client, asked: HelpRequest, session: CounsellingSession
) -> None:
    answer = lee.post(f"/desk/help/{asked.ref}/join/", follow=True)

    assert answer.redirect_chain == [(f"/desk/sessions/{session.ref}/beside/", 302)]
    assert 'data-behaviour="call-stage"' in answer.content.decode()
    asked.refresh_from_db()
    assert asked.state == "answered"
    seat = session.participants.get(role="colleague")
    assert seat.user == cast.lee


def test_an_empty_answer_is_refused_in_words(lee: Client, asked: HelpRequest) -> None:
    page = lee.post(f"/desk/help/{asked.ref}/", {"text": " "}).content.decode()

    assert "답을 적어 주세요." in page
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_who_asked_takes_it_back_and_a_late_helper_is_told(
    kim: Client, lee: Client, asked: HelpRequest
) -> None:
    kim.post(f"/desk/help/{asked.ref}/take-back/")

    assert "이미 답했거나 거둔 요청입니다." in lee.get(f"/desk/help/{asked.ref}/").content.decode()
    assert lee.post(f"/desk/help/{asked.ref}/join/")["Location"] == f"/desk/help/{asked.ref}/"
