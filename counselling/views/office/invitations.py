"""Inviting staff, and accepting an invitation."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import invitations as domain
from counselling.domain.units import Unit, unit_of
from counselling.enums import Role
from counselling.exceptions import AdministrationError
from counselling.forms.office_accounts import InvitationForm
from counselling.models import Invitation
from counselling.rules import is_invited, is_signed_in, may_administer, may_withdraw_invitation
from counselling.views.guards import guarded
from counselling.views.office.loaders import load_agency_unit
from counselling.views.telling import errors_as_messages


def load_invitation(_request: HttpRequest, ref: str) -> Invitation:
    rows = Invitation.objects.select_related("agency", "department__agency")
    return get_object_or_404(rows, ref=ref)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_administer, load=load_agency_unit, login=True)
@reauthentication_required
def invitations(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Invite somebody to the unit; below, the invitations that are open."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            domain.invite(
                unit,
                email=typed["email"],
                name=typed["name"],
                role=Role(typed["role"]),
                by=request.user,  # type: ignore[arg-type]
            )
        except AdministrationError as error:
            form.add_error(None, str(error))
        else:
            told = _("%(name)s님을 초대했습니다. 7일 안에 받아들이면 역할이 시작됩니다.")
            messages.success(request, told % {"name": typed["name"]})
            return redirect("office_invitations", unit.key)
    context = {"unit": unit, "tab": "people", "form": form}
    context["invitations"] = domain.open_invitations_of(unit).select_related("department")
    return render(request, "office/invitations.html", context)


@require_POST
@guarded(may_withdraw_invitation, load=load_invitation)
@reauthentication_required
def withdraw_invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Take an invitation back."""
    with errors_as_messages(request):
        domain.withdraw(invitation, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("초대를 거두었습니다."))
    return redirect("office_invitations", unit_of(invitation.unit).key)


@require_safe
@guarded(is_signed_in, login=True)
def my_invitations(request: HttpRequest) -> HttpResponse:
    """Show the invitations to one's own confirmed addresses."""
    rows = domain.invitations_for(request.user).select_related(  # type: ignore[arg-type]
        "agency", "department__agency"
    )
    return render(request, "account/invitations.html", {"invitations": rows})


@require_POST
@guarded(is_invited, load=load_invitation)
def accept_invitation(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Accept; the role begins at once."""
    with errors_as_messages(request):
        domain.accept(invitation, user=request.user)  # type: ignore[arg-type]
        messages.success(request, _("초대를 받아들였습니다."))
        return redirect("after_login")
    return redirect("my_invitations")
