"""Objections to sheets, as a supervisor reads and answers them."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from counselling.domain import objections
from counselling.enums import Role
from counselling.exceptions import CounsellingError
from counselling.models import Objection
from counselling.rules import may_answer_objection, supervises_something
from counselling.views.citizen.sheets import load_objection
from counselling.views.desk.own_departments import own_departments
from counselling.views.desk.seated import official_of
from counselling.views.guards import guarded


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("답변"),
        help_text=_("민원인이 읽습니다. 안내서를 고쳐야 하면 먼저 바로잡아 주세요."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("답변을 적어 주세요.")},
    )


@require_safe
@guarded(supervises_something, login=True)
def objection_list(request: HttpRequest) -> HttpResponse:
    """List what came in, unanswered first, of the departments that one supervises."""
    departments = own_departments(request, Role.SUPERVISOR)
    rows = ((department, objections.objections_of(department)) for department in departments)
    listed = [(department, found) for department, found in rows if found]
    return render(request, "desk/objections.html", {"listed": listed})


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_answer_objection, load=load_objection, login=True)
def answer(request: HttpRequest, objection: Objection) -> HttpResponse:
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            objections.answer(objection, text=form.cleaned_data["text"], by=official_of(request))
        except CounsellingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("답변을 보냈습니다."))
            return redirect("desk_objections")
    context = {
        "objection": objection,
        "session": objection.session,
        "changes": objection.changes.select_related("actor"),
        "form": form,
    }
    return render(request, "desk/objection.html", context)
