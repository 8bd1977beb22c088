"""The lead invites other departments into a running session, or into a booking."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from counselling.domain import joint_sessions
from counselling.exceptions import CounsellingError
from counselling.forms.joint import FindDepartmentForm, InviteForm
from counselling.models import Appointment, CounsellingSession, JointMember
from counselling.rules import leads_joint, may_close_session, may_handle_appointment
from counselling.views.citizen.loaders import load_appointment
from counselling.views.desk.loaders import load_session
from counselling.views.desk.seated import official_of
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages


def load_joint(_request: HttpRequest, ref: str) -> JointMember:
    return get_object_or_404(JointMember.objects.select_related(*joint_sessions.RELATED), ref=ref)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_close_session, load=load_session, login=True)
def invite_to_session(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Choose an agency, then one of its departments, and say why."""
    return _invite(request, session)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_handle_appointment, load=load_appointment, login=True)
def invite_to_booking(request: HttpRequest, appointment: Appointment) -> HttpResponse:
    return _invite(request, appointment)


@require_POST
@guarded(leads_joint, load=load_joint)
def withdraw(request: HttpRequest, member: JointMember) -> HttpResponse:
    with errors_as_messages(request):
        joint_sessions.withdraw(member, by=request.user)
        messages.success(request, _("초대를 거두었습니다."))
    if member.session is not None:
        return redirect("desk_joint_invite", member.session.ref)
    return redirect("desk_joint_book", member.appointment.ref)  # type: ignore[union-attr]


def _invite(request: HttpRequest, about: CounsellingSession | Appointment) -> HttpResponse:
    typed = request.POST if request.method == "POST" else request.GET
    find = FindDepartmentForm(typed if "agency" in typed else None)
    leads = about.department if isinstance(about, CounsellingSession) else about.service.department
    form = None
    if find.is_bound and find.is_valid():
        agency = find.cleaned_data["agency"]
        form = InviteForm(request.POST or None, agency=agency, leads=leads)
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            joint_sessions.invite(about, by=official_of(request), **form.cleaned_data)
        except CounsellingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("초대했습니다. 그 부서의 모든 창구 화면에 보입니다."))
            return redirect(request.path)
    context = {
        "service": about.service,
        "find": find,
        "form": form,
        "members": joint_sessions.members_of(about),
    }
    return render(request, "desk/joint_invite.html", context)
