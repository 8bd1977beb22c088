"""Call displays: opened with a token, or by an official at a desk; they show numbers only."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from counselling.domain import call_displays
from counselling.entered import SCREEN_COOKIE
from counselling.exceptions import CounsellingError
from counselling.models import CallDisplay, Desk, Line
from counselling.rules import is_this_screen, may_serve_desk
from counselling.views.desk.loaders import load_desk
from counselling.views.guards import anyone, guarded

SCREEN_COOKIE_SECONDS = 5 * 365 * 24 * 3600


def load_display(_request: HttpRequest, ref: str) -> CallDisplay:
    displays = CallDisplay.objects.select_related("department__agency", "site__agency")
    return get_object_or_404(displays, ref=ref)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@guarded(anyone)
def open_screen(request: HttpRequest, token: str) -> HttpResponse:
    """Make this browser the screen for which the address was made; a look alone uses nothing up."""
    error = ""
    if request.method == "POST":
        try:
            display, key = call_displays.open_display(token)
        except CounsellingError as refused:
            error = str(refused)
        else:
            return _opened(display, key)
    return render(request, "screens/open.html", {"error": error})


@require_safe
@guarded(is_this_screen, load=load_display)
def screen(request: HttpRequest, display: CallDisplay) -> HttpResponse:
    return render(request, "screens/screen.html", _context(display))


@require_safe
@guarded(is_this_screen, load=load_display)
def screen_now(request: HttpRequest, display: CallDisplay) -> HttpResponse:
    """The part that changes."""
    return render(request, "screens/_calls.html", _context(display))


@require_safe
@guarded(may_serve_desk, load=load_desk, login=True)
def desk_screen(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The same screen, opened by an official on a second monitor."""
    return render(request, "screens/screen.html", _context_of_desk(desk))


@require_safe
@guarded(may_serve_desk, load=load_desk)
def desk_screen_now(request: HttpRequest, desk: Desk) -> HttpResponse:
    return render(request, "screens/_calls.html", _context_of_desk(desk))


def _opened(display: CallDisplay, key: str) -> HttpResponse:
    response = redirect("screen", display.ref)
    response.set_cookie(
        SCREEN_COOKIE,
        key,
        max_age=SCREEN_COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def _context(display: CallDisplay) -> dict[str, object]:
    return {
        "title": display.department.full_name if display.department else display.site,
        "live_url": f"/ws/live/call_display/{display.ref}/",
        "now_url": f"/screens/{display.ref}/now/",
        "shown": call_displays.calls_in(call_displays.lines_of(display)),
    }


def _context_of_desk(desk: Desk) -> dict[str, object]:
    line = desk.department.line
    return {
        "title": desk.department.full_name,
        "live_url": f"/ws/live/line/{line.pk}/",
        "now_url": f"/desk/{desk.pk}/screen/now/",
        "shown": call_displays.calls_in(Line.objects.filter(pk=line.pk)),
    }
