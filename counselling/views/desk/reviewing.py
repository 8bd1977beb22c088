"""What supervisors review: sessions that were ended, and reports about officials."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from counselling.domain import conduct_complaints, misconduct
from counselling.enums import ComplaintState, MisconductState, Role
from counselling.exceptions import CounsellingError
from counselling.forms.course import AnswerForm, DecisionForm
from counselling.models import ConductComplaint, Misconduct
from counselling.rules import may_review, supervises_something
from counselling.views.desk.seated import official_of
from counselling.views.guards import guarded

SHOWN_AT_MOST = 100
RELATED = (
    "session__department__agency",
    "session__official",
    "session__service",
    "session__appointment",
    "session__queue_ticket",
)


def load_misconduct(_request: HttpRequest, ref: str) -> Misconduct:
    return get_object_or_404(Misconduct.objects.select_related(*RELATED), ref=ref)


def load_complaint(_request: HttpRequest, ref: str) -> ConductComplaint:
    return get_object_or_404(ConductComplaint.objects.select_related(*RELATED), ref=ref)


@require_safe
@guarded(supervises_something, login=True)
def to_review(request: HttpRequest) -> HttpResponse:
    """List what is to be reviewed in the departments that the person supervises."""
    own = _supervised(request)
    ended = Misconduct.objects.select_related(*RELATED).filter(own, ended_at__isnull=False)
    reports = ConductComplaint.objects.select_related(*RELATED).filter(own)
    context = {
        "ended": ended.order_by("-pk")[:SHOWN_AT_MOST],
        "reports": reports.order_by("-pk")[:SHOWN_AT_MOST],
        "open_states": [*MisconductState.to_review(), ComplaintState.OPEN],
    }
    return render(request, "desk/to_review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_review, load=load_misconduct, login=True)
def review(request: HttpRequest, found: Misconduct) -> HttpResponse:
    """Show the event with its whole history; decide."""
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            misconduct.decide(
                found,
                to=MisconductState(form.cleaned_data["verdict"]),
                decision=form.cleaned_data["decision"],
                by=official_of(request),
            )
            messages.success(request, _("검토를 마치고 민원인에게 알렸습니다."))
            return redirect("desk_review", found.ref)
        except CounsellingError as error:
            form.add_error(None, str(error))
    context = {
        "misconduct": found,
        "steps": found.changes.select_related("actor").order_by("pk"),
        "may_decide": found.state in MisconductState.to_review(),
        "form": form,
    }
    return render(request, "desk/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_review, load=load_complaint, login=True)
def complaint(request: HttpRequest, found: ConductComplaint) -> HttpResponse:
    """Show the report; answer it."""
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            conduct_complaints.answer(found, form.cleaned_data["answer"], by=official_of(request))
            messages.success(request, _("답변을 민원인에게 알렸습니다."))
            return redirect("desk_complaint", found.ref)
        except CounsellingError as error:
            form.add_error(None, str(error))
    may_answer = found.state == ComplaintState.OPEN
    context = {"complaint": found, "may_answer": may_answer, "form": form}
    return render(request, "desk/complaint.html", context)


def _supervised(request: HttpRequest) -> Q:
    """Sessions of departments that the person supervises, without their own."""
    actor = request.actor  # type: ignore[attr-defined]
    own = Q(pk__in=[])
    for role, agency, department in actor.roles:
        if role == Role.SUPERVISOR:
            own |= (
                Q(session__department=department)
                if department
                else Q(session__department__agency=agency)
            )
    return own & ~Q(session__official=request.user.pk)
