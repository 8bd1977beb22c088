"""Asking colleagues for help, answering, and coming along into the call."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from counselling.domain import help_requests, joining_in
from counselling.enums import HelpState
from counselling.exceptions import CounsellingError, HelpOver, NoCallToJoin
from counselling.forms.colleagues import AnswerForm, HelpForm
from counselling.models import Desk, HelpRequest
from counselling.rules import may_answer_help, may_serve_desk, may_take_back_help
from counselling.views.desk.loaders import load_desk
from counselling.views.desk.seated import go, official_of, seated, to_own_desk
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages
from video.browser_seats import remember_seat


def load_help(_request: HttpRequest, ref: str) -> HelpRequest:
    related = ("desk__department", "asked_by", "session__department", "session__service")
    return get_object_or_404(HelpRequest.objects.select_related(*related), ref=ref)


@require_POST
@guarded(may_serve_desk, load=load_desk)
@seated
def ask(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = HelpForm(request.POST)
    with errors_as_messages(request):
        text = form.cleaned_data["text"] if form.is_valid() else request.POST.get("text", "")[:300]
        help_requests.ask(desk, by=official_of(request), text=text)
    return go(request, "desk_board", desk.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_answer_help, load=load_help, login=True)
def answer(request: HttpRequest, asked: HelpRequest) -> HttpResponse:
    """Read the question and answer it in words."""
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            help_requests.answer(asked, by=official_of(request), text=form.cleaned_data["text"])
        except CounsellingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("답을 보냈습니다."))
            return to_own_desk(request)
    is_open = asked.state == HelpState.ASKED
    context = {"asked": asked, "form": form, "is_open": is_open}
    return render(request, "desk/help.html", context)


@require_POST
@guarded(may_answer_help, load=load_help)
def join(request: HttpRequest, asked: HelpRequest) -> HttpResponse:
    """Come along into the call that the question is about; both sides there are told."""
    with errors_as_messages(request):
        if asked.state != HelpState.ASKED:
            raise HelpOver
        if asked.session is None:
            raise NoCallToJoin
        seat = joining_in.come_along(
            asked.session,
            by=official_of(request),
            reason=gettext("도움 요청 (%(ref)s)") % {"ref": asked.ref},
            address=request.META.get("REMOTE_ADDR"),
        )
        help_requests.answer(asked, by=official_of(request))
        remember_seat(request, seat)
        return redirect("desk_beside", asked.session.ref)
    return redirect("desk_help", asked.ref)


@require_POST
@guarded(may_take_back_help, load=load_help)
def take_back(request: HttpRequest, asked: HelpRequest) -> HttpResponse:
    with errors_as_messages(request):
        help_requests.take_back(asked, by=official_of(request))
    return to_own_desk(request)
