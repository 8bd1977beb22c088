"""The course of a session as the citizen sees it: the strip, the telephone, how it was led."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import conduct_complaints, misconduct, phone_talks
from counselling.domain.unit_settings import setting
from counselling.enums import MisconductState
from counselling.exceptions import CounsellingError
from counselling.forms.course import ComplaintForm, ObjectionForm
from counselling.models import ConductComplaint, CounsellingSession, Misconduct
from counselling.rules import is_citizen_of_session
from counselling.views.citizen.loaders import load_session
from counselling.views.course_strip import citizens_strip
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages
from counselling.views.typed import typed_text

NUMBER_LENGTH = 20


@require_safe
@guarded(is_citizen_of_session, load=load_session)
def course(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Answer with the strip beside the call."""
    return render(request, "course/_citizen_strip.html", citizens_strip(session))


@require_POST
@guarded(is_citizen_of_session, load=load_session)
def ask_for_phone(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Note that the citizen would rather be called, and at which number."""
    error = ""
    try:
        phone_talks.ask(
            session, phone=typed_text(request, "phone", at_most=NUMBER_LENGTH), by=request.user
        )
    except CounsellingError as refused:
        error = str(refused)
    if request.htmx:  # type: ignore[attr-defined]
        context = {**citizens_strip(session), "phone_error": error}
        return render(request, "course/_citizen_strip.html", context)
    with errors_as_messages(request):
        if error:
            raise CounsellingError(error)
        messages.success(request, _("담당자에게 알렸습니다. 전화를 기다려 주세요."))
    return redirect("session_call", session.ref)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(is_citizen_of_session, load=load_session)
def conduct(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Tell what was warned of and why it ended; take an objection, or a report of the official."""
    found = Misconduct.objects.select_related("session").filter(session=session).first()
    is_objection = "objection" in request.POST
    objection = ObjectionForm(request.POST if is_objection else None)
    complaint = ComplaintForm(request.POST if "complaint" in request.POST else None)
    if request.method == "POST":
        form = objection if is_objection else complaint
        if form.is_valid() and _take(request, session, found, form):
            return redirect("conduct", session.ref)
    context = {
        "session": session,
        "misconduct": found,
        "steps": found.changes.order_by("pk") if found else [],
        "may_object": found is not None and found.state == MisconductState.ENDED,
        "objection_form": objection,
        "complaint": ConductComplaint.objects.filter(session=session).first(),
        "complaint_form": complaint,
        "phone": setting(session.department, "phone"),
    }
    return render(request, "citizen/conduct.html", context)


def _take(
    request: HttpRequest,
    session: CounsellingSession,
    found: Misconduct | None,
    form: ObjectionForm | ComplaintForm,
) -> bool:
    try:
        if isinstance(form, ComplaintForm):
            conduct_complaints.report(session, form.cleaned_data["complaint"], by=request.user)
        elif found is None:
            return False
        else:
            misconduct.object_to(found, form.cleaned_data["objection"], by=request.user)
    except CounsellingError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("받았습니다. 관리 담당자가 검토하고 답변합니다."))
    return True
