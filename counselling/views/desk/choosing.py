"""Taking a desk and leaving it."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from counselling.actors import Actor
from counselling.domain import desks
from counselling.enums import Role
from counselling.models import Department, Desk
from counselling.rules import is_official, may_serve_desk
from counselling.views.desk.loaders import load_desk
from counselling.views.desk.own_departments import own_departments
from counselling.views.desk.seated import official_of, own_desk, seated
from counselling.views.guards import guarded
from counselling.views.telling import errors_as_messages


@dataclass(frozen=True)
class DeskChoice:
    """A desk and whether one may sit down: free, abandoned (both may), taken or closed."""

    desk: Desk
    state: str

    @property
    def department(self) -> Department:
        return self.desk.department


@require_safe
@guarded(is_official, login=True)
def choose(request: HttpRequest) -> HttpResponse:
    """List the desks of one's departments; who sits at one goes straight to its board."""
    desk = own_desk(request)
    if desk is not None:
        return redirect("desk_board", desk.pk)
    choices = _choices(request.actor)  # type: ignore[attr-defined]
    supervised = own_departments(request, Role.SUPERVISOR)
    return render(request, "desk/choose.html", {"choices": choices, "supervised": supervised})


@require_POST
@guarded(may_serve_desk, load=load_desk)
def take(request: HttpRequest, desk: Desk) -> HttpResponse:
    if not desk.is_open:
        messages.warning(request, _("닫힌 창구입니다. 다른 창구를 골라 주세요."))
        return redirect("desk")
    with errors_as_messages(request):
        desks.sit_down(desk, official=official_of(request))
    return redirect("desk")


@require_POST
@guarded(may_serve_desk, load=load_desk)
@seated
def leave(request: HttpRequest, desk: Desk) -> HttpResponse:
    with errors_as_messages(request):
        desks.stand_up(desk)
        messages.success(request, _("창구에서 나왔습니다."))
    return redirect("desk")


def _choices(actor: Actor) -> list[DeskChoice]:
    officials = (Role.OFFICIAL, Role.SUPERVISOR)
    units = [unit for unit in actor.roles if unit[0] in officials]
    mine = Q(department__in=[department for _role, _agency, department in units if department])
    mine |= Q(department__agency__in=[agency for _role, agency, _department in units if agency])
    found = Desk.objects.filter(mine).select_related("department__agency", "official")
    return [DeskChoice(desk, _state(desk)) for desk in found.order_by("department", "number")]


def _state(desk: Desk) -> str:
    if not desk.is_open:
        return "closed"
    if desk.official_id is None:
        return "free"
    seen_since = timezone.now() - desks.PRESENCE_LASTS
    return "taken" if desk.seen_at and desk.seen_at >= seen_since else "abandoned"
