"""A member's way: code or join address -> equipment check -> lobby -> call -> closed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from counselling.domain import conferences, equipment
from counselling.enums import ConferenceState, MemberState
from counselling.exceptions import ConferenceError, CounsellingError
from counselling.forms.citizen_equipment import EquipmentForm
from counselling.models import ConferenceMember
from counselling.rules import is_conference_member, may_run_conference
from counselling.views.conference.loaders import load_member
from counselling.views.guards import guarded
from video.browser_seats import remember_seat, remembered_seat


@guarded(is_conference_member, load=load_member)
def lobby(request: HttpRequest, member: ConferenceMember) -> HttpResponse:
    """Where a member lands: who is here, and what happens next."""
    if member.conference.state == ConferenceState.CLOSED:
        return redirect("conference_closed", member.ref)
    return render(request, "conference/lobby.html", _lobby(request, member))


@guarded(is_conference_member, load=load_member)
def lobby_state(request: HttpRequest, member: ConferenceMember) -> HttpResponse:
    """The part of the lobby that changes."""
    return render(request, "conference/_lobby.html", _lobby(request, member))


@guarded(is_conference_member, load=load_member)
def check(request: HttpRequest, member: ConferenceMember) -> HttpResponse:
    """Camera, microphone, speaker and connection; then the door."""
    if request.method != "POST":
        return render(request, "conference/check.html", {"member": member})
    form = EquipmentForm(request.POST)
    if form.is_valid():
        figures = form.figures(browser=request.headers.get("User-Agent", ""))
        equipment.store_check(figures, subject=member)
    return _enter(request, member)


@require_POST
@guarded(is_conference_member, load=load_member)
def enter_lobby(request: HttpRequest, member: ConferenceMember) -> HttpResponse:
    """Stand at the door without a check."""
    return _enter(request, member)


@require_POST
@guarded(is_conference_member, load=load_member)
def join(request: HttpRequest, member: ConferenceMember) -> HttpResponse:
    """Take one's seat in the call; who runs the meeting lets themselves in."""
    try:
        if may_run_conference(request.actor, member.conference):  # type: ignore[attr-defined]
            _let_oneself_in(request, member)
        seat = conferences.seat_of(member)
    except CounsellingError as error:
        messages.warning(request, str(error))
        return _go(request, "conference_lobby", member)
    remember_seat(request, seat)
    return _go(request, "conference_call", member)


@guarded(is_conference_member, load=load_member)
def call(request: HttpRequest, member: ConferenceMember) -> HttpResponse:
    """The meeting itself, in the browser that joined; others are led to the lobby."""
    conference = member.conference
    seat = remembered_seat(request, conference.call_ref)
    try:
        expected = conferences.seat_of(member)
    except ConferenceError:
        return redirect("conference_lobby", member.ref)
    if seat != expected:
        return redirect("conference_lobby", member.ref)
    context = {
        "member": member,
        "conference": conference,
        "seat": seat,
        "runs": may_run_conference(request.actor, conference),  # type: ignore[attr-defined]
    }
    return render(request, "conference/call.html", context)


@require_POST
@guarded(is_conference_member, load=load_member)
def leave(request: HttpRequest, member: ConferenceMember) -> HttpResponse:
    """Go for good, or for now: one may come back through the lobby."""
    try:
        conferences.leave(member, by=request.user)
    except CounsellingError as error:
        messages.warning(request, str(error))
    return redirect("conference_closed", member.ref)


@guarded(is_conference_member, load=load_member)
def closed(request: HttpRequest, member: ConferenceMember) -> HttpResponse:
    """After the meeting, or after leaving it."""
    context = {"member": member, "conference": member.conference}
    return render(request, "conference/closed.html", context)


def _enter(request: HttpRequest, member: ConferenceMember) -> HttpResponse:
    try:
        conferences.enter_lobby(member, by=request.user)
    except CounsellingError as error:
        messages.warning(request, str(error))
    return redirect("conference_lobby", member.ref)


def _let_oneself_in(request: HttpRequest, member: ConferenceMember) -> None:
    if member.state == MemberState.ADMITTED:
        return
    conferences.enter_lobby(member, by=request.user)
    conferences.admit(member, by=request.user)


def _go(request: HttpRequest, name: str, member: ConferenceMember) -> HttpResponse:
    """Lead the whole page there, also when a fragment of it asked."""
    address = reverse(name, args=[member.ref])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)  # type: ignore[attr-defined]


def _lobby(request: HttpRequest, member: ConferenceMember) -> dict[str, Any]:
    conference = member.conference
    seconds = int((conference.starts_at - timezone.now()).total_seconds())
    return {
        "member": member,
        "conference": conference,
        "members": conference.members.all(),
        "starts_in_seconds": max(0, seconds),
        "is_running": conference.state in ConferenceState.running(),
        "runs": may_run_conference(request.actor, conference),  # type: ignore[attr-defined]
    }
