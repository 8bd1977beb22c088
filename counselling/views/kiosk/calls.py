"""The call at a kiosk, and the outcome shown before everything is wiped."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from counselling.domain import conduct_complaints
from counselling.domain.queries.handovers import is_call_kept, where_it_goes_on
from counselling.exceptions import AlreadySaid
from counselling.forms.course import ComplaintForm
from counselling.models import CounsellingSession, Misconduct
from counselling.rules import is_citizen_of_session
from counselling.views.citizen.company import company_in
from counselling.views.citizen.loaders import load_session
from counselling.views.citizen.shown_codes import kept_code
from counselling.views.course_strip import kiosks_strip
from counselling.views.kiosk.pages import IDLE_OUTCOME, kiosk_page, show
from video.browser_seats import remembered_seat


@kiosk_page(is_citizen_of_session, load=load_session)
def call(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """The call, in the browser that pressed "join"; when it is over, its outcome."""
    if session.is_closed and not is_call_kept(session):
        return redirect("kiosk_outcome", session.ref)
    seat = remembered_seat(request, session.call_ref)
    if seat is None:
        ticket = session.queue_ticket
        return redirect("kiosk_waiting", ticket.ref) if ticket else redirect("kiosk")
    context = {"session": session, "seat": seat, **company_in(session)}
    return show(request, "kiosk/call.html", context)


@require_safe
@kiosk_page(is_citizen_of_session, load=load_session)
def course(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Answer with the part of the strip that changes: clock, warnings, reporting."""
    return show(request, "course/_citizen_strip.html", kiosks_strip(session))


@require_POST
@kiosk_page(is_citizen_of_session, load=load_session)
def report(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Tell the supervisor how the official behaves; the official is not told."""
    form = ComplaintForm(request.POST)
    if form.is_valid():
        with suppress(AlreadySaid):  # touched twice
            conduct_complaints.report(session, form.cleaned_data["complaint"], by=None)
    if request.htmx:  # type: ignore[attr-defined]
        return show(request, "course/_citizen_strip.html", kiosks_strip(session))
    return redirect("kiosk_call", session.ref)


@kiosk_page(is_citizen_of_session, load=load_session)
def outcome(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """How it ended, for a minute; later it is read with the same name and code."""
    handed_on = where_it_goes_on(session)
    if handed_on is not None:
        return redirect("kiosk_waiting", handed_on.ref)
    code = kept_code(request, session.queue_ticket.ref) if session.queue_ticket else ""
    context = _outcome(session) | {"code": code}
    return show(request, "kiosk/outcome.html", context, idle=IDLE_OUTCOME)


@kiosk_page(is_citizen_of_session, load=load_session)
def outcome_state(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """The part of the outcome page that changes while the official writes."""
    return show(request, "kiosk/_outcome.html", _outcome(session))


def _outcome(session: CounsellingSession) -> dict[str, Any]:
    return {
        "session": session,
        "dispositions": session.dispositions.all(),
        "notes": session.citizen_notes.all(),
        "promises": session.promises.all(),
        "misconduct": Misconduct.objects.filter(session=session).first(),
    }
