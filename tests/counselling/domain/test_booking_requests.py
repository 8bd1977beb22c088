import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from counselling.domain import booking_proposals, booking_requests, entry_codes, reservation
from counselling.enums import AppointmentState, BookingRequestState, SlotOfferState
from counselling.exceptions import (
    OfferOver,
    RequestAnswered,
    SlotNotOffered,
    SlotTaken,
    TooManyBookings,
)
from counselling.models import Appointment, BookingRequest, Notice
from tests.cast import Cast
from tests.counselling.conftest import OFFICE_TIME
from tests.factories.appointments import make_appointment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

HOUR = dt.timedelta(hours=1)
TOMORROW = OFFICE_TIME + dt.timedelta(days=1)
TIMES = [TOMORROW, TOMORROW + HOUR, TOMORROW + 4 * HOUR]


def ask(cast: Cast, **fields: str) -> BookingRequest:
    fields = {"name": "홍길동", "phone": "010-1234-5678", "question": "언제든 됩니다"} | fields
    request, _code = booking_requests.ask(cast.service, **fields)
    return request


def kinds() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("kind", flat=True))


def test_a_request_has_a_code_of_its_own(cast: Cast) -> None:
    request, code = booking_requests.ask(
        cast.service, name="홍길동", phone="010-1234-5678", question="언제든 됩니다"
    )

    assert entry_codes.redeem("홍길동", code, network="a") == request
    assert (request.state, kinds()) == (BookingRequestState.OPEN, ["request_received"])


def test_proposed_times_are_held_until_one_is_accepted(cast: Cast) -> None:
    request = ask(cast)

    booking_proposals.propose(request, TIMES, message="서류를 보고 정했습니다", by=cast.kim)

    assert [offer.hold.starts_at for offer in request.open_offers] == TIMES
    assert request.state == BookingRequestState.PROPOSED
    assert kinds()[-1] == "times_proposed"
    appointment, code = booking_proposals.accept(request.open_offers[1], by=None)

    request.refresh_from_db()
    assert (request.state, request.appointment) == (BookingRequestState.ACCEPTED, appointment)
    assert (appointment.starts_at, appointment.name) == (TOMORROW + HOUR, "홍길동")
    assert entry_codes.redeem("홍길동", code, network="a") == appointment
    others = Appointment.objects.exclude(pk=appointment.pk)
    assert set(others.values_list("state", flat=True)) == {AppointmentState.EXPIRED}


def test_all_proposed_times_are_held_or_none(cast: Cast) -> None:
    for desk in (cast.desk1, cast.desk2):
        make_appointment(cast.service, desk, starts_at=TIMES[2])
    request = ask(cast)

    with pytest.raises(SlotTaken, match="11월 25일 14:00"):
        booking_proposals.propose(request, TIMES, by=cast.kim)
    same = BookingRequest.objects.get()
    with pytest.raises(SlotNotOffered):
        booking_proposals.propose(same, [TOMORROW + 2.5 * HOUR], by=cast.kim)

    request.refresh_from_db()
    assert (request.state, request.rounds) == (BookingRequestState.OPEN, 0)
    assert not Appointment.objects.filter(state=AppointmentState.HELD).exists()


def test_times_are_proposed_at_most_three_times(cast: Cast) -> None:
    request = ask(cast)
    for _round in range(3):
        booking_proposals.propose(request, [TOMORROW], by=cast.kim)
        booking_proposals.refuse_all(request, wishes="오후가 좋습니다", by=None)

    with pytest.raises(RequestAnswered):
        booking_proposals.propose(request, [TOMORROW], by=cast.kim)
    assert (request.rounds, request.wishes) == (3, "오후가 좋습니다")


def test_declining_says_why_and_frees_what_was_proposed(cast: Cast) -> None:
    request = ask(cast)
    booking_proposals.propose(request, TIMES, by=cast.kim)

    booking_requests.decline(request, reason="방문이 필요합니다.", by=cast.kim)

    assert (request.state, request.answered_by) == (BookingRequestState.DECLINED, cast.kim)
    assert "방문이 필요합니다." in Notice.objects.order_by("pk").last().text
    assert reservation.hold_slot(cast.service, starts_at=TIMES[0]).desk == cast.desk1


def test_offers_that_ran_out_open_the_request_again(cast: Cast) -> None:
    request = ask(cast)
    booking_proposals.propose(request, TIMES[:2], by=cast.kim)
    offer = request.open_offers[0]

    with time_machine.travel(OFFICE_TIME + 25 * HOUR, tick=False):
        with pytest.raises(OfferOver):
            booking_proposals.accept(offer, by=None)
        assert booking_proposals.expire_offers() == 2

    request.refresh_from_db()
    assert request.state == BookingRequestState.OPEN
    assert set(request.offers.values_list("state", flat=True)) == {SlotOfferState.EXPIRED}


@pytest.mark.parametrize(("begins", "ends"), [(4, 3.5), (0.75, 0.5), (0.25, 0.25)])
def test_an_offer_ends_early_enough_to_come_and_never_once_it_has_begun(
    cast: Cast, begins: float, ends: float
) -> None:
    request = ask(cast)

    booking_proposals.propose(request, [OFFICE_TIME + begins * HOUR], by=cast.kim)

    assert request.open_offers[0].expires_at == OFFICE_TIME + ends * HOUR


def test_one_answer_is_enough(cast: Cast) -> None:
    request = ask(cast)
    stale = BookingRequest.objects.get(pk=request.pk)
    booking_requests.withdraw(request, by=None)

    for answer in (
        lambda: booking_proposals.propose(stale, TIMES, by=cast.kim),
        lambda: booking_requests.decline(stale, reason="-", by=cast.kim),
        lambda: booking_requests.withdraw(stale, by=None),
    ):
        with pytest.raises(RequestAnswered):
            answer()


def test_requests_count_among_what_a_contact_may_have_open(cast: Cast) -> None:
    for _number in range(5):
        ask(cast)

    with pytest.raises(TooManyBookings):
        ask(cast)


def test_the_history_says_who_did_what(cast: Cast) -> None:
    request = ask(cast)
    booking_proposals.propose(request, TIMES, by=cast.kim)
    booking_proposals.accept(request.open_offers[0], by=cast.hong)

    steps = request.changes.order_by("pk")
    assert [(step.from_state, step.to_state, step.actor) for step in steps] == [
        ("", "open", None),
        ("open", "proposed", cast.kim),
        ("proposed", "accepted", cast.hong),
    ]
    assert timezone.now() == OFFICE_TIME
