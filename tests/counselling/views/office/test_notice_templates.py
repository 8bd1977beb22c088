"""The page of an agency's own words: listed, shown beforehand, stored, put back."""

import pytest
from django.test import Client

from counselling.models import NoticeTemplate
from tests.cast import Cast

pytestmark = pytest.mark.django_db

TYPED = {
    "heading": "{기관} 예약 안내",
    "email_text": "{이름} 님, {일시}에 뵙겠습니다. {인증번호}",
    "sms_text": "{이름} 님 {일시} {인증번호}",
    "seen": "0",
}


@pytest.fixture
def address(cast: Cast) -> str:
    return f"/office/units/agency-{cast.mfds.pk}/notice-words/"


@pytest.fixture
def edit(address: str) -> str:
    return f"{address}appointment_confirmed/ko/"


@pytest.fixture
def administrator(client: Client, cast: Cast) -> Client:
    client.force_login(cast.park)
    return client


def test_s5_the_list_says_which_words_are_the_agencys_own(
    administrator: Client, address: str, edit: str
) -> None:
    administrator.post(edit, TYPED)

    page = administrator.get(address).content.decode()

    assert page.count("우리 기관 문구") == 1
    assert f'href="{edit}"' in page


def test_s5_the_page_names_the_words_that_are_filled_in(administrator: Client, edit: str) -> None:
    page = administrator.get(edit).content.decode()

    for word in ("{이름}", "{일시}", "{상담}", "{기관}", "{부서}", "{전화}", "{인증번호}"):
        assert f"<code>{word}</code>" in page
    assert "바이트" in page


def test_s5_the_preview_is_filled_in_and_stores_nothing(administrator: Client, edit: str) -> None:
    page = administrator.post(edit, {**TYPED, "act": "preview"}).content.decode()

    assert "홍길동 님, 11월 24일 10:30에 뵙겠습니다. 123456" in page
    assert "[마주] 홍길동 님 11월 24일 10:30 123456" in page
    assert not NoticeTemplate.objects.exists()


def test_s5_saving_stores_and_the_page_shows_it_again(administrator: Client, edit: str) -> None:
    page = administrator.post(edit, TYPED, follow=True).content.decode()

    assert "알림 문구를 저장했습니다." in page
    assert NoticeTemplate.objects.get().sms_text == TYPED["sms_text"]
    assert "기본 문구로 되돌리기" in page


def test_s5_an_unknown_word_is_named_and_nothing_typed_is_lost(
    administrator: Client, edit: str
) -> None:
    page = administrator.post(edit, {**TYPED, "sms_text": "{성함} {인증번호}"}).content.decode()

    assert "{성함}은(는) 이 알림에 쓸 수 없는 말입니다." in page
    assert "{성함} {인증번호}</textarea>" in page
    assert TYPED["email_text"] in page
    assert not NoticeTemplate.objects.exists()


def test_s5_a_heading_cannot_begin_another_header(administrator: Client, edit: str) -> None:
    page = administrator.post(edit, {**TYPED, "heading": "예약\r\nBcc: a@b.test"}).content.decode()

    assert "제목은 한 줄로 적어 주세요." in page
    assert not NoticeTemplate.objects.exists()


def test_s5_saving_over_somebody_elses_change_shows_it_first(
    administrator: Client, edit: str
) -> None:
    administrator.post(edit, TYPED)

    page = administrator.post(edit, {**TYPED, "heading": "다른 제목"}).content.decode()

    assert "다른 관리자가 바꾼 내용" in page
    assert NoticeTemplate.objects.get().heading == TYPED["heading"]


def test_s5_reset_goes_back_to_the_default(administrator: Client, edit: str) -> None:
    administrator.post(edit, TYPED)

    page = administrator.post(f"{edit}reset/", follow=True).content.decode()

    assert "기본 문구로 되돌렸습니다." in page
    assert not NoticeTemplate.objects.exists()


def test_words_are_nobody_elses(client: Client, cast: Cast, edit: str) -> None:
    for person in (cast.kim, cast.seo):
        client.force_login(person)
        assert client.get(edit).status_code == 404
        assert client.post(edit, TYPED).status_code == 404
        assert client.post(f"{edit}reset/").status_code == 404
    assert not NoticeTemplate.objects.exists()


@pytest.mark.parametrize("wrong", ["nothing/ko/", "appointment_confirmed/xx/"])
def test_there_are_no_words_of_another_kind(
    administrator: Client, address: str, wrong: str
) -> None:
    assert administrator.get(f"{address}{wrong}").status_code == 404


def test_reset_refuses_get(administrator: Client, edit: str) -> None:
    assert administrator.get(f"{edit}reset/").status_code == 405
