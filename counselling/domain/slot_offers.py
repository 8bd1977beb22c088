"""Times offered to one person: made with their hold, accepted, declined, run out.

What follows from it is in domain.waiting_list and domain.booking_requests.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from counselling import live
from counselling.domain import reservation
from counselling.domain.pools import Needs
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.enums import SlotOfferState
from counselling.exceptions import OfferOver, StateChanged
from counselling.models import BookingRequest, Service, SlotOffer, WaitingListEntry


def make_offer(
    service: Service,
    *,
    starts_at: dt.datetime,
    expires_at: dt.datetime,
    needs: Needs,
    entry: WaitingListEntry | None = None,
    booking_request: BookingRequest | None = None,
    by: AnyUser = None,
    now: dt.datetime,
) -> SlotOffer:
    """Hold the time for one person until `expires_at`; inside a transaction.

    Raises:
        SlotNotOffered, SlotTaken: The time cannot be had.
    """
    lasts = expires_at - now
    hold = reservation.hold_slot(
        service, starts_at=starts_at, needs=needs, lasts=lasts, by=by, now=now
    )
    offer = SlotOffer.objects.create(
        hold=hold, entry=entry, booking_request=booking_request, expires_at=expires_at
    )
    record_change(offer, from_state="", to=SlotOfferState.OFFERED, by=by)
    return offer


def take(offer: SlotOffer, *, by: AnyUser, now: dt.datetime | None = None) -> None:
    """Mark the offer accepted; its hold is for the caller to use, in the same transaction.

    Raises:
        OfferOver: It ran out, or was answered already.
    """
    if (now or timezone.now()) >= offer.expires_at:
        raise OfferOver
    try:
        change_state(
            offer, to=SlotOfferState.ACCEPTED, allowed_from=[SlotOfferState.OFFERED], by=by
        )
    except StateChanged as error:
        raise OfferOver from error


def give_back(offer: SlotOffer, *, to: SlotOfferState, by: AnyUser, why: str = "") -> bool:
    """End an open offer without taking it: its time is free again at once.

    Returns False when somebody else was faster.
    """
    try:
        with transaction.atomic():
            change_state(offer, to=to, allowed_from=[SlotOfferState.OFFERED], by=by, why=why)
            reservation.release_hold(offer.hold, by=by)
            subject = offer.entry.appointment if offer.entry else offer.booking_request
            if subject is not None:
                live.touch(subject)
    except StateChanged:
        return False
    return True
