"""What every kiosk page shares: only an enrolled device, nothing cached, one person at a time."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect

from counselling.domain import booth_blocks
from counselling.entered import KIOSK_COOKIE
from counselling.models import Kiosk
from counselling.rules import is_kiosk
from counselling.views.guards import guarded

# Seconds without a touch until "do you go on?", and until everything is wiped.
IDLE = {"warn_seconds": 60, "wipe_seconds": 90}
# In the waiting room people sit and watch: asked less often, but still asked.
IDLE_WAITING = {"warn_seconds": 240, "wipe_seconds": 300}
# The outcome is read, not worked with.
IDLE_OUTCOME = {"warn_seconds": 30, "wipe_seconds": 60}

# After so long without an answer "somebody is coming" would be a lie.
HELP_SHOWN_FOR = dt.timedelta(minutes=10)

View = Callable[..., HttpResponseBase]


def kiosk_page(
    predicate: Callable[..., bool] = is_kiosk,
    *,
    load: Callable[..., Any] | None = None,
    begins_visit: bool = False,
) -> Callable[[View], View]:
    """Guard a page of an enrolled kiosk, as `guarded` does.

    A page that begins a visit is not shown in a blocked booth: the start says until when it is.

    A device that is none (any more) is sent to the start, which says why. What the person at
    the kiosk may not see is answered by a page that leads back to the start, status 404.
    """

    def decorate(view: View) -> View:
        inner = guarded(predicate, load=load)(view)

        @never_cache
        @wraps(inner)
        def kiosk_view(request: HttpRequest, **words: Any) -> HttpResponseBase:
            kiosk = this_kiosk(request)
            if kiosk is None:
                return _to_start(request)
            request.kiosk = kiosk  # type: ignore[attr-defined]
            if begins_visit and booth_blocks.block_now(kiosk.booth):
                return _to_start(request)
            try:
                return inner(request, **words)
            except Http404:
                return show(request, "kiosk/gone.html", status=404)

        return kiosk_view

    return decorate


def this_kiosk(request: HttpRequest) -> Kiosk | None:
    """Return the active kiosk that this browser is, with booth, site and agency."""
    ref = request.actor.kiosk_ref  # type: ignore[attr-defined]
    if ref is None:
        return None
    return Kiosk.objects.select_related("booth__site__agency").filter(ref=ref).first()


def was_kiosk(request: HttpRequest) -> bool:
    """Say whether the device has a key that opens nothing any more."""
    return KIOSK_COOKIE in request.COOKIES


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    idle: dict[str, int] = IDLE,
    status: int = 200,
) -> HttpResponse:
    """Draw a kiosk page with what all of them show."""
    kiosk = request.kiosk  # type: ignore[attr-defined]
    everywhere = {"kiosk": kiosk, "idle": idle, "help_asked": _is_help_on_its_way(kiosk)}
    return render(request, template, {**everywhere, **(context or {})}, status=status)


def _is_help_on_its_way(kiosk: Kiosk) -> bool:
    asked_at = kiosk.help_asked_at
    return asked_at is not None and asked_at > timezone.now() - HELP_SHOWN_FOR


def _to_start(request: HttpRequest) -> HttpResponseBase:
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(reverse("kiosk"))
    return redirect("kiosk")
