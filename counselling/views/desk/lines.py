"""The line as a whole: taking nobody new for now, and opening it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from counselling.domain import line_suspension
from counselling.forms.desk import SuspendForm
from counselling.models import Desk
from counselling.rules import may_serve_desk
from counselling.views.desk.loaders import load_desk
from counselling.views.desk.seated import seated
from counselling.views.guards import guarded


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_serve_desk, load=load_desk, login=True)
@seated
def suspend(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for the text that people read meanwhile, then take nobody new."""
    form = SuspendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        line_suspension.suspend_line(desk.department.line, by=request.user, **form.cleaned_data)
        messages.success(request, _("대기 접수를 멈췄습니다. 기다리는 분은 그대로 상담합니다."))
        return redirect("desk_board", desk.pk)
    return render(request, "desk/suspend_line.html", {"desk": desk, "form": form})


@require_POST
@guarded(may_serve_desk, load=load_desk)
@seated
def resume(request: HttpRequest, desk: Desk) -> HttpResponse:
    line_suspension.resume_line(desk.department.line, by=request.user)
    messages.success(request, _("대기 접수를 다시 받습니다."))
    return redirect("desk_board", desk.pk)
