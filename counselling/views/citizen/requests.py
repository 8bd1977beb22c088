"""A request without a slot: asking, reading the answer, choosing one of the proposed times."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling import entered, network_limits
from counselling.domain import booking_proposals, booking_requests
from counselling.enums import BookedAs, BookingRequestState
from counselling.exceptions import CounsellingError
from counselling.forms.citizen_booking import known_about
from counselling.forms.citizen_request import RequestForm
from counselling.forms.quiet_check import QuietCheck
from counselling.models import BookingRequest, Service
from counselling.network_limits import Act
from counselling.rules import owns_booking_request
from counselling.views.citizen.loaders import load_booking_request, load_service
from counselling.views.citizen.shown_codes import keep_code, kept_code
from counselling.views.guards import anyone, guarded
from counselling.views.telling import errors_as_messages
from counselling.views.typed import typed_text

WISHES_LENGTH = 300


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(anyone, load=load_service)
def ask_for_time(request: HttpRequest, service: Service) -> HttpResponse:
    """Describe what it is about and when one can; an official answers."""
    form = RequestForm(request.POST or None, initial=known_about(request.user))
    check = QuietCheck(request.POST or None)
    if request.method == "POST" and all([form.is_valid(), check.is_valid()]):
        try:
            network_limits.count(request, Act.REQUEST)
            return _ask(request, service, form)
        except CounsellingError as error:
            form.add_error(None, str(error))
    context = {"service": service, "form": form, "check": check}
    return render(request, "citizen/ask_for_time.html", context)


@require_safe
@guarded(owns_booking_request, load=load_booking_request)
def booking_request_page(request: HttpRequest, booking_request: BookingRequest) -> HttpResponse:
    """Say what became of the request, with the proposed times while they can be had."""
    offers = booking_request.open_offers
    ends_at = min((offer.expires_at for offer in offers), default=None)
    context = {
        "booking_request": booking_request,
        "offers": offers,
        "ends_at": ends_at,
        "seconds_left": int((ends_at - timezone.now()).total_seconds()) if ends_at else 0,
        "code": kept_code(request, booking_request.ref),
        "may_withdraw": booking_request.state in BookingRequestState.unfinished(),
    }
    return render(request, "citizen/booking_request.html", context)


@require_POST
@guarded(owns_booking_request, load=load_booking_request)
def refuse_times(request: HttpRequest, booking_request: BookingRequest) -> HttpResponse:
    """None of the proposed times suits: say when one can instead."""
    wishes = typed_text(request, "wishes", at_most=WISHES_LENGTH)
    with errors_as_messages(request):
        booking_proposals.refuse_all(booking_request, wishes=wishes, by=request.user)
        messages.success(request, _("담당자에게 다른 시간을 부탁했습니다."))
    return redirect("booking_request", booking_request.ref)


@require_POST
@guarded(owns_booking_request, load=load_booking_request)
def withdraw_request(request: HttpRequest, booking_request: BookingRequest) -> HttpResponse:
    with errors_as_messages(request):
        booking_requests.withdraw(booking_request, by=request.user)
        messages.success(request, _("상담 요청을 취소했습니다."))
    return redirect("booking_request", booking_request.ref)


def _ask(request: HttpRequest, service: Service, form: RequestForm) -> HttpResponse:
    answers = form.cleaned_data
    booking_request, code = booking_requests.ask(
        service,
        name=answers["name"],
        phone=answers["phone"],
        email=answers["email"],
        question=answers["question"],
        wishes=answers["wishes"],
        language=get_language() or "ko",
        booked_as=BookedAs.CITIZEN,
        by=request.user,
    )
    entered.remember(request, booking_request.ref)
    keep_code(request, ref=booking_request.ref, code=code)
    return redirect("booking_request", booking_request.ref)
