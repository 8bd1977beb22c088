"""Asking for a lost code in the browser."""

import pytest
from django.test import Client

from counselling.domain import entry_codes
from counselling.models import Notice
from tests.cast import Cast
from tests.factories.appointments import make_appointment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

ADDRESS = "/enter/again/"


def test_a_new_code_goes_to_the_telephone_however_it_is_written(client: Client, cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1, name="홍길동", phone="010-1234-5678")

    answer = client.post(ADDRESS, {"name": "홍 길동", "phone": "01012345678"})

    assert answer["Location"] == "/enter/"
    code = Notice.objects.get().code
    assert entry_codes.redeem("홍길동", code, network="a") == appointment


def test_the_same_is_said_when_there_is_nothing(client: Client, cast: Cast) -> None:
    make_appointment(cast.service, cast.desk1, name="홍길동", phone="010-1234-5678")
    typed = {"name": "홍길동", "email": "hong@example.test"}

    known = client.post(ADDRESS, typed | {"phone": "010-1234-5678"}, follow=True)
    unknown = client.post(ADDRESS, typed | {"phone": "010-9999-9999"}, follow=True)

    said = "새 인증번호를 보냈습니다"
    assert said in known.content.decode() and said in unknown.content.decode()
    assert Notice.objects.count() == 1


def test_an_address_is_needed_and_the_name_stays(client: Client, cast: Cast) -> None:
    answer = client.post(ADDRESS, {"name": "홍길동"})

    page = answer.content.decode()
    assert "전화번호나 이메일을 넣어 주세요" in page
    assert 'value="홍길동"' in page


def test_the_door_leads_here(client: Client, cast: Cast) -> None:
    assert f'href="{ADDRESS}"' in client.get("/enter/").content.decode()
    assert client.get(ADDRESS).status_code == 200
