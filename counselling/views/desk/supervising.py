"""The supervisor's view: every desk of a department, and coming into a session. Never silently."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import joining_in, reassigning
from counselling.domain.queries.supervision import load_supervision
from counselling.enums import ParticipantRole
from counselling.exceptions import CounsellingError
from counselling.forms.colleagues import ComeAlongForm, ReassignForm
from counselling.models import CounsellingSession, Department
from counselling.rules import is_beside, may_supervise, may_supervise_session
from counselling.views.desk.loaders import load_session
from counselling.views.desk.seated import official_of, own_desk
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages
from video.browser_seats import remember_seat, remembered_seat


def load_department(_request: HttpRequest, department_pk: int) -> Department:
    return get_object_or_404(Department.objects.select_related("agency", "line"), pk=department_pk)


@require_safe
@guarded(may_supervise, load=load_department, login=True)
def department(request: HttpRequest, department: Department) -> HttpResponse:
    """All desks of the department, live."""
    context = {"page": load_supervision(department), "department": department}
    return render(request, "desk/department.html", context)


@require_safe
@guarded(may_supervise, load=load_department)
def department_now(request: HttpRequest, department: Department) -> HttpResponse:
    """The part of it that changes."""
    context = {"page": load_supervision(department), "department": department}
    return render(request, "desk/_department.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_supervise_session, load=load_session, login=True)
def listen(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Listen only: both sides read "관리자가 듣고 있습니다" all the while."""
    return _come_along(request, session, ParticipantRole.LISTENER)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_supervise_session, load=load_session, login=True)
def step_in(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Take part beside the official, seen and heard."""
    return _come_along(request, session, ParticipantRole.COLLEAGUE)


@require_POST
@guarded(may_supervise_session, load=load_session)
def reassign(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Give the session to another desk; the citizen stays in the call."""
    form = ReassignForm(request.POST, department_id=session.department_id)
    with errors_as_messages(request):
        if not form.is_valid():
            raise CounsellingError(_("창구를 고르세요."))
        to = form.cleaned_data["desk"]
        reassigning.reassign(session, to=to, by=official_of(request))
        messages.success(request, _("상담을 %(desk)s(으)로 넘겼습니다.") % {"desk": to.name})
    return redirect("desk_department", session.department_id)


@require_safe
@guarded(is_beside, load=load_session)
def beside(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """The call as a colleague or listener sees it; in the browser that came along only."""
    participant = joining_in.beside(session, official_of(request))
    seat = remembered_seat(request, session.call_ref)
    if session.is_closed or participant is None or seat is None or seat.revoked_at:
        messages.info(request, _("함께하던 통화가 끝났습니다."))
        return redirect(_back(request, session))
    context = {
        "session": session,
        "ticket": session.queue_ticket,
        "seat": seat,
        "listens": participant.role == ParticipantRole.LISTENER,
        "back_url": _back(request, session),
        "desk": own_desk(request),
    }
    return render(request, "desk/beside.html", context)


def _come_along(
    request: HttpRequest, session: CounsellingSession, role: ParticipantRole
) -> HttpResponse:
    form = ComeAlongForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            seat = joining_in.come_along(
                session,
                by=official_of(request),
                reason=form.cleaned_data["reason"],
                role=role,
                address=request.META.get("REMOTE_ADDR"),
            )
        except CounsellingError as error:
            form.add_error(None, str(error))
        else:
            remember_seat(request, seat)
            return redirect("desk_beside", session.ref)
    context = {"session": session, "form": form, "listens": role == ParticipantRole.LISTENER}
    return render(request, "desk/come_along.html", context)


def _back(request: HttpRequest, session: CounsellingSession) -> str:
    """Where they came from: the department's desks, or one's own."""
    if may_supervise(request.actor, session.department):  # type: ignore[attr-defined]
        return reverse("desk_department", args=[session.department_id])
    return reverse("desk")
