"""Requests without a slot: reading them, proposing times, declining with a reason."""

from itertools import islice

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from counselling.domain import availability, booking_proposals, booking_requests
from counselling.domain.booking_timetable import DayOffer
from counselling.domain.queries.bookings import answered_requests, requests_to_answer, steps_of
from counselling.enums import BookingRequestState
from counselling.models import BookingRequest, Service
from counselling.rules import is_official, may_answer_request
from counselling.views.citizen.loaders import load_booking_request
from counselling.views.desk.own_departments import own_departments
from counselling.views.desk.seated import official_of
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages
from counselling.views.times_page import parse_moment
from counselling.views.typed import typed_text

DAYS_OFFERED = 5
MESSAGE_LENGTH = 500


@require_safe
@guarded(is_official, login=True)
def requests(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer, oldest first, and what was answered."""
    departments = list(own_departments(request))
    context = {
        "waiting": requests_to_answer(departments),
        "answered": answered_requests(departments),
    }
    return render(request, "desk/requests.html", context)


@require_safe
@guarded(may_answer_request, load=load_booking_request, login=True)
def request_page(request: HttpRequest, booking_request: BookingRequest) -> HttpResponse:
    """Show the request; while it is open, with the next days' free times to propose."""
    may_answer = booking_request.state in BookingRequestState.unfinished()
    rounds_left = booking_proposals.ROUNDS_AT_MOST - booking_request.rounds
    is_open = booking_request.state == BookingRequestState.OPEN and rounds_left > 0
    context = {
        "booking_request": booking_request,
        "days": _days_to_propose(booking_request.service) if is_open else [],
        "may_propose": is_open,
        "may_decline": may_answer,
        "rounds_left": rounds_left,
        "open_offers": booking_request.open_offers,
        "steps": steps_of(booking_request),
    }
    return render(request, "desk/request.html", context)


@require_POST
@guarded(may_answer_request, load=load_booking_request)
def propose(request: HttpRequest, booking_request: BookingRequest) -> HttpResponse:
    """Hold one to three times for the citizen and tell them."""
    times = [moment for text in request.POST.getlist("times") if (moment := parse_moment(text))]
    if not 1 <= len(times) <= booking_proposals.TIMES_AT_MOST:
        messages.warning(request, _("제안할 시간을 하나에서 세 개까지 골라 주세요."))
        return redirect("desk_request", booking_request.ref)
    with errors_as_messages(request):
        booking_proposals.propose(
            booking_request, times, message=_written(request, "message"), by=official_of(request)
        )
        messages.success(request, _("시간을 제안하고 민원인에게 알렸습니다."))
    return redirect("desk_request", booking_request.ref)


@require_POST
@guarded(may_answer_request, load=load_booking_request)
def decline(request: HttpRequest, booking_request: BookingRequest) -> HttpResponse:
    """Say why there will be no session."""
    reason = _written(request, "reason")
    if not reason:
        messages.warning(request, _("상담이 어려운 까닭을 적어 주세요. 민원인이 읽습니다."))
        return redirect("desk_request", booking_request.ref)
    with errors_as_messages(request):
        booking_requests.decline(booking_request, reason=reason, by=official_of(request))
        messages.success(request, _("민원인에게 답변을 보냈습니다."))
    return redirect("desk_requests")


def _written(request: HttpRequest, name: str) -> str:
    return typed_text(request, name, at_most=MESSAGE_LENGTH)


def _days_to_propose(service: Service) -> list[DayOffer]:
    return list(islice(availability.bookable_timetable(service).free_days(), DAYS_OFFERED))
