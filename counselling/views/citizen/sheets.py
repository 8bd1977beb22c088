"""The citizen's sheet, and objecting to it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counselling.domain import objections
from counselling.exceptions import CounsellingError
from counselling.models import CounsellingSession, Objection
from counselling.rules import is_citizen_of_objection, is_citizen_of_session
from counselling.views.citizen.loaders import load_session
from counselling.views.guards import guarded
from counselling.views.sheet_files import sheet_file
from counselling.views.telling import errors_as_messages


class ObjectionForm(forms.Form):
    text = forms.CharField(
        label=_("무엇이 다르거나 부족한가요?"),
        help_text=_("관리 담당자가 읽고 답변합니다. 주민등록번호는 적지 마세요."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("무엇이 다르거나 부족한지 적어 주세요.")},
    )


def load_objection(_request: HttpRequest, ref: str) -> Objection:
    rows = Objection.objects.select_related(
        "session__queue_ticket__appointment", "session__appointment", "session__department__agency"
    )
    return get_object_or_404(rows, ref=ref)


@require_safe
@guarded(is_citizen_of_session, load=load_session)
def sheet(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    return sheet_file(request, session)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(is_citizen_of_session, load=load_session)
def object_to(request: HttpRequest, session: CounsellingSession) -> HttpResponse:
    """Say what is wrong with the sheet; a supervisor answers."""
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            objections.file(session, text=form.cleaned_data["text"], by=request.user)
        except CounsellingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("이의를 접수했습니다. 답변하면 알려 드립니다."))
            return redirect("session_outcome", session.ref)
    context = {"session": session, "form": form, "last_day": objections.last_day(session)}
    return render(request, "citizen/objection.html", context)


@require_POST
@guarded(is_citizen_of_objection, load=load_objection)
def withdraw(request: HttpRequest, objection: Objection) -> HttpResponse:
    with errors_as_messages(request):
        objections.withdraw(objection, by=request.user)
        messages.success(request, _("이의를 취하했습니다."))
    return redirect("session_outcome", objection.session.ref)
