"""Whether the official at the desk is there: away, back, and the board's own heartbeat."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from counselling.domain import desks
from counselling.models import Desk
from counselling.rules import may_serve_desk
from counselling.views.desk.loaders import load_desk
from counselling.views.desk.seated import official_of, seated
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages


@require_POST
@guarded(may_serve_desk, load=load_desk)
@seated
def go_away(request: HttpRequest, desk: Desk) -> HttpResponse:
    with errors_as_messages(request):
        desks.go_away(desk)
    return redirect("desk_board", desk.pk)


@require_POST
@guarded(may_serve_desk, load=load_desk)
@seated
def come_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    desks.come_back(desk)
    return redirect("desk_board", desk.pk)


@require_POST
@guarded(may_serve_desk, load=load_desk)
@seated
def keep_presence(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The open board says every 20 s that its official is there."""
    desks.keep_presence(desk, official=official_of(request))
    return HttpResponse(status=204)
