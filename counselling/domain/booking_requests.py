"""A request without a slot: asked by the citizen, answered by an official.

The official proposes times (domain.booking_proposals), or declines with a reason.
"""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from counselling import live
from counselling.domain import booking_notices, entry_codes, slot_offers
from counselling.domain.booking_topics import bookings_topic
from counselling.domain.contacts import lock_contact, refuse_too_many
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.enums import BookedAs, BookingRequestState, Language, SlotOfferState
from counselling.exceptions import RequestAnswered, StateChanged
from counselling.models import BookingRequest, Service, User


def ask(
    service: Service,
    *,
    name: str,
    question: str,
    phone: str = "",
    email: str = "",
    wishes: str = "",
    language: str = Language.KOREAN,
    booked_as: str = BookedAs.CITIZEN,
    by: AnyUser = None,
    now: dt.datetime | None = None,
) -> tuple[BookingRequest, str]:
    """Ask for a session without picking a slot; return it with its code, told only here.

    Raises:
        TooManyBookings: The contact has as many open bookings and requests as the unit allows.
    """
    email = email.strip().lower()
    with transaction.atomic():
        lock_contact(phone, email)
        refuse_too_many(service, phone=phone, email=email, now=now or timezone.now())
        request = BookingRequest.objects.create(
            service=service,
            citizen=by if isinstance(by, User) and booked_as == BookedAs.CITIZEN else None,
            name=name.strip(),
            phone=phone,
            email=email,
            question=question,
            wishes=wishes,
            language=language,
            booked_as=booked_as,
        )
        record_change(request, from_state="", to=BookingRequestState.OPEN, by=by)
        code = entry_codes.issue(request)
        booking_notices.tell_request_received(request, code=code)
        touch_request(request)
    return request, code


def decline(request: BookingRequest, *, reason: str, by: User) -> None:
    """Tell the citizen that, and why, there will be no session; proposed times are free again.

    Raises:
        RequestAnswered: It was answered, or withdrawn.
    """
    with transaction.atomic():
        change_request(
            request,
            to=BookingRequestState.DECLINED,
            allowed_from=BookingRequestState.unfinished(),
            by=by,
            why=reason[:300],
            decline_reason=reason,
            answered_by=by,
        )
        give_back_offers(request, by=by)
        entry_codes.end_after(request, ended_at=timezone.now())
        booking_notices.tell_request_declined(request)


def withdraw(request: BookingRequest, *, by: AnyUser) -> None:
    """The citizen needs it no more.

    Raises:
        RequestAnswered: It was answered, or withdrawn before.
    """
    with transaction.atomic():
        change_request(
            request,
            to=BookingRequestState.WITHDRAWN,
            allowed_from=BookingRequestState.unfinished(),
            by=by,
        )
        give_back_offers(request, by=by)
        entry_codes.end_after(request, ended_at=timezone.now())


def give_back_offers(request: BookingRequest, *, by: AnyUser) -> None:
    offers = request.offers.filter(state=SlotOfferState.OFFERED)
    for offer in offers.select_related("hold__desk", "booking_request", "entry"):
        slot_offers.give_back(offer, to=SlotOfferState.DECLINED, by=by)


def change_request(
    request: BookingRequest,
    *,
    to: BookingRequestState,
    allowed_from: Sequence[BookingRequestState],
    by: AnyUser,
    why: str = "",
    **fields: object,
) -> None:
    try:
        change_state(request, to=to, allowed_from=allowed_from, by=by, why=why, **fields)
    except StateChanged as error:
        raise RequestAnswered from error
    touch_request(request)


def touch_request(request: BookingRequest) -> None:
    live.touch(request, bookings_topic(request.service.department_id))
