"""The call as the citizen sees it, and what is left of it: the outcome."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from counselling.domain.objections import last_day, may_object
from counselling.domain.queries.handovers import is_call_kept
from counselling.domain.sheets import latest_sheet
from counselling.domain.unit_settings import setting
from counselling.models import CounsellingSession
from counselling.rules import is_citizen_of_session
from counselling.views.citizen.company import company_in
from counselling.views.citizen.loaders import load_session
from counselling.views.guards import guarded
from video.browser_seats import remembered_seat


@require_safe
@guarded(is_citizen_of_session, load=load_session)
def session_call(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """The call; only in the browser that pressed "join", else back to the waiting room."""
    if session.is_closed and not is_call_kept(session):
        return redirect("session_outcome", session.ref)
    seat = remembered_seat(request, session.call_ref)
    if seat is None:
        return redirect(_waiting_room_of(session))
    context = {
        "session": session,
        "seat": seat,
        # The button in the waiting room was the question; "ask" asks how to take part.
        "join": "ask" if "ask" in request.GET else "auto",
        "leave_url": _waiting_room_of(session),
        "after_url": reverse("session_outcome", args=[session.ref]),
        **company_in(session),
    }
    return render(request, "citizen/session_call.html", context)


@require_safe
@guarded(is_citizen_of_session, load=load_session)
def session_strip(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Who is in the call beside the citizen, and to whom they are being handed over."""
    return render(request, "citizen/_call_strip.html", {"session": session, **company_in(session)})


@require_safe
@guarded(is_citizen_of_session, load=load_session)
def session_outcome(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """How it ended, what the official wrote, and who that was."""
    dispositions = list(session.dispositions.select_related("department__agency", "named_official"))
    if not dispositions:
        return redirect(_waiting_room_of(session))
    context = {
        "session": session,
        "dispositions": dispositions,
        "notes": session.citizen_notes.all(),
        "promises": session.promises.all(),
        "sheet": latest_sheet(session),
        "objections": session.objections.all(),
        "may_object": may_object(session),
        "last_day": last_day(session),
        "phone": setting(session.department, "phone"),
    }
    return render(request, "citizen/session_outcome.html", context)


def _waiting_room_of(session: CounsellingSession) -> str:
    """Name the page from which the session was joined; one begun otherwise has none."""
    if session.queue_ticket is None:
        raise Http404
    return reverse("waiting_room", args=[session.queue_ticket.ref])
