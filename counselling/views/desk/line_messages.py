"""Words from the desk to one waiting person, or to all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from counselling.domain import line_messages as words
from counselling.domain.queries.turns import waiting_in
from counselling.forms.lines import LineMessageForm
from counselling.models import Desk, LineMessage
from counselling.rules import may_serve_desk, may_take_back_message
from counselling.views.desk.loaders import load_desk
from counselling.views.desk.seated import official_of, own_desk, seated
from counselling.views.guards import guarded


def load_message(_request: HttpRequest, ref: str) -> LineMessage:
    rows = LineMessage.objects.select_related("line__department", "queue_ticket")
    return get_object_or_404(rows, ref=ref)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_serve_desk, load=load_desk, login=True)
@seated
def line_messages(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what people in the line read now, and say something more."""
    line = desk.department.line
    waiting = waiting_in(desk.department)
    form = LineMessageForm(
        request.POST or None, waiting=waiting, initial={"to": request.GET.get("to", "")}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        words.say(line, typed["text"], by=official_of(request), ticket=typed["to"])
        messages.success(request, _("대기 화면에 안내를 띄웠습니다."))
        return redirect("desk_messages", desk.pk)
    context = {"desk": desk, "form": form, "shown": words.shown_in(line)}
    return render(request, "desk/line_messages.html", context)


@require_POST
@guarded(may_take_back_message, load=load_message)
def take_back(request: HttpRequest, message: LineMessage) -> HttpResponse:
    words.take_back(message, by=official_of(request))
    messages.success(request, _("안내를 거두었습니다."))
    desk = own_desk(request)
    return redirect("desk_messages", desk.pk) if desk else redirect("desk")
