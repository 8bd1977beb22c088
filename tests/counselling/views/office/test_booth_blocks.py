"""A booth's schedule: blocked from-to with the bookings listed first, open again by itself."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from counselling.domain.booth_blocks import blocks_to_come
from counselling.models import Absence, Booth, UnitChange
from counselling.timetable.days import KST
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.kiosks import make_booth

pytestmark = pytest.mark.django_db

MORNING = dt.datetime(2026, 11, 25, 10, 0, tzinfo=KST)
BLOCK = {
    "first_day": "2026-11-25",
    "starts": "09:00",
    "last_day": "2026-11-25",
    "ends": "12:00",
    "reason": "장비 점검",
}


@pytest.fixture
def booth(cast: Cast) -> Booth:
    return make_booth(cast.mfds)


def test_the_schedule_shows_bookings_and_blocks(administrator: Client, cast: Cast, booth: Booth):
    make_appointment(cast.service, cast.desk1, starts_at=MORNING, booth=booth, name="박민원")

    page = administrator.get(f"/office/booths/{booth.pk}/schedule/").content.decode()

    assert "박민원" in page
    assert "막은 시간이 없습니다." in page


def test_blocking_lists_the_bookings_it_hits_before_it_is_saved(
    administrator: Client, cast: Cast, booth: Booth
):
    hit = make_appointment(cast.service, cast.desk1, starts_at=MORNING, booth=booth)
    address = f"/office/booths/{booth.pk}/blocks/new/"

    page = administrator.post(address, BLOCK)
    assert page.context["hit"] == [hit]
    assert Absence.objects.count() == 0
    administrator.post(address, {**BLOCK, "accepted": page.context["digest"]})

    assert blocks_to_come(booth).get().reason == "장비 점검"
    assert UnitChange.objects.get().what == "사용 막음"


def test_a_block_ends_by_itself(administrator: Client, booth: Booth):
    administrator.post(f"/office/booths/{booth.pk}/blocks/new/", BLOCK)
    assert blocks_to_come(booth).count() == 1

    with time_machine.travel(dt.datetime(2026, 11, 25, 12, 0, tzinfo=KST)):
        assert blocks_to_come(booth).count() == 0


def test_a_block_may_be_ended_early_once(administrator: Client, booth: Booth):
    administrator.post(f"/office/booths/{booth.pk}/blocks/new/", BLOCK)
    address = f"/office/booths/{booth.pk}/blocks/{Absence.objects.get().ref}/end/"

    administrator.post(address)
    again = administrator.post(address, follow=True)

    assert blocks_to_come(booth).count() == 0
    assert "다른 관리자가 먼저 바꾸었습니다" in again.content.decode()


def test_blocks_are_for_the_agency_s_own_administrator(elsewhere: Client, booth: Booth):
    assert elsewhere.get(f"/office/booths/{booth.pk}/schedule/").status_code == 404
    assert elsewhere.post(f"/office/booths/{booth.pk}/blocks/new/", BLOCK).status_code == 404
    assert Absence.objects.count() == 0
