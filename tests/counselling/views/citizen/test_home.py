"""First page, status board, booths."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from counselling.domain.desks import sit_down
from tests.cast import Cast
from tests.counselling.conftest import OFFICE_TIME
from tests.counselling.views.citizen.acts import walk_in
from tests.factories.agencies import make_department
from tests.factories.appointments import make_appointment
from tests.factories.kiosks import make_booth

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]


def test_home_has_the_search_and_three_doors(client: Client, cast: Cast) -> None:
    page = client.get("/").content.decode()

    assert "어떤 일로 상담하시나요?" in page
    assert [
        text in page for text in ("예약한 상담 입장", "지금 상담하기", "가까운 상담실 찾기")
    ] == [True] * 3


def test_home_counts_the_desks_with_somebody_at_them(client: Client, cast: Cast) -> None:
    before = client.get("/").content.decode()
    sit_down(cast.desk1, official=cast.kim)

    assert "지금 상담 시간입니다." in before
    assert "지금 열려 있는 창구 1곳" in client.get("/").content.decode()


def test_home_speaks_english(client: Client, cast: Cast) -> None:
    page = client.get("/", headers={"Accept-Language": "en"}).content.decode()

    assert '<html lang="en"' in page
    assert "Ministry" in page or "Agency mfds" in page


@pytest.mark.parametrize(("hours", "state"), [(0, "open"), (2.5, "lunch"), (9, "closed")])
def test_status_follows_the_clock(client: Client, cast: Cast, hours: float, state: str) -> None:
    with time_machine.travel(OFFICE_TIME + dt.timedelta(hours=hours), tick=False):
        agencies = client.get("/status/").context["agencies"]

    assert {row.state for _agency, rows in agencies for row in rows} == {state}


def test_status_names_each_agency_once(client: Client, cast: Cast) -> None:
    make_department(cast.mfds, "made-after-another-agency")

    agencies = [agency for agency, _rows in client.get("/status/").context["agencies"]]

    assert agencies == [cast.mfds, cast.seocho]


def test_status_counts_who_waits(client: Client, cast: Cast) -> None:
    walk_in(Client(), cast)

    rows = dict(client.get("/status/").context["agencies"])[cast.mfds]

    assert [(row.department, row.waiting) for row in rows] == [(cast.food, 1)]


def test_status_query_count_does_not_grow_with_departments(
    client: Client, cast: Cast, django_assert_num_queries
) -> None:
    with django_assert_num_queries(7):
        client.get("/status/")
    for number in range(3):
        make_department(cast.mfds, f"more-{number}")

    with django_assert_num_queries(7):
        client.get("/status/")


def test_booths_are_found_by_district(client: Client, cast: Cast) -> None:
    booth = make_booth(cast.seocho)

    here = client.get("/booths/", {"place": "seocho"}).context["sites"]
    elsewhere = client.get("/booths/", {"place": "songpa"}).context["sites"]

    assert ([item.site for item in here], elsewhere) == ([booth.site], [])


def test_booths_near_me_show_their_free_times(client: Client, cast: Cast) -> None:
    booth = make_booth(cast.seocho)
    make_appointment(cast.service, cast.desk1, starts_at=OFFICE_TIME, booth=booth)

    with time_machine.travel(OFFICE_TIME, tick=False):
        page = client.get("/booths/?place=seocho&service=mfds/mfds-foreign-matter")

    text = page.content.decode()
    assert "10:15–12:00" in text
    assert "13:00–18:00" in text
    assert "/services/mfds/mfds-foreign-matter/times/?booth=site-r1" in text


def test_booths_query_count_does_not_grow(
    client: Client, cast: Cast, django_assert_num_queries
) -> None:
    make_booth(cast.seocho)
    with django_assert_num_queries(8):
        client.get("/booths/")
    for code in ("b", "c"):
        make_booth(cast.seocho, code)

    with django_assert_num_queries(8):
        client.get("/booths/")
