"""Kiosks: listed, made, given a new code, stopped."""

import pytest

from counselling.domain import kiosks
from counselling.enums import KioskState
from counselling.models import Booth, Kiosk
from tests.cast import Cast
from tests.factories.kiosks import make_booth

pytestmark = pytest.mark.django_db


@pytest.fixture
def booth(cast: Cast) -> Booth:
    return make_booth(cast.seocho)


@pytest.fixture
def kiosk(cast: Cast, booth: Booth) -> Kiosk:
    return kiosks.create_kiosk(booth, name="1호 화면", by=cast.choi)[0]


@pytest.fixture
def operator(client, cast: Cast):
    client.force_login(cast.choi)
    return client


def test_create_shows_a_code_once_that_enrols_the_device(operator, booth: Booth):
    answer = operator.post(
        "/office/kiosks/new/", {"booth": booth.pk, "name": "1호 화면"}, follow=True
    )

    code = answer.context["new_code"]["code"]
    assert code in answer.content.decode()
    assert code not in operator.get("/office/kiosks/").content.decode()
    assert kiosks.enrol(code)[0].state == KioskState.ACTIVE


def test_create_keeps_what_was_typed_when_the_booth_is_missing(operator, booth: Booth):
    page = operator.post("/office/kiosks/new/", {"name": "1호 화면"}).content.decode()

    assert "영상상담실을 골라 주세요." in page
    assert 'value="1호 화면"' in page
    assert Kiosk.objects.count() == 0


def test_renew_code_makes_the_old_code_useless(operator, cast: Cast, booth: Booth):
    kiosk, old = kiosks.create_kiosk(booth, name="1호 화면", by=cast.choi)

    answer = operator.post(f"/office/kiosks/{kiosk.ref}/code/", follow=True)

    assert answer.context["new_code"]["code"] != old
    assert kiosks.enrol(answer.context["new_code"]["code"])[0] == kiosk


def test_a_call_for_help_stays_listed_until_it_is_answered(operator, kiosk: Kiosk):
    kiosks.ask_for_help(kiosk)
    assert "도움 요청" in operator.get("/office/kiosks/").content.decode()

    operator.post(f"/office/kiosks/{kiosk.ref}/helped/")

    assert Kiosk.objects.get().help_asked_at is None
    assert "/helped/" not in operator.get("/office/kiosks/").content.decode()


def test_disable_stops_the_kiosk(operator, kiosk: Kiosk):
    operator.post(f"/office/kiosks/{kiosk.ref}/disable/")

    kiosk.refresh_from_db()
    assert kiosk.state == KioskState.DISABLED


def test_disable_again_says_that_the_state_changed(operator, kiosk: Kiosk):
    operator.post(f"/office/kiosks/{kiosk.ref}/disable/")

    answer = operator.post(f"/office/kiosks/{kiosk.ref}/disable/", follow=True)

    assert "그사이 상태가 바뀌었습니다" in answer.content.decode()


@pytest.mark.parametrize("act", ["new", "{ref}/code", "{ref}/helped", "{ref}/disable"])
def test_acts_refuse_get_strangers_and_officials(client, cast: Cast, kiosk: Kiosk, act: str):
    address = f"/office/kiosks/{act.format(ref=kiosk.ref)}/"

    assert client.get(address).status_code == 405
    assert client.post(address).status_code in (403, 404)
    client.force_login(cast.kim)
    assert client.post(address).status_code in (403, 404)
    kiosk.refresh_from_db()
    assert (kiosk.state, Kiosk.objects.count()) == (KioskState.AWAITING, 1)


def test_list_refuses_strangers_and_officials(client, cast: Cast):
    assert client.get("/office/kiosks/")["Location"].startswith("/accounts/login/")
    client.force_login(cast.park)
    assert client.get("/office/kiosks/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_as_often_for_many_kiosks(
    operator, cast: Cast, count: int, django_assert_num_queries
):
    for number in range(count):
        kiosks.create_kiosk(make_booth(cast.seocho, f"r{number}"), name="화면", by=cast.choi)

    with django_assert_num_queries(6):
        operator.get("/office/kiosks/")
