"""The list of meetings and the form that calls one."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from counselling.actors import Actor
from counselling.domain import conference_planning
from counselling.enums import Role
from counselling.exceptions import CounsellingError
from counselling.forms.conferences import ConferenceForm, MemberFormSet
from counselling.models import Agency, Conference
from counselling.rules import is_signed_in, may_create_conference
from counselling.views.guards import guarded

SHOWN_AT_MOST = 100


@dataclass(frozen=True)
class ListedConference:
    """A meeting and the page of it that is for this person."""

    row: Conference
    address: str


@guarded(is_signed_in, login=True)
def conference_list(request: HttpRequest) -> HttpResponse:
    """Show the meetings one calls or is invited to, the latest first."""
    user: Any = request.user
    rows = (
        Conference.objects.filter(Q(secretary=user) | Q(members__user=user))
        .select_related("agency")
        .prefetch_related("members")
        .distinct()[:SHOWN_AT_MOST]
    )
    listed = [ListedConference(row, _address_for(row, user)) for row in rows]
    may_create = may_create_conference(request.actor)  # type: ignore[attr-defined]
    return render(
        request, "conference/list.html", {"conferences": listed, "may_create": may_create}
    )


@guarded(may_create_conference, login=True)
def new(request: HttpRequest) -> HttpResponse:
    """Ask for title, time and people; what was typed stays until everything is right."""
    posted = request.POST or None
    form = ConferenceForm(posted, agencies=_agencies_of(request.actor))  # type: ignore[attr-defined]
    members = MemberFormSet(posted, prefix="members")
    if request.method == "POST" and form.is_valid() and members.is_valid():
        try:
            conference = _create(request, form.cleaned_data, members)
            return redirect("conference", conference.ref)
        except CounsellingError as error:
            form.add_error(None, str(error))
    return render(request, "conference/new.html", {"form": form, "members": members})


def _create(request: HttpRequest, typed: dict[str, Any], members: Any) -> Conference:
    secretary: Any = request.user
    conference, _codes = conference_planning.create_conference(
        typed["agency"],
        title=typed["title"],
        starts_at=typed["starts_at"],
        ends_at=typed["ends_at"],
        secretary=secretary,
        invitations=[
            conference_planning.Invitation(
                name=row["name"],
                role=row["role"],
                affiliation=row["affiliation"],
                email=row["contact"].email,
                phone=row["contact"].phone,
                language=get_language() or "ko",
            )
            for row in members.invited
        ],
    )
    return conference


def _agencies_of(actor: Actor) -> QuerySet[Agency]:
    """Those in which the actor may call a meeting."""
    units = [
        agency
        for role, agency, _department in actor.roles
        if role in (Role.SECRETARY, Role.ADMINISTRATOR) and agency is not None
    ]
    return Agency.objects.filter(pk__in=units)


def _address_for(conference: Conference, user: Any) -> str:
    if conference.secretary_id == user.pk:
        return reverse("conference", args=[conference.ref])
    member = next(row for row in conference.members.all() if row.user_id == user.pk)
    return reverse("conference_lobby", args=[member.ref])
