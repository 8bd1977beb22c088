"""One's own appointment at another time: by hand, and from the waiting list."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from counselling.domain import waiting_list
from counselling.models import Appointment, SlotOffer
from tests.cast import Cast
from tests.counselling.conftest import OFFICE_TIME
from tests.counselling.views.citizen.acts import TODAY_AT_11, book, shown_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

DAY = dt.timedelta(days=1)
TOMORROW_AT_11 = TODAY_AT_11 + DAY


def move(client: Client, appointment: Appointment, to: dt.datetime) -> str:
    """Choose a time on the page; return what the next page says."""
    address = f"/appointments/{appointment.ref}/move/"
    return client.post(address, {"starts_at": to.isoformat()}, follow=True).content.decode()


def test_c11_citizen_moves_the_appointment_and_keeps_the_code(client: Client, cast: Cast) -> None:
    appointment = book(client, cast, TOMORROW_AT_11)
    code = shown_code(client, appointment)

    page = client.get(f"/appointments/{appointment.ref}/move/")
    said = move(client, appointment, TOMORROW_AT_11 + 4 * dt.timedelta(hours=1))

    assert page.context["page"].nearest
    assert "11월 25일 15:00(으)로 바꿨습니다. 인증번호는 그대로입니다." in said
    entered = Client().post("/enter/", {"name": "박민원", "code": code})
    assert entered["Location"] == f"/appointments/{appointment.ref}/"


def test_a_taken_time_leads_to_the_nearest_and_leaves_the_old_one(
    client: Client, cast: Cast
) -> None:
    appointment = book(client, cast, TOMORROW_AT_11)
    taken = TOMORROW_AT_11 + dt.timedelta(hours=4)
    cast.service.desks.remove(cast.desk2)
    book(Client(), cast, taken)

    said = move(client, appointment, taken)

    appointment.refresh_from_db()
    assert appointment.starts_at == TOMORROW_AT_11
    assert "방금 다른 분이 예약했습니다." in said
    assert "고르신 시간과 가까운 시간" in said


def test_after_the_cutoff_the_page_says_what_to_do(client: Client, cast: Cast) -> None:
    cast.food.phone = "02-123-4567"
    cast.food.save()
    appointment = book(client, cast, TODAY_AT_11)

    page = client.get(f"/appointments/{appointment.ref}/").content.decode()
    cancelled = client.post(f"/appointments/{appointment.ref}/cancel/", follow=True)

    assert "상담 시작 4시간 전까지만 누리집에서 바꾸거나 취소할 수 있습니다." in page
    assert "02-123-4567" in page
    assert "시간 바꾸기" not in page
    assert "상담 시작 4시간 전까지만" in cancelled.content.decode()
    assert "상담 시작 4시간 전까지만" in move(client, appointment, TOMORROW_AT_11)
    appointment.refresh_from_db()
    assert (appointment.state, appointment.starts_at) == ("confirmed", TODAY_AT_11)


@pytest.fixture
def offer(client: Client, cast: Cast) -> SlotOffer:
    """Made to somebody with an appointment the day after tomorrow, who waits for an earlier one."""
    appointment = book(client, cast, TODAY_AT_11 + 2 * DAY)
    client.post(f"/appointments/{appointment.ref}/earlier/")
    waiting_list.offer_freed()
    return SlotOffer.objects.get()


def test_waiting_list_offers_a_time_with_a_countdown(client: Client, offer: SlotOffer) -> None:
    page = client.get(f"/appointments/{offer.entry.appointment.ref}/")

    assert page.context["offer"] == offer
    assert page.context["offer_seconds"] == 30 * 60
    assert "더 빠른 시간이 났습니다" in page.content.decode()


def test_c12_accepting_an_earlier_time_moves_the_appointment(
    client: Client, offer: SlotOffer
) -> None:
    said = client.post(f"/offers/{offer.ref}/accept/", follow=True).content.decode()

    appointment = Appointment.objects.get(pk=offer.entry.appointment_id)
    assert appointment.starts_at == offer.hold.starts_at == OFFICE_TIME + dt.timedelta(hours=1)
    assert "인증번호는 그대로입니다." in said


def test_declining_an_offer_leaves_the_appointment(client: Client, offer: SlotOffer) -> None:
    client.post(f"/offers/{offer.ref}/decline/")

    appointment = Appointment.objects.get(pk=offer.entry.appointment_id)
    assert appointment.starts_at == TODAY_AT_11 + 2 * DAY
    assert waiting_list.offer_of(appointment) is None


def test_an_offer_too_late_is_refused_in_words(client: Client, offer: SlotOffer) -> None:
    with time_machine.travel(offer.expires_at, tick=False):
        said = client.post(f"/offers/{offer.ref}/accept/", follow=True).content.decode()

    assert "제안한 시간의 기한이 지났습니다." in said


def test_one_waits_no_more_after_leaving_the_list(client: Client, offer: SlotOffer) -> None:
    appointment = offer.entry.appointment

    client.post(f"/appointments/{appointment.ref}/earlier/leave/")

    assert waiting_list.entry_of(appointment) is None


@pytest.mark.parametrize("act", ["accept", "decline"])
def test_offers_are_answered_by_their_own_citizen_only(
    client: Client, offer: SlotOffer, act: str
) -> None:
    assert client.get(f"/offers/{offer.ref}/{act}/").status_code == 405
    assert Client().post(f"/offers/{offer.ref}/{act}/").status_code == 404
