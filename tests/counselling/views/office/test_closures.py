"""Closures of a unit and public holidays: previewed with the bookings they hit, then saved."""

import datetime as dt

import pytest
from django.test import Client

from counselling.domain.opening import line_state
from counselling.models import Closure, Holiday, UnitChange
from counselling.timetable.days import KST
from tests.cast import Cast
from tests.counselling.views.office.week_data import accepted
from tests.factories.appointments import make_appointment
from tests.factories.opening_hours import make_closure, make_holiday

pytestmark = pytest.mark.django_db

MORNING = dt.datetime(2026, 11, 25, 10, 0, tzinfo=KST)
CLOSED = {"first_day": "2026-11-25", "last_day": "2026-11-25", "reason_ko": "내부 교육"}


def closure_new(cast: Cast) -> str:
    return f"/office/units/agency-{cast.mfds.pk}/closures/new/"


def test_a_closure_lists_the_bookings_it_hits_before_it_is_saved(administrator: Client, cast: Cast):
    hit = make_appointment(cast.service, cast.desk1, starts_at=MORNING)
    make_appointment(cast.passport, cast.civil_desk, starts_at=MORNING)

    page = administrator.post(closure_new(cast), CLOSED)

    assert list(page.context["effects"].hit) == [hit]
    assert page.context["effects"].week[2].why_shut == "closed"
    assert Closure.objects.count() == 0


def test_a_closure_shuts_every_department_of_its_agency_only(administrator: Client, cast: Cast):
    preview = administrator.post(closure_new(cast), CLOSED)

    answer = administrator.post(
        closure_new(cast), {**CLOSED, "act": "save", "accepted": accepted(preview)}
    )

    assert answer.status_code == 302
    assert not line_state(cast.food, now=MORNING).is_open
    assert line_state(cast.civil, now=MORNING).is_open
    assert UnitChange.objects.get().to_text == "2026-11-25"


def test_a_closure_needs_a_reason_and_an_end_that_is_to_come(administrator: Client, cast: Cast):
    page = administrator.post(
        closure_new(cast), {"first_day": "2026-11-20", "last_day": "2026-11-20"}
    )
    past = administrator.post(
        closure_new(cast), {**CLOSED, "first_day": "2026-11-20", "last_day": "2026-11-20"}
    )

    assert "이유를 적어 주세요. 민원인에게 보입니다." in page.content.decode()
    assert 'value="2026-11-20"' in page.content.decode()
    assert "이미 지난 시간입니다." in past.content.decode()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "내일"])
def test_a_day_beyond_reckoning_is_refused(administrator: Client, cast: Cast, day: str):
    data = {**CLOSED, "first_day": day, "last_day": day}

    page = administrator.post(closure_new(cast), data).content.decode()

    assert "날짜를 다시 확인해 주세요. 예: 2026-12-01" in page


def test_removing_a_closure_opens_again(administrator: Client, cast: Cast):
    closure = make_closure(MORNING, MORNING + dt.timedelta(hours=2), agency=cast.mfds)
    address = f"/office/units/agency-{cast.mfds.pk}/closures/{closure.pk}/remove/"
    preview = administrator.get(address)
    assert preview.context["effects"].week[2].is_changed

    administrator.post(address, {"act": "save", "accepted": accepted(preview)})

    assert line_state(cast.food, now=MORNING).is_open
    assert UnitChange.objects.get().from_text == "2026-11-25 10:00 ~ 12:00"


def test_a_closure_is_removed_only_under_its_own_unit(
    administrator: Client, elsewhere: Client, cast: Cast
):
    closure = make_closure(MORNING, MORNING + dt.timedelta(hours=2), agency=cast.mfds)
    theirs = f"/office/units/agency-{cast.seocho.pk}/closures/{closure.pk}/remove/"
    own = f"/office/units/agency-{cast.mfds.pk}/closures/{closure.pk}/remove/"

    assert elsewhere.get(theirs).status_code == 404
    assert elsewhere.post(own, {"act": "save"}).status_code == 404
    assert Closure.objects.count() == 1


def test_b4_a_holiday_hits_bookings_of_every_agency(operator: Client, cast: Cast):
    hit = {
        make_appointment(cast.service, cast.desk1, starts_at=MORNING),
        make_appointment(cast.passport, cast.civil_desk, starts_at=MORNING),
    }
    data = {"day": "2026-11-25", "name_ko": "임시공휴일"}

    preview = operator.post("/office/holidays/new/", data)
    assert set(preview.context["effects"].hit) == hit
    assert Holiday.objects.count() == 0
    operator.post("/office/holidays/new/", {**data, "act": "save", "accepted": accepted(preview)})

    assert line_state(cast.food, now=MORNING).reason == "holiday"
    assert Holiday.objects.get().source == "office"


def test_holidays_of_a_year_are_imported_and_listed(operator: Client):
    answer = operator.post("/office/holidays/import/", {"year": "2027"}, follow=True)

    text = answer.content.decode()
    assert "설날" in text
    assert Holiday.objects.filter(day__year=2027).count() > 10


def test_a_holiday_is_taken_away_after_a_preview(operator: Client, cast: Cast):
    holiday = make_holiday(dt.date(2026, 11, 25))
    address = f"/office/holidays/{holiday.pk}/remove/"

    preview = operator.get(address)
    operator.post(address, {"act": "save", "accepted": accepted(preview)})

    assert Holiday.objects.count() == 0
    assert line_state(cast.food, now=MORNING).is_open


def test_holidays_are_for_the_operator(administrator: Client):
    assert administrator.get("/office/holidays/").status_code == 403
    assert administrator.post("/office/holidays/new/", {"day": "2026-11-25"}).status_code == 403
    assert administrator.post("/office/holidays/import/", {"year": "2027"}).status_code == 403
    assert Holiday.objects.count() == 0
