"""Every act at a desk is for the official who sits there."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from counselling.models import Desk, User

NOT_SEATED = _("이 창구에 앉아 있지 않습니다. 먼저 창구를 골라 주세요.")

DeskView = Callable[[HttpRequest, Desk], HttpResponse]


def seated(view: DeskView) -> DeskView:
    """Send an official who does not sit at the desk (any more) to the list of desks."""

    @wraps(view)
    def seated_view(request: HttpRequest, desk: Desk) -> HttpResponse:
        if desk.official_id == request.user.pk:
            return view(request, desk)
        messages.warning(request, NOT_SEATED)
        return go(request, "desk")

    return seated_view


def official_of(request: HttpRequest) -> User:
    """Return the official who acts. Every guard of the desk lets only people with a role pass."""
    return cast(User, request.user)


def own_desk(request: HttpRequest) -> Desk | None:
    """Return the desk at which the signed-in official sits."""
    return Desk.objects.filter(official=request.user.pk).select_related("department__line").first()


def go(request: HttpRequest, to: str, *args: object) -> HttpResponse:
    """Lead the whole page elsewhere, also when htmx asked for a part of it."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(resolve_url(to, *args))
    return redirect(to, *args)


def to_own_desk(request: HttpRequest) -> HttpResponse:
    """Lead to the official's board, or to the list of desks."""
    desk = own_desk(request)
    return go(request, "desk_board", desk.pk) if desk else go(request, "desk")
