"""Bookings as officials see and change them: history, moving, assigning, booking for others."""

import datetime as dt

import pytest
from django.test import Client

from counselling.domain import assignment, changing, entry_codes, reservation
from counselling.enums import AppointmentState
from counselling.models import Appointment
from tests.cast import Cast
from tests.counselling.conftest import OFFICE_TIME
from tests.counselling.views.citizen.acts import book
from tests.factories.appointments import make_appointment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

TOMORROW = OFFICE_TIME + dt.timedelta(days=1)
BOOK_FOR = "/desk/bookings/new/mfds/mfds-foreign-matter/who/"
ABOUT_THEM = {
    "starts_at": TOMORROW.isoformat(),
    "name": "박민원",
    "phone": "010-1234-5678",
    "booked_as": "staff",
    "has_agreed": "on",
}


@pytest.fixture
def park(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.park)
    return browser


def test_history_shows_what_when_and_who(park: Client, cast: Cast) -> None:
    held = reservation.hold_slot(cast.service, starts_at=TOMORROW, citizen=cast.hong)
    reservation.confirm(held, name="홍길동", phone="010-1234-5678", by=cast.hong)
    park.post(
        f"/desk/bookings/{held.ref}/move/",
        {"starts_at": (TOMORROW + dt.timedelta(hours=4)).isoformat(), "why": "창구 사정"},
    )

    page = park.get(f"/desk/bookings/{held.ref}/")

    assert [(step.label, str(step.change.actor)) for step in page.context["steps"]] == [
        ("시간 잡음", "홍길동"),
        ("예약 확정", "홍길동"),
        ("시간 변경됨", "박책임"),
    ]
    text = page.content.decode()
    assert "2026-11-25 10:00" in text
    assert "2026-11-25 14:00" in text
    assert "창구 사정" in text


def test_history_says_why_in_the_language_of_the_page(park: Client, cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1, starts_at=TOMORROW)
    assignment.assign(appointment, cast.lee, by=cast.park)
    changing.cancel_own(appointment, by=None)

    page = park.get(f"/desk/bookings/{appointment.ref}/")

    whys = [step.why for step in page.context["steps"]]
    assert whys == ["담당자: 이담당", "민원인이 직접 바꿈"]
    assert "by the citizen" not in page.content.decode()


def test_another_agency_is_invited_from_the_page_of_a_booking_to_come(
    park: Client, cast: Cast
) -> None:
    appointment = make_appointment(cast.service, cast.desk1, starts_at=TOMORROW)
    way = f'href="/desk/bookings/{appointment.ref}/joint/"'

    assert way in park.get(f"/desk/bookings/{appointment.ref}/").content.decode()

    changing.cancel_own(appointment, by=None)
    assert way not in park.get(f"/desk/bookings/{appointment.ref}/").content.decode()


def test_day_lists_bookings_of_own_departments(park: Client, cast: Cast) -> None:
    own = make_appointment(cast.service, cast.desk1, starts_at=TOMORROW)
    make_appointment(cast.passport, cast.civil_desk, starts_at=TOMORROW)

    page = park.get("/desk/bookings/?day=2026-11-25")

    assert list(page.context["appointments"]) == [own]


@pytest.mark.parametrize("day", ["", "x", "0001-01-01", "9999-12-31", "2026-99-99"])
def test_any_day_can_be_asked_for(park: Client, day: str) -> None:
    assert park.get("/desk/bookings/", {"day": day}).status_code == 200


def test_b6_booking_is_assigned_late_by_hand(park: Client, cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1, starts_at=TOMORROW)
    make_appointment(cast.service, cast.desk2, starts_at=TOMORROW, official=cast.kim)
    address = f"/desk/bookings/{appointment.ref}/assign/"

    refused = park.post(address, {"official": cast.kim.pk}, follow=True)
    park.post(address, {"official": cast.lee.pk})

    appointment.refresh_from_db()
    assert "다른 예약이 있거나 자리에 없습니다." in refused.content.decode()
    assert appointment.official == cast.lee


@pytest.mark.parametrize(
    ("rule", "taker"), [("first_free", "kim"), ("named_person", "lee"), ("shared_queue", None)]
)
def test_b7_the_rule_of_the_service_says_who_takes_a_booking(
    park: Client, cast: Cast, rule: str, taker: str | None
) -> None:
    cast.service.assignment_rule = rule
    cast.service.named_official = cast.lee
    cast.service.save()
    cast.service.officials.add(cast.kim)
    appointment = book(Client(), cast, TOMORROW)

    shown = park.get(f"/desk/bookings/{appointment.ref}/").context["appointment"]

    assert shown.official == (getattr(cast, taker) if taker else None)


def test_cancelling_for_the_citizen_keeps_the_reason(park: Client, cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1, starts_at=OFFICE_TIME)

    park.post(f"/desk/bookings/{appointment.ref}/cancel/", {"why": "전화로 취소"})

    appointment.refresh_from_db()
    assert appointment.state == AppointmentState.CANCELLED
    assert appointment.changes.get().why == "전화로 취소"


@pytest.mark.parametrize(
    ("booked_as", "booker"), [("staff", ""), ("call_centre", ""), ("third_party", "김아들 (아들)")]
)
def test_b13_booking_for_a_citizen_records_who_did_it(
    park: Client, cast: Cast, booked_as: str, booker: str
) -> None:
    answer = park.post(
        BOOK_FOR, ABOUT_THEM | {"booked_as": booked_as, "booker_name": booker}, follow=True
    )

    appointment = Appointment.objects.get()
    assert (appointment.booked_as, appointment.booked_by) == (booked_as, cast.park)
    assert (appointment.booker_name, appointment.citizen) == (booker, None)
    assert [change.actor for change in appointment.changes.all()] == [cast.park, cast.park]
    code = answer.context["code"]
    assert entry_codes.redeem("박민원", code, network="a") == appointment


def test_booking_for_others_gives_no_citizens_rights(park: Client) -> None:
    park.post(BOOK_FOR, ABOUT_THEM)

    assert park.get(f"/appointments/{Appointment.objects.get().ref}/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"has_agreed": ""}, "민원인의 동의를 먼저 받아 주세요."),
        ({"booked_as": "third_party"}, "대리인의 이름을 적어 주세요."),
        ({"phone": ""}, "휴대전화 번호나 이메일을 하나 이상 넣어 주세요."),
        ({"booked_as": "citizen"}, "올바르게 선택해 주세요."),
    ],
)
def test_form_for_others_says_what_is_missing(
    park: Client, fields: dict[str, str], words: str
) -> None:
    page = park.post(BOOK_FOR, ABOUT_THEM | fields).content.decode()

    assert words in page
    assert 'value="박민원"' in page
    assert not Appointment.objects.exists()


def test_a_time_that_went_meanwhile_keeps_the_form(park: Client, cast: Cast) -> None:
    for desk in (cast.desk1, cast.desk2):
        make_appointment(cast.service, desk, starts_at=TOMORROW)

    page = park.post(BOOK_FOR, ABOUT_THEM).content.decode()

    assert "방금 다른 분이 예약했습니다." in page
    assert 'value="박민원"' in page


def test_services_are_found_by_name_and_agency(park: Client, cast: Cast) -> None:
    def found(words: str) -> list[object]:
        return list(park.get("/desk/bookings/new/", {"q": words}).context["services"])

    assert found("") == [cast.service]
    assert found("서초구 여권") == [cast.passport]
    assert found("없는말") == []
