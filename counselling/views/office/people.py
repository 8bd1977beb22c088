"""People of an agency: who is what where; a role changed, a role ended."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import people_administration, unit_changes
from counselling.domain.row_changes import subject_of
from counselling.domain.units import Unit
from counselling.enums import ChangeTopic, Role
from counselling.forms.office_fields import VersionedForm
from counselling.forms.office_units import RoleForm
from counselling.models import Membership
from counselling.rules import may_administer
from counselling.views.guards import guarded
from counselling.views.office.loaders import Member, load_agency_unit, load_member
from counselling.views.office.saving import errors_on_form
from counselling.views.telling import errors_as_messages


@dataclass(frozen=True)
class Person:
    """Everything one person is in the unit."""

    user: object
    memberships: list[Membership]


@require_safe
@guarded(may_administer, load=load_agency_unit, login=True)
def people(request: HttpRequest, unit: Unit) -> HttpResponse:
    """List the people of a unit with their roles."""
    by_user: dict[int, Person] = {}
    for membership in people_administration.members_of(unit):
        person = by_user.setdefault(membership.user_id, Person(membership.user, []))
        person.memberships.append(membership)
    history = unit_changes.history_of(unit, limit=10, topics=[ChangeTopic.PEOPLE])
    context = {"unit": unit, "tab": "people", "people": by_user.values(), "history": history}
    return render(request, "office/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_member, login=True)
def edit_role(request: HttpRequest, member: Member) -> HttpResponse:
    """Change what a person is in a unit, or end it."""
    membership = member.membership
    subject = subject_of(membership)
    initial = {"role": membership.role, "seen": unit_changes.version_of(subject)}
    form = RoleForm(request.POST or None, membership=membership, initial=initial)
    if request.method == "POST" and form.is_valid():
        with errors_on_form(form, subject=subject):
            people_administration.change_role(
                membership,
                Role(form.cleaned_data["role"]),
                seen=form.cleaned_data["seen"],
                by=request.user,  # type: ignore[arg-type]
            )
            messages.success(request, _("역할을 바꿨습니다. 바로 적용됩니다."))
            return redirect("office_people", member.unit.key)
    context = {"unit": member.unit, "tab": "people", "membership": membership, "form": form}
    context["history"] = unit_changes.history_about(subject)
    return render(request, "office/role.html", context)


@require_POST
@guarded(may_administer, load=load_member)
def end_role(request: HttpRequest, member: Member) -> HttpResponse:
    """End a role: its rights are gone with the next request of that person."""
    form = VersionedForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else 0
    with errors_as_messages(request):
        people_administration.end_membership(
            member.membership,
            seen=seen,
            by=request.user,  # type: ignore[arg-type]
        )
        told = _("%(name)s님의 역할을 끝냈습니다. 권한이 바로 없어졌습니다.")
        messages.success(request, told % {"name": member.membership.user})
    return redirect("office_people", f"agency-{member.unit.agency.pk}")  # type: ignore[union-attr]
