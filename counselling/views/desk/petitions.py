"""Petitions by their legal clock: what is due when, and what moves it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from counselling.domain import legal_clocks
from counselling.domain.cases import case_of_row
from counselling.enums import LegalClockState
from counselling.forms.course import REASON_LENGTH
from counselling.models import LegalClock
from counselling.rules import is_official, may_handle_clock
from counselling.views.desk.own_departments import own_departments
from counselling.views.desk.seated import official_of
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages
from counselling.views.typed import typed_text

SHOWN_AT_MOST = 200
RELATED = ("department__agency", "appointment__service", "queue_ticket__service")


def load_clock(_request: HttpRequest, ref: str) -> LegalClock:
    return get_object_or_404(LegalClock.objects.select_related(*RELATED), ref=ref)


@require_safe
@guarded(is_official, login=True)
def petitions(request: HttpRequest) -> HttpResponse:
    """List what is not handled yet in one's departments, the soonest due first."""
    clocks = LegalClock.objects.filter(
        department__in=list(own_departments(request)), state__in=LegalClockState.unfinished()
    )
    rows = [
        (clock, case_of_row(clock))
        for clock in clocks.select_related(*RELATED).order_by("due_at")[:SHOWN_AT_MOST]
    ]
    return render(request, "desk/petitions.html", {"rows": rows, "now": timezone.now()})


@require_safe
@guarded(may_handle_clock, load=load_clock, login=True)
def petition(request: HttpRequest, clock: LegalClock) -> HttpResponse:
    """Show one petition's clock with everything that moved it."""
    context = {
        "clock": clock,
        "case": case_of_row(clock),
        "now": timezone.now(),
        "supplements": clock.supplements.select_related("asked_by"),
        "steps": clock.changes.select_related("actor").order_by("pk"),
        "is_open": clock.state in LegalClockState.unfinished(),
        "needs_consent": clock.extensions >= legal_clocks.EXTENSIONS_WITHOUT_CONSENT,
        "may_extend": clock.extensions < legal_clocks.EXTENSIONS_AT_MOST,
    }
    return render(request, "desk/petition.html", context)


@require_POST
@guarded(may_handle_clock, load=load_clock)
def ask_for_supplement(request: HttpRequest, clock: LegalClock) -> HttpResponse:
    with errors_as_messages(request):
        legal_clocks.ask_for_supplement(clock, what=_reason(request), by=official_of(request))
        messages.success(request, _("보완을 요청했습니다. 그동안 처리기간을 세지 않습니다."))
    return redirect("desk_petition", clock.ref)


@require_POST
@guarded(may_handle_clock, load=load_clock)
def note_supplied(request: HttpRequest, clock: LegalClock) -> HttpResponse:
    with errors_as_messages(request):
        legal_clocks.note_supplied(clock, by=request.user)
        messages.success(request, _("보완이 들어왔습니다. 처리기간을 다시 셉니다."))
    return redirect("desk_petition", clock.ref)


@require_POST
@guarded(may_handle_clock, load=load_clock)
def extend(request: HttpRequest, clock: LegalClock) -> HttpResponse:
    with errors_as_messages(request):
        legal_clocks.extend(
            clock,
            reason=_reason(request),
            has_consent="has_consent" in request.POST,
            by=official_of(request),
        )
        messages.success(request, _("처리기간을 늘리고 민원인에게 알렸습니다."))
    return redirect("desk_petition", clock.ref)


@require_POST
@guarded(may_handle_clock, load=load_clock)
def finish(request: HttpRequest, clock: LegalClock) -> HttpResponse:
    with errors_as_messages(request):
        legal_clocks.finish(clock, by=request.user, why=_reason(request))
        messages.success(request, _("처리를 마쳤습니다."))
    return redirect("desk_petition", clock.ref)


def _reason(request: HttpRequest) -> str:
    return typed_text(request, "reason", at_most=REASON_LENGTH)
