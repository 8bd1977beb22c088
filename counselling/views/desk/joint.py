"""The side of the invited department: accept, join the call, write its outcome."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from counselling.domain import joint_outcomes, joint_sessions, side_room
from counselling.domain.record_drafts import draft_of
from counselling.enums import JointState
from counselling.exceptions import CounsellingError
from counselling.forms.record import RecordForm, initial_of
from counselling.models import JointMember
from counselling.rules import is_joint_official, is_official, may_answer_joint
from counselling.views.desk.joint_inviting import load_joint
from counselling.views.desk.own_departments import own_departments
from counselling.views.desk.record import keep_draft
from counselling.views.desk.seated import official_of
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages
from video.browser_seats import remember_seat, remembered_seat


@require_safe
@guarded(is_official, login=True)
def joint_list(request: HttpRequest) -> HttpResponse:
    """What the departments one serves in are asked, running and booked."""
    asked = joint_sessions.asked_of(own_departments(request), official_of(request))
    return render(request, "desk/joint_list.html", {"members": asked})


@require_safe
@guarded(may_answer_joint, load=load_joint, login=True)
def joint(request: HttpRequest, member: JointMember) -> HttpResponse:
    """The question; for who accepted the call with the form of their outcome beside it."""
    context: dict[str, object] = {"member": member, "session": member.session}
    if not is_joint_official(request.actor, member):  # type: ignore[attr-defined]
        return render(request, "desk/joint_asked.html", context)
    if member.state not in JointState.writing() or member.session is None:
        return render(request, "desk/joint_asked.html", {**context, "is_mine": True})
    return render(request, "desk/joint.html", {**context, **_call(request, member)})


@require_safe
@guarded(may_answer_joint, load=load_joint)
def state(request: HttpRequest, member: JointMember) -> HttpResponse:
    """The part of the page that changes while one waits for the session to begin."""
    is_mine = is_joint_official(request.actor, member)  # type: ignore[attr-defined]
    context = {"member": member, "session": member.session, "is_mine": is_mine}
    return render(request, "desk/_joint_asked.html", context)


@require_POST
@guarded(may_answer_joint, load=load_joint)
def accept(request: HttpRequest, member: JointMember) -> HttpResponse:
    with errors_as_messages(request):
        joint_sessions.accept(member, official=official_of(request))
    return redirect("desk_joint", member.ref)


@require_POST
@guarded(may_answer_joint, load=load_joint)
def decline(request: HttpRequest, member: JointMember) -> HttpResponse:
    with errors_as_messages(request):
        answer = request.POST.get("answer", "").replace("\0", "")
        joint_sessions.decline(member, by=official_of(request), answer=answer)
        messages.success(request, _("함께하지 않는다고 알렸습니다."))
    return redirect("desk_joint_list")


@require_POST
@guarded(is_joint_official, load=load_joint)
def join(request: HttpRequest, member: JointMember) -> HttpResponse:
    """Take the seat in the call; from another browser: it moves here."""
    with errors_as_messages(request):
        remember_seat(request, joint_sessions.join(member, by=official_of(request)))
    return redirect("desk_joint", member.ref)


@require_POST
@guarded(is_joint_official, load=load_joint)
def leave(request: HttpRequest, member: JointMember) -> HttpResponse:
    with errors_as_messages(request):
        joint_sessions.leave(member, by=official_of(request))
        messages.success(request, _("통화에서 나왔습니다. 처리 결과를 적어 주세요."))
    return redirect("desk_joint", member.ref)


@require_POST
@guarded(is_joint_official, load=load_joint)
def draft(request: HttpRequest, member: JointMember) -> HttpResponse:
    if member.session is None:
        return redirect("desk_joint", member.ref)
    return keep_draft(
        request,
        member.session,
        member.department,
        part="desk/_joint_form.html",
        page="desk/joint_form.html",
        member=member,
    )


@require_POST
@guarded(is_joint_official, load=load_joint)
def write_outcome(request: HttpRequest, member: JointMember) -> HttpResponse:
    """Write what this department decided; what was typed stays when it cannot be taken."""
    session = member.session
    if session is None:
        return redirect("desk_joint", member.ref)
    form = RecordForm(request.POST, session=session, department=member.department)
    refused = ""
    if form.is_valid():
        why = gettext("%(unit)s의 처리 결과를 더했습니다.")
        try:
            joint_outcomes.write_outcome(
                member,
                form.written,
                why=why % {"unit": member.department.full_name},
                by=official_of(request),
            )
        except CounsellingError as error:
            refused = str(error)
        else:
            return _taken(request, member)
    context = {"member": member, "session": session, "form": form, "refused": refused}
    template = "desk/_joint_form.html" if request.htmx else "desk/joint_form.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _taken(request: HttpRequest, member: JointMember) -> HttpResponse:
    """Show the form with what was written: it may be changed until the lead ends, and after."""
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, _("처리 결과를 적었습니다. 안내서에 실립니다."))
        return redirect("desk_joint", member.ref)
    context = {"member": member, "session": member.session, "is_taken": True}
    return render(request, "desk/_joint_form.html", {**context, "form": _form(request, member)})


def _call(request: HttpRequest, member: JointMember) -> dict[str, object]:
    assert member.session is not None  # noqa: S101 - only sessions have a call
    seat = remembered_seat(request, member.session.call_ref)
    if member.state != JointState.JOINED or (seat and (seat.call.ended_at or seat.revoked_at)):
        seat = None
    return {
        "seat": seat,
        "form": _form(request, member),
        "is_apart": side_room.is_apart(member.session),
    }


def _form(request: HttpRequest, member: JointMember) -> RecordForm:
    assert member.session is not None  # noqa: S101 - only sessions have an outcome
    session, department = member.session, member.department
    written = initial_of(session, department)
    own = {"named_official": member.official_id}
    typed = {**own, **written, **draft_of(session, author=official_of(request))}
    return RecordForm(session=session, department=department, initial=typed)
