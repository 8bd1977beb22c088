"""The times that an official proposes to somebody who asked without picking a slot.

Up to three times at once, at most three times over. Every proposed time is held until the citizen
accepts one or the offer runs out.
"""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from counselling.domain import booking_notices, entry_codes, reservation, slot_offers
from counselling.domain.booking_requests import change_request, give_back_offers, touch_request
from counselling.domain.pools import NOTHING
from counselling.domain.state_changes import AnyUser, change_state
from counselling.enums import BookingRequestState, SlotOfferState
from counselling.exceptions import OfferOver, RequestAnswered, SlotTaken, StateChanged
from counselling.models import Appointment, BookingRequest, SlotOffer, User

TIMES_AT_MOST = 3
ROUNDS_AT_MOST = 3
PROPOSAL_LASTS = dt.timedelta(hours=24)
# An offer ends early enough to come: half an hour before the proposed time.
ENDS_BEFORE = dt.timedelta(minutes=30)


def propose(
    request: BookingRequest,
    times: Sequence[dt.datetime],
    *,
    message: str = "",
    by: User,
    now: dt.datetime | None = None,
) -> None:
    """Hold up to three times for the citizen to choose from; all of them or none.

    Raises:
        RequestAnswered: Not open (any more), or times were proposed three times already.
        SlotNotOffered, SlotTaken: One of the times cannot be had; says which.
    """
    now = now or timezone.now()
    wanted = sorted(set(times))[:TIMES_AT_MOST]
    if not wanted or request.rounds >= ROUNDS_AT_MOST:
        raise RequestAnswered
    with transaction.atomic():
        change_request(
            request,
            to=BookingRequestState.PROPOSED,
            allowed_from=[BookingRequestState.OPEN],
            by=by,
            rounds=request.rounds + 1,
            message=message,
            answered_by=by,
        )
        for starts_at in wanted:
            _offer(request, starts_at, by=by, now=now)
        booking_notices.tell_times_proposed(request)


def accept(
    offer: SlotOffer, *, by: AnyUser, now: dt.datetime | None = None
) -> tuple[Appointment, str]:
    """Confirm the proposed time; the others are free again. Returns the new entry code too.

    Raises:
        OfferOver: It ran out, or the request was answered otherwise.
        TooManyBookings, AlreadyBookedThen: See `reservation.confirm`.
    """
    request = _request_from(offer)
    with transaction.atomic():
        slot_offers.take(offer, by=by, now=now)
        give_back_offers(request, by=by)
        hold = offer.hold
        Appointment.objects.filter(pk=hold.pk).update(citizen=request.citizen)
        code = reservation.confirm(
            hold,
            name=request.name,
            phone=request.phone,
            email=request.email,
            question=request.question,
            language=request.language,
            booked_as=request.booked_as,
            by=by,
            now=now,
        )
        try:
            change_state(
                request,
                to=BookingRequestState.ACCEPTED,
                allowed_from=[BookingRequestState.PROPOSED],
                by=by,
                appointment=hold,
            )
        except StateChanged as error:
            raise OfferOver from error
        entry_codes.end_after(request, ended_at=hold.ends_at)
        touch_request(request)
    return hold, code


def refuse_all(request: BookingRequest, *, wishes: str, by: AnyUser) -> None:
    """None of the proposed times suits: the request is open again, with new wishes.

    Raises:
        RequestAnswered: No times are proposed (any more).
    """
    with transaction.atomic():
        change_request(
            request,
            to=BookingRequestState.OPEN,
            allowed_from=[BookingRequestState.PROPOSED],
            by=by,
            why="none suits",
            wishes=wishes or request.wishes,
        )
        give_back_offers(request, by=by)


def expire_offers(*, now: dt.datetime | None = None) -> int:
    """End proposals that ran out; a request without any left is open again. Returns how many."""
    now = now or timezone.now()
    over = SlotOffer.objects.filter(
        state=SlotOfferState.OFFERED, expires_at__lte=now, booking_request__isnull=False
    )
    offers = list(
        over.select_related("hold__desk", "booking_request", "entry").order_by("pk")[:500]
    )
    for offer in offers:
        with transaction.atomic():
            slot_offers.give_back(offer, to=SlotOfferState.EXPIRED, by=None)
            _reopen_if_none_left(_request_from(offer))
    return len(offers)


def _offer(request: BookingRequest, starts_at: dt.datetime, *, by: User, now: dt.datetime) -> None:
    try:
        slot_offers.make_offer(
            request.service,
            starts_at=starts_at,
            expires_at=_end_of_offer(starts_at, now),
            needs=NOTHING,
            booking_request=request,
            by=by,
            now=now,
        )
    except SlotTaken as error:
        when = formats.date_format(timezone.localtime(starts_at), "MONTH_DAY_TIME_FORMAT")
        text = _("%(when)s은(는) 방금 찼습니다. 다른 시간을 골라 주세요.") % {"when": when}
        raise SlotTaken(text) from error


def _end_of_offer(starts_at: dt.datetime, now: dt.datetime) -> dt.datetime:
    """A day, or as long as there is time to come; half an hour at least, and never once begun."""
    in_time = min(now + PROPOSAL_LASTS, starts_at - ENDS_BEFORE)
    return min(max(in_time, now + ENDS_BEFORE), starts_at)


def _reopen_if_none_left(request: BookingRequest) -> None:
    request.refresh_from_db(fields=["state"])
    if request.state != BookingRequestState.PROPOSED or request.open_offers:
        return
    change_request(
        request,
        to=BookingRequestState.OPEN,
        allowed_from=[BookingRequestState.PROPOSED],
        by=None,
        why="the offers ran out",
    )


def _request_from(offer: SlotOffer) -> BookingRequest:
    if offer.booking_request is None:
        raise OfferOver
    return offer.booking_request
