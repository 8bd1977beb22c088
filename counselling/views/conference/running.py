"""The secretary's page of a meeting: who is where, letting people in, begin and end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counselling.actors import Actor
from counselling.domain import conference_planning, conferences
from counselling.enums import MemberState
from counselling.exceptions import CounsellingError
from counselling.models import Conference, ConferenceMember
from counselling.rules import may_run_conference
from counselling.views.conference.loaders import load_conference, load_member
from counselling.views.guards import guarded


def may_run_its_conference(actor: Actor, member: ConferenceMember) -> bool:
    """The actor runs the meeting in which `member` has a seat."""
    return bool(may_run_conference(actor, member.conference))


@guarded(may_run_conference, load=load_conference, login=True)
def conference_page(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Show the meeting to its secretary."""
    return render(request, "conference/conference.html", _board(request, conference))


@guarded(may_run_conference, load=load_conference)
def conference_board(request: HttpRequest, conference: Conference) -> HttpResponse:
    """The part of that page that changes: state, acts, members."""
    return render(request, "conference/_board.html", _board(request, conference))


@guarded(may_run_conference, load=load_conference)
def lobby_strip(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Who waits at the door, for the strip above the secretary's call."""
    return render(request, "conference/_lobby_strip.html", _board(request, conference))


@require_POST
@guarded(may_run_conference, load=load_conference)
def open_lobby(request: HttpRequest, conference: Conference) -> HttpResponse:
    return _act(request, conference, conferences.open_lobby)


@require_POST
@guarded(may_run_conference, load=load_conference)
def start(request: HttpRequest, conference: Conference) -> HttpResponse:
    return _act(request, conference, conferences.start)


@require_POST
@guarded(may_run_conference, load=load_conference)
def end(request: HttpRequest, conference: Conference) -> HttpResponse:
    return _act(request, conference, conferences.close)


@require_POST
@guarded(may_run_conference, load=load_conference)
def admit_all(request: HttpRequest, conference: Conference) -> HttpResponse:
    return _act(request, conference, conferences.admit_all)


@require_POST
@guarded(may_run_its_conference, load=load_member)
def admit(request: HttpRequest, member: ConferenceMember) -> HttpResponse:
    return _act(request, member.conference, conferences.admit, member)


@require_POST
@guarded(may_run_its_conference, load=load_member)
def deny(request: HttpRequest, member: ConferenceMember) -> HttpResponse:
    """Turn away from the door, or take out of the call."""
    return _act(request, member.conference, conferences.deny, member)


@require_POST
@guarded(may_run_its_conference, load=load_member)
def send_code_again(request: HttpRequest, member: ConferenceMember) -> HttpResponse:
    """Give a member who lost the code a new one; the old one stops working."""
    conference_planning.send_code_again(member)
    messages.success(request, _("%(name)s 님께 새 인증번호를 보냈습니다.") % {"name": member.name})
    return redirect("conference", member.conference.ref)


def _act(
    request: HttpRequest,
    conference: Conference,
    verb: Callable[..., Any],
    subject: ConferenceMember | None = None,
) -> HttpResponse:
    """Do it; say why not; answer htmx with the strip above the call, others with the page."""
    try:
        verb(subject or conference, by=request.user)
    except CounsellingError as error:
        messages.error(request, str(error))
    if request.htmx:  # type: ignore[attr-defined]
        conference.refresh_from_db()
        return render(request, "conference/_lobby_strip.html", _board(request, conference))
    return redirect("conference", conference.ref)


def _board(request: HttpRequest, conference: Conference) -> dict[str, Any]:
    members = list(conference.members.all())
    mine = next((row for row in members if row.user_id == request.user.pk), None)
    return {
        "conference": conference,
        "members": members,
        "mine": mine,
        "waiting": [row for row in members if row.state == MemberState.LOBBY and row != mine],
        "present_count": sum(row.state == MemberState.ADMITTED for row in members),
    }
