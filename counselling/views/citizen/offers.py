"""A time that is offered: from the waiting list, or as the answer to a request."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counselling import entered
from counselling.domain import booking_proposals, waiting_list
from counselling.models import SlotOffer
from counselling.rules import owns_slot_offer
from counselling.views.citizen.loaders import load_slot_offer
from counselling.views.citizen.shown_codes import keep_code
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages


@require_POST
@guarded(owns_slot_offer, load=load_slot_offer)
def accept_offer(request: HttpRequest, offer: SlotOffer) -> HttpResponse:
    """Take the time: the appointment moves there, or the request becomes an appointment."""
    if offer.booking_request is not None:
        with errors_as_messages(request):
            appointment, code = booking_proposals.accept(offer, by=request.user)
            entered.remember(request, appointment.ref)
            keep_code(request, ref=appointment.ref, code=code)
            return redirect("book_done", appointment.ref)
        return redirect("booking_request", offer.booking_request.ref)
    with errors_as_messages(request):
        moved = waiting_list.accept(offer, by=request.user)
        when = formats.date_format(timezone.localtime(moved.starts_at), "MONTH_DAY_TIME_FORMAT")
        messages.success(
            request, _("%(when)s(으)로 바꿨습니다. 인증번호는 그대로입니다.") % {"when": when}
        )
    return _back(offer)


@require_POST
@guarded(owns_slot_offer, load=load_slot_offer)
def decline_offer(request: HttpRequest, offer: SlotOffer) -> HttpResponse:
    """Let an earlier time go; the appointment stays as it is."""
    if offer.entry is not None:
        waiting_list.decline(offer, by=request.user)
        messages.success(request, _("제안한 시간을 돌려주었습니다. 예약은 그대로입니다."))
    return _back(offer)


def _back(offer: SlotOffer) -> HttpResponse:
    if offer.entry is not None:
        return redirect("appointment", offer.entry.appointment.ref)
    return redirect("booking_request", offer.booking_request.ref if offer.booking_request else "")
