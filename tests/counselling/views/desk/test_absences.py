"""Absences: entered once the bookings they hit were seen, which are then moved."""

import datetime as dt

import pytest
from django.test import Client

from counselling.domain.availability import offer_days
from counselling.models import Absence, Appointment
from tests.cast import Cast
from tests.counselling.conftest import OFFICE_TIME
from tests.factories.appointments import make_appointment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

TOMORROW = OFFICE_TIME + dt.timedelta(days=1)
NEW = "/desk/absences/new/"


@pytest.fixture
def park(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.park)
    return browser


def about(cast: Cast, **fields: str) -> dict[str, str]:
    typed = {
        "who": f"desk-{cast.desk1.pk}",
        "starts_at": "2026-11-25T09:00",
        "ends_at": "2026-11-25T12:00",
        "reason": "교육",
    }
    return typed | fields


def test_b5_absence_lists_the_bookings_it_hits_before_it_is_saved(park: Client, cast: Cast) -> None:
    hit = make_appointment(cast.service, cast.desk1, starts_at=TOMORROW)

    seen = park.post(NEW, about(cast))
    assert (seen.context["hit"], Absence.objects.count()) == ([hit], 0)
    saved = park.post(NEW, about(cast, save="1"))

    absence = Absence.objects.get()
    assert saved["Location"] == f"/desk/absences/{absence.ref}/"
    (morning,) = offer_days(cast.service, first_day=TOMORROW.date(), count=1)
    assert morning.slots[0].free_desks == 1


def test_bookings_hit_are_moved_one_by_one_or_all_at_once(park: Client, cast: Cast) -> None:
    first = make_appointment(cast.service, cast.desk1, starts_at=TOMORROW)
    second = make_appointment(
        cast.service, cast.desk1, starts_at=TOMORROW + dt.timedelta(minutes=15)
    )
    park.post(NEW, about(cast, save="1"))
    absence = Absence.objects.get()

    page = park.get(f"/desk/absences/{absence.ref}/")
    (hit, _other) = page.context["hits"]
    later = hit.alternatives[0].starts_at
    park.post(f"/desk/bookings/{first.ref}/move/", {"starts_at": later.isoformat()})
    said = park.post(f"/desk/absences/{absence.ref}/keep-times/", follow=True)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.starts_at, second.desk) == (later, cast.desk2)
    assert second.starts_at == TOMORROW + dt.timedelta(minutes=15)
    assert "예약 1건을 같은 시간에 옮겼습니다." in said.content.decode()
    assert park.get(f"/desk/absences/{absence.ref}/").context["hits"] == []


def test_absence_that_hits_nothing_is_saved_at_once(park: Client, cast: Cast) -> None:
    park.post(NEW, about(cast, who=f"official-{cast.kim.pk}"))

    assert Absence.objects.get().official == cast.kim
    assert "김담당" in park.get("/desk/absences/").content.decode()


def test_absence_taken_back_takes_bookings_again(park: Client, cast: Cast) -> None:
    park.post(NEW, about(cast))
    absence = Absence.objects.get()

    park.post(f"/desk/absences/{absence.ref}/take-back/")

    assert list(park.get("/desk/absences/").context["absences"]) == []
    (morning,) = offer_days(cast.service, first_day=TOMORROW.date(), count=1)
    assert morning.slots[0].free_desks == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ends_at": "2026-11-25T08:00"}, "끝은 시작보다 뒤여야 합니다."),
        ({"starts_at": "2026-11-20T09:00", "ends_at": "2026-11-20T10:00"}, "이미 지난 시간입니다."),
        ({"starts_at": "x"}, "교육"),
        ({"who": "desk-99999"}, "교육"),
    ],
)
def test_form_refuses_senseless_times_and_keeps_what_was_typed(
    park: Client, cast: Cast, fields: dict[str, str], words: str
) -> None:
    page = park.post(NEW, about(cast, **fields)).content.decode()

    assert words in page
    assert not Absence.objects.exists()


def test_people_of_another_agency_cannot_be_chosen(park: Client, cast: Cast) -> None:
    park.post(NEW, about(cast, who=f"official-{cast.seo.pk}"))
    park.post(NEW, about(cast, who=f"desk-{cast.civil_desk.pk}"))

    assert not Absence.objects.exists()
    assert not Appointment.objects.exists()
