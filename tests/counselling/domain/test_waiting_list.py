import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from counselling.domain import changing, entry_codes, reservation, waiting_list
from counselling.domain.availability import offer_days
from counselling.enums import AppointmentState, SlotOfferState, WaitingListState
from counselling.exceptions import CannotMove, OfferOver
from counselling.models import Appointment, Notice, SlotOffer, WaitingListEntry
from tests.cast import Cast
from tests.counselling.conftest import OFFICE_TIME
from tests.factories.appointments import make_appointment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_time")]

MINUTE = dt.timedelta(minutes=1)
HOUR = 60 * MINUTE
TOMORROW = OFFICE_TIME + dt.timedelta(days=1)


@pytest.fixture
def appointment(cast: Cast) -> Appointment:
    """Tomorrow at ten, with a code; every earlier time is taken."""
    held = reservation.hold_slot(cast.service, starts_at=TOMORROW)
    reservation.confirm(held, name="홍길동", phone="010-1234-5678")
    for offer in offer_days(cast.service, count=2):
        for slot in offer.slots:
            for desk in (cast.desk1, cast.desk2):
                if slot.starts_at < TOMORROW:
                    make_appointment(cast.service, desk, starts_at=slot.starts_at, name="남")
    return held


def free(starts_at: dt.datetime) -> None:
    """Cancel what is booked at a time, at one desk."""
    other = Appointment.objects.filter(starts_at=starts_at, name="남", state="confirmed").first()
    reservation.cancel(other, by=None)


def test_a_freed_slot_is_held_for_who_waits(cast: Cast, appointment: Appointment) -> None:
    waiting_list.join(appointment, by=None)
    assert waiting_list.offer_freed() == 0

    free(OFFICE_TIME + 4 * HOUR)

    assert waiting_list.offer_freed() == 1
    offer = waiting_list.offer_of(appointment)
    assert offer.hold.starts_at == OFFICE_TIME + 4 * HOUR
    assert offer.expires_at == offer.hold.held_until == timezone.now() + 30 * MINUTE
    assert Notice.objects.filter(kind="slot_offered").count() == 1
    assert waiting_list.offer_freed() == 0


def test_accepting_moves_the_appointment_and_keeps_its_code(
    cast: Cast, appointment: Appointment
) -> None:
    code = entry_codes.issue(appointment)
    entry = waiting_list.join(appointment, by=None)
    free(OFFICE_TIME + 4 * HOUR)
    waiting_list.offer_freed()
    offer = waiting_list.offer_of(appointment)

    waiting_list.accept(offer, by=None)

    appointment.refresh_from_db()
    entry.refresh_from_db()
    assert appointment.starts_at == OFFICE_TIME + 4 * HOUR
    assert (offer.state, offer.hold.state) == (SlotOfferState.ACCEPTED, AppointmentState.EXPIRED)
    assert entry.state == WaitingListState.MOVED
    assert entry_codes.redeem("홍길동", code, network="a") == appointment
    assert appointment.changes.last().why == "from the waiting list"


def test_at_most_three_offers_are_made(cast: Cast, appointment: Appointment) -> None:
    entry = waiting_list.join(appointment, by=None)
    for hours in (3, 4, 5, 6):
        free(OFFICE_TIME + hours * HOUR)
    offered = []
    while waiting_list.offer_freed():
        offer = waiting_list.offer_of(appointment)
        offered.append((offer.hold.starts_at - OFFICE_TIME) // HOUR)
        waiting_list.decline(offer, by=None)

    entry.refresh_from_db()
    assert offered == [3, 4, 5]
    assert (entry.state, entry.offers_made) == (WaitingListState.USED_UP, 3)


def test_a_declined_time_is_free_again_at_once(cast: Cast, appointment: Appointment) -> None:
    waiting_list.join(appointment, by=None)
    free(OFFICE_TIME + 4 * HOUR)
    waiting_list.offer_freed()

    waiting_list.decline(waiting_list.offer_of(appointment), by=None)

    assert reservation.hold_slot(cast.service, starts_at=OFFICE_TIME + 4 * HOUR)


def test_an_offer_runs_out_by_time_alone(cast: Cast, appointment: Appointment) -> None:
    waiting_list.join(appointment, by=None)
    free(OFFICE_TIME + 4 * HOUR)
    waiting_list.offer_freed()
    offer = waiting_list.offer_of(appointment)

    with time_machine.travel(OFFICE_TIME + 30 * MINUTE, tick=False):
        assert waiting_list.offer_of(appointment) is None
        with pytest.raises(OfferOver):
            waiting_list.accept(offer, by=None)
        assert waiting_list.offer_freed() == 0

    offer.refresh_from_db()
    assert offer.state == SlotOfferState.EXPIRED


def test_who_waited_longest_is_offered_first(cast: Cast, appointment: Appointment) -> None:
    later = make_appointment(cast.service, cast.desk2, starts_at=TOMORROW + HOUR)
    waiting_list.join(appointment, by=None)
    waiting_list.join(later, by=None)
    free(OFFICE_TIME + 4 * HOUR)

    waiting_list.offer_freed()

    assert SlotOffer.objects.get(hold__starts_at=OFFICE_TIME + 4 * HOUR).entry.appointment == (
        appointment
    )


def test_nothing_is_offered_that_begins_too_soon_or_before_one_can_come(
    cast: Cast, appointment: Appointment
) -> None:
    waiting_list.join(appointment, earliest_at=OFFICE_TIME + 5 * HOUR, by=None)
    free(OFFICE_TIME + 45 * MINUTE)
    free(OFFICE_TIME + 4 * HOUR)

    assert waiting_list.offer_freed() == 0


def test_nobody_is_woken_at_night(cast: Cast, appointment: Appointment) -> None:
    waiting_list.join(appointment, by=None)
    free(TOMORROW - MINUTE * 30)

    with time_machine.travel(OFFICE_TIME + 13 * HOUR, tick=False):
        assert waiting_list.offer_freed() == 0
    with time_machine.travel(OFFICE_TIME + 22 * HOUR, tick=False):
        assert waiting_list.offer_freed() == 1


def test_joining_twice_is_joining_once(cast: Cast, appointment: Appointment) -> None:
    first = waiting_list.join(appointment, by=None)

    assert waiting_list.join(appointment, by=None) == first
    assert WaitingListEntry.objects.count() == 1


def test_who_comes_within_the_hour_cannot_come_earlier(cast: Cast) -> None:
    soon = make_appointment(cast.service, cast.desk1, starts_at=OFFICE_TIME + 30 * MINUTE)

    with pytest.raises(CannotMove):
        waiting_list.join(soon, by=None)


def test_leaving_gives_an_offered_time_back(cast: Cast, appointment: Appointment) -> None:
    entry = waiting_list.join(appointment, by=None)
    free(OFFICE_TIME + 4 * HOUR)
    waiting_list.offer_freed()

    waiting_list.leave(entry, by=None)

    assert SlotOffer.objects.get().hold.state == AppointmentState.EXPIRED
    assert waiting_list.entry_of(appointment) is None


def test_a_cancelled_appointment_waits_no_more(cast: Cast, appointment: Appointment) -> None:
    entry = waiting_list.join(appointment, by=None)
    free(OFFICE_TIME + 4 * HOUR)
    waiting_list.offer_freed()
    offer = waiting_list.offer_of(appointment)
    reservation.cancel(appointment, by=None)

    with pytest.raises(OfferOver):
        waiting_list.accept(offer, by=None)
    waiting_list.offer_freed()

    entry.refresh_from_db()
    assert entry.state == WaitingListState.OVER
    assert SlotOffer.objects.get().state != SlotOfferState.OFFERED


def test_an_offer_that_is_earlier_no_more_is_over(cast: Cast, appointment: Appointment) -> None:
    waiting_list.join(appointment, by=None)
    free(OFFICE_TIME + 5 * HOUR)
    waiting_list.offer_freed()
    offer = waiting_list.offer_of(appointment)
    free(OFFICE_TIME + 4 * HOUR)
    changing.move(appointment, starts_at=OFFICE_TIME + 4 * HOUR, by=None)

    with pytest.raises(OfferOver):
        waiting_list.accept(SlotOffer.objects.get(pk=offer.pk), by=None)
