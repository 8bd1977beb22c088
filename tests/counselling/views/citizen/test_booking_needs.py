"""Desk, booth and interpreter in one booking, on the citizen's pages."""

import datetime as dt

import pytest
from django.test import Client

from counselling.enums import InterpretedLanguage
from counselling.models import Appointment, Booth, Service
from tests.cast import Cast
from tests.counselling.views.citizen.acts import ABOUT_ME, TODAY_AT_11
from tests.factories.interpreters import make_interpreter
from tests.factories.kiosks import make_booth

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

TIMES = "/services/mfds/mfds-foreign-matter/times/"
HOLD = "/services/mfds/mfds-foreign-matter/hold/"
NEEDS = {"booth": "site-r1", "interpreting": InterpretedLanguage.SIGN.value}


@pytest.fixture
def booth(cast: Cast) -> Booth:
    make_interpreter()
    return make_booth(cast.seocho)


def take(client: Client, **fields: str) -> Appointment:
    client.post(HOLD, {"starts_at": TODAY_AT_11.isoformat(), **fields})
    return Appointment.objects.latest("pk")


def test_one_booking_reserves_citizen_desk_booth_and_interpreter(
    client: Client, booth: Booth
) -> None:
    page = client.get(TIMES, NEEDS).content.decode()
    assert '<input type="hidden" name="booth" value="site-r1">' in page

    held = take(client, **NEEDS)
    client.post(f"/appointments/{held.ref}/details/", ABOUT_ME)
    done = client.get(f"/appointments/{held.ref}/done/").content.decode()

    held.refresh_from_db()
    assert (held.state, held.booth, held.interpreter.name_ko) == ("confirmed", booth, "정통역")
    assert "서초구청 영상상담실 1호" in done
    assert "한국수어 · 정통역" in done


def test_else_the_three_nearest_times_where_all_are_free(client: Client, booth: Booth) -> None:
    take(Client(), booth="site-r1")

    answer = client.post(HOLD, {"starts_at": TODAY_AT_11.isoformat(), **NEEDS}, follow=True)

    assert [f"{slot.starts_at:%H:%M}" for slot in answer.context["page"].alternatives] == [
        "10:30",
        "10:45",
        "11:15",
    ]
    assert answer.context["page"].needs.booth == booth
    assert Appointment.objects.count() == 1


def test_b15_time_before_and_after_a_booking_is_offered_to_nobody(
    client: Client, cast: Cast, booth: Booth
) -> None:
    Service.objects.filter(pk=cast.service.pk).update(minutes_before=5, minutes_after=10)
    at_half_past_ten = TODAY_AT_11 - dt.timedelta(minutes=30)
    client.post(HOLD, {"starts_at": at_half_past_ten.isoformat(), "booth": booth.code})

    page = Client().get("/services/seocho/loc-passport/times/", {"booth": booth.code})

    shown = [f"{slot.starts_at:%H:%M}" for slot in page.context["page"].chosen.slots]
    assert shown[:3] == ["10:00", "11:00", "11:15"]


@pytest.mark.parametrize("query", ["booth=none", "interpreting=x", "booth=&day=x"])
def test_unknown_needs_are_no_needs(client: Client, booth: Booth, query: str) -> None:
    page = client.get(f"{TIMES}?{query}")

    assert (page.status_code, page.context["page"].keep) == (200, {})
