"""Counsel now: a walk-in takes a queue ticket."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from counselling import entered, network_limits
from counselling.domain.case_answers import take_ticket_with_answers
from counselling.exceptions import AlreadyWaiting, CounsellingError
from counselling.forms.case import CaseForms
from counselling.forms.citizen_booking import WalkInForm, known_about
from counselling.forms.quiet_check import QuietCheck
from counselling.models import Service
from counselling.network_limits import Act
from counselling.views.citizen.loaders import load_service
from counselling.views.citizen.shown_codes import keep_code
from counselling.views.citizen.status_rows import row_of
from counselling.views.guards import anyone, guarded


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(anyone, load=load_service)
def counsel_now(request: HttpRequest, service: Service) -> HttpResponse:
    """Ask for a name and give a place in the line."""
    form = WalkInForm(request.POST or None, initial=known_about(request.user))
    case = CaseForms(service, request.POST or None)
    check = QuietCheck(request.POST or None)
    # All are asked, so that all errors show at once.
    if request.method == "POST" and all([form.is_valid(), case.is_valid(), check.is_valid()]):
        try:
            network_limits.count(request, Act.TICKET)
            return _take_place(request, service, form, case)
        except AlreadyWaiting as error:
            messages.info(request, str(error))
            return _to_waiting_room(request, error)
        except CounsellingError as error:
            form.add_error(None, str(error))
    row = row_of(service.department)
    context = {"service": service, "form": form, "case": case, "check": check, "row": row}
    return render(request, "citizen/counsel_now.html", context)


def _take_place(
    request: HttpRequest, service: Service, form: WalkInForm, case: CaseForms
) -> HttpResponse:
    answers = form.cleaned_data
    taken = take_ticket_with_answers(
        service,
        case.answers(),
        holder=entered.holder_of(request),
        name=answers["name"],
        phone=answers["phone"],
        question=answers["question"],
        texts_when_near=answers["texts_when_near"],
        language=get_language() or "ko",
        citizen=request.user if request.user.is_authenticated else None,
    )
    ref = taken.queue_ticket.ref
    entered.remember(request, ref)
    keep_code(request, ref=ref, code=taken.code)
    return redirect("ticket_equipment", ref)


def _to_waiting_room(request: HttpRequest, error: AlreadyWaiting) -> HttpResponse:
    """The place belongs to this browser's holder, so it may see it."""
    entered.remember(request, error.queue_ticket.ref)
    return redirect("waiting_room", error.queue_ticket.ref)
