"""What an official does with somebody whom they cannot serve now: park, resume, transfer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from counselling.domain import queue_setting_aside, transfer
from counselling.domain.queries.handovers import has_open_call
from counselling.domain.routing import route
from counselling.enums import KeptCall, QueueTicketState
from counselling.exceptions import CounsellingError
from counselling.forms.desk_transfer import SearchForm, TransferForm
from counselling.models import QueueTicket, Service
from counselling.rules import may_handle_ticket
from counselling.views.desk.calling import require_at_own_desk
from counselling.views.desk.loaders import load_ticket
from counselling.views.desk.seated import official_of, to_own_desk
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages

OFFERED = 8


@require_POST
@guarded(may_handle_ticket, load=load_ticket)
def park(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """Set somebody aside, for example until papers arrive; they keep their place."""
    with errors_as_messages(request):
        queue_setting_aside.park(ticket, by=request.user)
        messages.success(request, _("%(name)s 님을 보류했습니다.") % {"name": ticket.name})
    return to_own_desk(request)


@require_POST
@guarded(may_handle_ticket, load=load_ticket)
def resume(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """Bring a parked person back to their old place in the line."""
    with errors_as_messages(request):
        queue_setting_aside.resume(ticket, by=request.user)
        text = _("%(name)s 님이 다시 기다립니다. 순서는 그대로입니다.")
        messages.success(request, text % {"name": ticket.name})
    return to_own_desk(request)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(may_handle_ticket, load=load_ticket, login=True)
def transfer_person(request: HttpRequest, ticket: QueueTicket) -> HttpResponse:
    """Find the service where the person belongs, and hand them over with a reason."""
    typed = request.POST if request.method == "POST" else request.GET
    search = SearchForm(typed if "q" in typed else {"q": ticket.question}, ticket=ticket)
    offered = _offered(search, ticket)
    form = TransferForm(
        request.POST or None,
        services=offered,
        in_call=ticket.state == QueueTicketState.IN_SESSION and has_open_call(ticket),
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _transfer(request, ticket, form)
        except CounsellingError as error:
            form.add_error(None, str(error))
    context = {"ticket": ticket, "search": search, "form": form, "offered": offered}
    return render(request, "desk/transfer.html", context)


def _transfer(request: HttpRequest, ticket: QueueTicket, form: TransferForm) -> HttpResponse:
    if ticket.state in QueueTicketState.at_desk():
        require_at_own_desk(request, ticket)
    typed = form.cleaned_data
    moved = transfer.transfer(
        ticket,
        to=typed["to"],
        reason=typed["reason"],
        context=typed["context"],
        by=official_of(request),
        call=KeptCall(typed["call"]) if typed.get("call") else None,
    )
    if typed.get("call") == KeptCall.STAYS:
        return redirect("desk_handover", moved.handover.ref)
    text = _("%(name)s 님을 %(department)s(으)로 보냈습니다. 기다린 시간은 그대로 이어집니다.")
    department = typed["to"].department
    told = {"name": ticket.name, "department": f"{department.agency.name} {department.name}"}
    messages.success(request, text % told)
    return to_own_desk(request)


def _offered(search: SearchForm, ticket: QueueTicket) -> list[Service]:
    """Return the services that fit the words, at the chosen agency, without the present one."""
    if not search.is_valid():
        return []
    matches = route(search.cleaned_data["q"], agency=search.cleaned_data["agency"], limit=OFFERED)
    return [match.service for match in matches if match.service.pk != ticket.service_id]
