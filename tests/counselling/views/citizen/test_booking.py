"""Booking in four steps, in one browser, without a script."""

import datetime as dt

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from counselling.enums import AppointmentState
from counselling.models import Appointment
from tests.cast import Cast
from tests.counselling.views.citizen.acts import ABOUT_ME, TODAY_AT_11, book, hold, shown_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

TIMES = "/services/mfds/mfds-foreign-matter/times/"
HOLD = "/services/mfds/mfds-foreign-matter/hold/"


def test_who_books_for_somebody_else_is_recorded(client: Client, cast: Cast) -> None:
    appointment = hold(client, cast)
    booker = {"booker_name": "김아들 (아들)"}
    details = f"/appointments/{appointment.ref}/details/"

    asked = client.post(details, ABOUT_ME | booker).content.decode()
    client.post(details, ABOUT_ME | booker | {"other_has_agreed": "yes"})

    appointment.refresh_from_db()
    assert "상담받을 분의 동의를 먼저 받아 주세요." in asked
    assert 'value="김아들 (아들)"' in asked
    assert (appointment.name, appointment.booked_as) == ("박민원", "third_party")
    assert appointment.booker_name == "김아들 (아들)"


def test_times_show_the_nearest_first_and_why_a_day_is_full(client: Client, cast: Cast) -> None:
    page = client.get(TIMES).context["page"]

    assert [f"{slot.starts_at:%H:%M}" for slot in page.nearest] == ["10:00", "10:15", "10:30"]
    assert [offer.reason and offer.reason.value for offer in page.week] == [
        *[None] * 4,
        "weekend",
        "weekend",
        None,
    ]


def test_times_query_count_does_not_grow_with_bookings(
    client: Client, cast: Cast, django_assert_num_queries
) -> None:
    book(Client(), cast)
    with django_assert_num_queries(11):
        client.get(TIMES)
    for minutes in (15, 30, 45):
        book(Client(), cast, TODAY_AT_11 + dt.timedelta(minutes=minutes))

    with django_assert_num_queries(11):
        client.get(TIMES)


@pytest.mark.parametrize(
    "query", ["day=nonsense", "day=2020-01-01", "wanted=x", "wanted=2026-99-99"]
)
def test_times_survive_a_mangled_address(client: Client, cast: Cast, query: str) -> None:
    assert client.get(f"{TIMES}?{query}").status_code == 200


def test_b9_a_held_time_counts_down_while_the_form_is_filled_in(client: Client, cast: Cast) -> None:
    appointment = hold(client, cast)

    page = client.get(f"/appointments/{appointment.ref}/details/")

    assert appointment.state == AppointmentState.HELD
    assert page.context["seconds_left"] == 300


def test_hold_refuses_get(client: Client, cast: Cast) -> None:
    assert client.get(HOLD).status_code == 405


def test_holding_another_time_gives_the_first_back(client: Client, cast: Cast) -> None:
    first = hold(client, cast)

    hold(client, cast, TODAY_AT_11 + dt.timedelta(hours=3))

    first.refresh_from_db()
    assert first.state == AppointmentState.EXPIRED


def test_b11_taken_time_leads_to_the_three_nearest(client: Client, cast: Cast) -> None:
    for _desk in range(2):
        hold(Client(), cast)

    answer = client.post(HOLD, {"starts_at": TODAY_AT_11.isoformat()}, follow=True)

    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "방금 다른 분이 예약했습니다. 다른 시간을 골라 주세요."
    ]
    assert [f"{slot.starts_at:%H:%M}" for slot in answer.context["page"].alternatives] == [
        "10:30",
        "10:45",
        "11:15",
    ]
    assert Appointment.objects.count() == 2


def test_c4_a_free_time_is_booked_and_the_code_shown(client: Client, cast: Cast) -> None:
    appointment = hold(client, cast)

    answer = client.post(f"/appointments/{appointment.ref}/details/", ABOUT_ME)

    assert answer["Location"] == f"/appointments/{appointment.ref}/done/"
    appointment.refresh_from_db()
    assert (appointment.state, appointment.name, appointment.phone) == (
        AppointmentState.CONFIRMED,
        "박민원",
        "010-1234-5678",
    )
    assert len(shown_code(client, appointment)) == 6


def test_details_keep_what_was_typed_when_something_is_wrong(client: Client, cast: Cast) -> None:
    appointment = hold(client, cast)

    answer = client.post(
        f"/appointments/{appointment.ref}/details/", ABOUT_ME | {"phone": "010-12"}
    )

    page = answer.content.decode()
    assert "전화번호를 다시 확인해 주세요." in page
    assert 'value="박민원"' in page
    assert "과자에서 벌레가 나왔어요" in page


def test_expired_hold_offers_times_and_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    appointment = hold(client, cast)

    with time_machine.travel(TODAY_AT_11 - dt.timedelta(minutes=50), tick=False):
        answer = client.post(f"/appointments/{appointment.ref}/details/", ABOUT_ME, follow=True)
        again = hold(client, cast, TODAY_AT_11 + dt.timedelta(hours=3))
        page = client.get(f"/appointments/{again.ref}/details/").content.decode()

    assert "잡아 둔 시간이 지났습니다. 시간을 다시 골라 주세요." in answer.content.decode()
    assert len(answer.context["page"].alternatives) == 3
    assert "과자에서 벌레가 나왔어요" in page


def test_extend_gives_five_more_minutes_and_keeps_what_was_typed(
    client: Client, cast: Cast
) -> None:
    appointment = hold(client, cast)

    with time_machine.travel(TODAY_AT_11 - dt.timedelta(minutes=57), tick=False):
        answer = client.post(
            f"/appointments/{appointment.ref}/extend/", {"name": "박민원"}, follow=True
        )

    assert answer.context["seconds_left"] == 300
    assert 'value="박민원"' in answer.content.decode()


def test_page_left_unsent_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    appointment = hold(client, cast)

    answer = client.post(f"/appointments/{appointment.ref}/typed/", {"name": "박민원"})

    page = client.get(f"/appointments/{appointment.ref}/details/").content.decode()
    assert answer.status_code == 204
    assert 'value="박민원"' in page


def test_release_gives_the_time_back(client: Client, cast: Cast) -> None:
    appointment = hold(client, cast)

    answer = client.post(f"/appointments/{appointment.ref}/release/", {"name": "박민원"})

    appointment.refresh_from_db()
    assert answer["Location"] == f"{TIMES}?day=2026-11-24"
    assert appointment.state == AppointmentState.EXPIRED


def test_too_many_bookings_are_said_beside_the_form(client: Client, cast: Cast) -> None:
    for number in range(5):
        book(Client(), cast, TODAY_AT_11 + dt.timedelta(hours=22, minutes=15 * number))
    appointment = hold(client, cast)

    answer = client.post(f"/appointments/{appointment.ref}/details/", ABOUT_ME)

    assert "이 연락처로 잡힌 예약이 많습니다." in answer.content.decode()
    assert 'value="박민원"' in answer.content.decode()


@pytest.mark.parametrize("page", ["details", "done"])
def test_pages_of_a_booking_are_hidden_from_strangers(
    client: Client, cast: Cast, page: str
) -> None:
    appointment = book(Client(), cast)

    assert client.get(f"/appointments/{appointment.ref}/{page}/").status_code == 404


@pytest.mark.parametrize("act", ["extend", "release", "typed"])
def test_acts_of_a_hold_refuse_get_and_strangers(client: Client, cast: Cast, act: str) -> None:
    owner = Client()
    appointment = hold(owner, cast)

    assert owner.get(f"/appointments/{appointment.ref}/{act}/").status_code == 405
    assert client.post(f"/appointments/{appointment.ref}/{act}/").status_code == 404
