"""A text message when the turn is near: asked for, and taken back, in the waiting room."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from counselling.domain import near_turn
from counselling.forms.lines import NearTurnForm
from counselling.models import QueueTicket
from counselling.rules import may_enter_ticket
from counselling.views.citizen.loaders import load_ticket
from counselling.views.guards import guarded


@require_POST
@guarded(may_enter_ticket, load=load_ticket)
def text_when_near(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """Have a text message sent when the turn is near, or (with `stop`) stay on the page."""
    if "stop" in request.POST:
        near_turn.ask_for_no_text(ticket)
        messages.success(request, _("문자를 보내지 않습니다. 이 화면을 열어 두세요."))
        return redirect("waiting_room", ticket.ref)
    form = NearTurnForm(request.POST)
    if form.is_valid():
        near_turn.ask_for_text(ticket, phone=form.cleaned_data["phone"])
        messages.success(request, _("차례가 가까워지면 문자를 보냅니다. 화면을 닫아도 됩니다."))
    else:
        messages.error(request, " ".join(str(error) for error in form.errors["phone"]))
    return redirect("waiting_room", ticket.ref)
