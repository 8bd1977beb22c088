"""The official's appointments at a secret address (D11)."""

import datetime as dt
import re

import pytest
from django.test import Client
from icalendar import Calendar

from counselling.models import User
from tests.cast import Cast
from tests.counselling.views.desk.conftest import signed_in
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db


def address_of(kim: Client) -> str:
    page = kim.post("/desk/calendar/make/").content.decode()
    found = re.search(r"http://[^/]+(/calendars/[\w-]+\.ics)", page)
    assert found is not None
    return found[1]


def events(text: bytes) -> list[str]:
    return [str(event["summary"]) for event in Calendar.from_ical(text).walk("VEVENT")]


def test_d11_the_feed_holds_ones_own_appointments_and_nobodys_name(
    cast: Cast, kim: Client, client: Client, office_time: dt.datetime
) -> None:
    for desk, official, hours in (
        (cast.desk2, cast.kim, 1),
        (cast.desk1, None, 2),
        (cast.desk2, cast.lee, 3),
    ):
        starts_at = office_time + dt.timedelta(hours=hours)
        make_appointment(
            cast.service,
            desk,
            starts_at=starts_at,
            official=official,
            name="박비밀",
            state="confirmed",
        )

    answer = client.get(address_of(kim))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = "영상상담: 포장식품 이물 신고 상담"
    assert events(answer.content) == [text, f"{text} (담당자 미정)"]
    assert "박비밀" not in answer.content.decode()


def test_d11_a_new_address_ends_the_old_one_and_revoking_ends_both(
    kim: Client, client: Client
) -> None:
    old = address_of(kim)
    new = address_of(kim)
    codes = [client.get(old).status_code, client.get(new).status_code]
    kim.post("/desk/calendar/revoke/")

    assert codes == [404, 200]
    assert client.get(new).status_code == 404


def test_the_address_is_shown_once_and_ends_with_the_account(
    cast: Cast, kim: Client, client: Client
) -> None:
    address = address_of(kim)

    assert address not in kim.get("/desk/calendar/").content.decode()
    User.objects.filter(pk=cast.kim.pk).update(is_active=False)
    assert client.get(address).status_code == 404


def test_the_calendar_page_is_for_officials(cast: Cast, client: Client) -> None:
    assert client.get("/desk/calendar/")["Location"].startswith("/accounts/login/")
    assert signed_in(cast.hong).get("/desk/calendar/").status_code == 403
    assert signed_in(cast.hong).post("/desk/calendar/make/").status_code == 403
