"""Desk, booth and interpreter in one booking, on the citizen's pages."""

import pytest
from django.test import Client

from counselling.enums import InterpretedLanguage
from counselling.models import Appointment, Booth
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


@pytest.mark.parametrize("query", ["booth=none", "interpreting=x", "booth=&day=x"])
def test_unknown_needs_are_no_needs(client: Client, booth: Booth, query: str) -> None:
    page = client.get(f"{TIMES}?{query}")

    assert (page.status_code, page.context["page"].keep) == (200, {})
