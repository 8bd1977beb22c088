"""One place on the network cannot take everything; an office behind one address is not shut out."""

import datetime as dt
import ipaddress
import uuid

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from counselling import network_limits
from counselling.models import Appointment, QueueTicket
from tests.cast import Cast
from tests.counselling.views.citizen.acts import ABOUT_ME, TODAY_AT_11

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

HOLD = "/services/mfds/mfds-foreign-matter/hold/"
NOW = "/services/mfds/mfds-foreign-matter/now/"
REFUSED = "같은 인터넷 주소에서 신청이 많아"


@pytest.fixture
def home() -> str:
    """An address that no other test has come from."""
    return str(ipaddress.IPv6Address(uuid.uuid4().int))


def hold(address: str) -> str:
    """Somebody with a browser of their own takes a time, in turn; return what they see."""
    number = Appointment.objects.count()
    day, slot = divmod(number, 4)
    starts_at = TODAY_AT_11 + dt.timedelta(days=day, minutes=15 * slot)
    browser = Client(REMOTE_ADDR=address)
    answer = browser.post(HOLD, {"starts_at": starts_at.isoformat()}, follow=True)
    return answer.content.decode()


def test_b12_a_network_may_hold_ten_times_a_minute_and_is_told_when_to_come_again(
    cast: Cast, home: str
) -> None:
    for _person in range(10):
        assert REFUSED not in hold(home)

    assert REFUSED in hold(home)
    assert Appointment.objects.count() == 10
    assert REFUSED not in hold("198.51.100.7")


def test_places_in_a_line_are_limited_and_nothing_typed_is_lost(cast: Cast, home: str) -> None:
    def wait(name: str) -> str:
        about = {**ABOUT_ME, "name": name, "phone": "", "question": f"{name}의 질문"}
        browser = Client(REMOTE_ADDR=home)
        return browser.post(NOW, about, follow=True).content.decode()

    for number in range(10):
        assert REFUSED not in wait(f"사람{number}")
    refused = wait("열한째")

    assert REFUSED in refused
    assert "열한째의 질문" in refused
    assert QueueTicket.objects.count() == 10


def test_an_office_that_shares_one_address_is_not_limited(
    cast: Cast, home: str, settings: Settings
) -> None:
    settings.OFFICE_NETWORKS = [ipaddress.ip_network(home)]

    assert not any(REFUSED in hold(home) for _person in range(12))


def test_without_redis_nobody_is_refused(cast: Cast, home: str, settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    network_limits._limiter.cache_clear()
    try:
        assert REFUSED not in hold(home)
    finally:
        network_limits._limiter.cache_clear()
