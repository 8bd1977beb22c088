"""Hours: a week seen, previewed and saved; one-off days; hours for a period."""

import datetime as dt

import pytest
from django.test import Client

from counselling.domain.opening import line_state
from counselling.models import Appointment, OpeningHours, UnitChange
from counselling.timetable.days import KST
from tests.cast import Cast
from tests.counselling.views.office.week_data import accepted, open_day, week_data
from tests.factories.appointments import make_appointment

pytestmark = pytest.mark.django_db

STANDING = "always_always"
QUERIES_OF_A_PREVIEW = 43


def hours_of(cast: Cast) -> str:
    return f"/office/units/department-{cast.food.pk}/hours/"


def week_of(cast: Cast, period: str = STANDING) -> str:
    return f"{hours_of(cast)}weeks/{period}/"


def save(client: Client, address: str, data: dict) -> object:
    """Look at the preview and accept it."""
    preview = client.post(address, data)
    return client.post(address, {**data, "act": "save", "accepted": accepted(preview)})


def booked_at(cast: Cast, day: int, hour: int) -> Appointment:
    starts_at = dt.datetime(2026, 11, day, hour, 0, tzinfo=KST)
    return make_appointment(cast.service, cast.desk1, starts_at=starts_at)


def test_the_page_shows_the_inherited_week_with_where_it_comes_from(
    administrator: Client, cast: Cast
):
    page = administrator.get(hours_of(cast))

    text = page.content.decode()
    assert "09:00~12:00" in text
    assert "전국 기본에서" in text
    assert [day.why_shut for day in page.context["week"]][5:] == ["weekend", "weekend"]
    assert page.context["week"][0].bars == [(540, 180), (780, 300)]


def test_a_week_is_previewed_and_nothing_is_saved_yet(administrator: Client, cast: Cast):
    data = week_data(day1=open_day("10:00", "19:00", lunch_from="12:30", lunch_until="13:30"))

    page = administrator.post(week_of(cast), data)

    text = page.content.decode()
    assert "10:00~12:30" in text
    assert "저장하면 이렇게 됩니다" in text
    assert [day.is_changed for day in page.context["effects"].week] == [False, True] + [False] * 5
    assert OpeningHours.objects.filter(department=cast.food).count() == 0
    assert UnitChange.objects.count() == 0


def test_saving_after_the_preview_changes_when_the_line_is_open(administrator: Client, cast: Cast):
    evening = dt.datetime(2026, 11, 24, 18, 30, tzinfo=KST)
    assert not line_state(cast.food, now=evening).is_open

    answer = save(administrator, week_of(cast), week_data(day1=open_day("09:00", "20:00")))

    assert answer["Location"] == hours_of(cast)
    assert line_state(cast.food, now=evening).is_open
    change = UnitChange.objects.get()
    assert (change.what, change.from_text, change.to_text) == ("화요일", "", "09:00~20:00")
    assert (change.actor, change.agency) == (cast.park, cast.mfds)


def test_b3_bookings_hit_by_a_change_are_listed_before_saving(administrator: Client, cast: Cast):
    hit = booked_at(cast, 25, 17)
    booked_at(cast, 26, 17)
    data = week_data(day2=open_day("09:00", "16:00"))

    page = administrator.post(week_of(cast), {**data, "act": "save"})

    assert list(page.context["effects"].hit) == [hit]
    assert "예약 1건이 상담 시간 밖에 놓입니다" in page.content.decode()
    assert OpeningHours.objects.filter(department=cast.food).count() == 0


def test_a_booking_made_after_the_preview_is_listed_before_saving(
    administrator: Client, cast: Cast
):
    data = week_data(day2=open_day("09:00", "16:00"))
    digest = accepted(administrator.post(week_of(cast), data))
    new = booked_at(cast, 25, 17)

    page = administrator.post(week_of(cast), {**data, "act": "save", "accepted": digest})

    assert list(page.context["effects"].hit) == [new]
    assert OpeningHours.objects.filter(department=cast.food).count() == 0


def test_saving_keeps_the_bookings_it_hits(administrator: Client, cast: Cast):
    hit = booked_at(cast, 25, 17)

    save(administrator, week_of(cast), week_data(day2={"mode": "closed"}))

    hit.refresh_from_db()
    assert hit.state == "confirmed"
    closed = OpeningHours.objects.get(department=cast.food)
    assert (closed.weekday, closed.is_closed) == (2, True)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (open_day("18:00", "09:00"), "끝 시각이 시작 시각보다 늦어야 합니다."),
        ({"mode": "open", "opens_at": "09:00"}, "시작과 끝 시각을 넣어 주세요."),
        (open_day(lunch_from="12:00"), "점심 시작과 끝을 함께 넣어 주세요."),
        (open_day(lunch_from="08:00", lunch_until="08:30"), "점심시간이 상담 시간 안에"),
        (open_day("9시", "18:00"), "시각을 다시 확인해 주세요. 예: 09:00"),
    ],
)
def test_a_wrong_day_is_told_and_nothing_typed_is_lost(
    administrator: Client, cast: Cast, day: dict, sentence: str
):
    page = administrator.post(week_of(cast), week_data(day0=open_day("08:11"), day3=day))

    text = page.content.decode()
    assert sentence in text
    assert 'value="08:11"' in text


def test_two_administrators_do_not_overwrite_each_other(administrator: Client, cast: Cast):
    mine = week_data(day1=open_day("10:00", "19:00"))
    digest = accepted(administrator.post(week_of(cast), mine))
    save(administrator, week_of(cast), week_data(day4=open_day("09:00", "12:00")))

    page = administrator.post(week_of(cast), {**mine, "act": "save", "accepted": digest})

    text = page.content.decode()
    assert "다른 관리자가 먼저 바꾸었습니다" in text
    assert "09:00~12:00" in text
    assert 'value="19:00"' in text
    assert not OpeningHours.objects.filter(department=cast.food, weekday=1).exists()
    seen = page.context["form"]["seen"].value()
    assert save(administrator, week_of(cast), {**mine, "seen": seen}).status_code == 302


def test_a_one_off_day_opens_a_saturday(administrator: Client, cast: Cast):
    saturday = dt.datetime(2026, 11, 28, 10, 0, tzinfo=KST)
    data = {"day": "2026-11-28", **open_day("10:00", "13:00"), "seen": "0", "act": "preview"}

    save(administrator, f"{hours_of(cast)}day/", data)

    assert line_state(cast.food, now=saturday).is_open
    assert "2026-11-28" in administrator.get(hours_of(cast)).content.decode()


def test_removing_a_one_off_day_lists_its_bookings_first(administrator: Client, cast: Cast):
    data = {"day": "2026-11-28", **open_day("10:00", "13:00"), "seen": "0", "act": "preview"}
    save(administrator, f"{hours_of(cast)}day/", data)
    hit = booked_at(cast, 28, 10)
    address = f"{week_of(cast, '2026-11-28_2026-11-28')}remove/"

    page = administrator.get(address)
    assert list(page.context["effects"].hit) == [hit]
    answer = administrator.post(
        address,
        {"seen": UnitChange.objects.first().pk, "act": "save", "accepted": accepted(page)},
    )

    assert answer.status_code == 302
    assert OpeningHours.objects.filter(department=cast.food).count() == 0


def test_hours_for_a_period_count_only_then(administrator: Client, cast: Cast):
    data = week_data(day1=open_day("09:00", "21:00"))
    data |= {"valid_from": "2026-12-01", "valid_until": "2026-12-31"}

    save(administrator, week_of(cast, "new"), data)

    evening = dt.time(20, 0)
    states = [
        line_state(cast.food, now=dt.datetime.combine(dt.date(*day), evening, tzinfo=KST)).is_open
        for day in ((2026, 11, 24), (2026, 12, 1), (2027, 1, 5))
    ]
    assert states == [False, True, False]
    again = administrator.post(
        week_of(cast, "new"), {**data, "seen": UnitChange.objects.first().pk}
    )
    assert "같은 기간에 정한 상담 시간이 이미 있습니다" in again.content.decode()


@pytest.mark.parametrize("path", ["", "day/", f"weeks/{STANDING}/", "weeks/new/"])
def test_hours_are_for_the_agency_s_own_administrator(
    client, elsewhere: Client, cast: Cast, path: str
):
    address = f"{hours_of(cast)}{path}"

    assert elsewhere.get(address).status_code == 404
    assert elsewhere.post(address).status_code in (404, 405)
    client.force_login(cast.kim)
    assert client.get(address).status_code == 404
    assert OpeningHours.objects.filter(department=cast.food).count() == 0


def test_the_nation_is_for_the_operator(administrator: Client, operator: Client):
    assert administrator.get("/office/units/nation/hours/").status_code == 404
    assert operator.get("/office/units/nation/hours/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_asks_the_database_as_often_for_many_bookings(
    administrator: Client, cast: Cast, count: int, django_assert_num_queries
):
    for number in range(count):
        booked_at(cast, 25, 14 + number)
    data = week_data(day2=open_day("09:00", "12:00"))

    with django_assert_num_queries(QUERIES_OF_A_PREVIEW):
        administrator.post(week_of(cast), data)
