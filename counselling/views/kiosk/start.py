"""The start screen, what is always at hand, and the end of a visit."""

from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from counselling.domain import booth_blocks, kiosks
from counselling.exceptions import KioskDisabled
from counselling.views.guards import anyone, guarded
from counselling.views.kiosk.pages import kiosk_page, show, this_kiosk, was_kiosk
from counselling.views.kiosk.visits import LOW_COOKIE, VISIT_COOKIES, wipe

# What each button of the display tools switches: cookie, value when on.
TOGGLES = {
    "text": ("text_size", "larger"),
    "contrast": ("contrast", "high"),
    "low": (LOW_COOKIE, "1"),
}


@never_cache
@guarded(anyone)
def start(request: HttpRequest) -> HttpResponse:
    """Ask what the next person wants; whoever was here before is forgotten.

    Pages without a script come here by themselves when nobody touches them, so this page wipes
    what it finds although it is read with GET.
    """
    kiosk = this_kiosk(request)
    if kiosk is None:
        return _not_a_kiosk(request)
    request.kiosk = kiosk  # type: ignore[attr-defined]
    if "new" in request.GET or not request.session.is_empty():
        return wipe(request, redirect("kiosk"))
    if block := booth_blocks.block_now(kiosk.booth):
        return show(request, "kiosk/blocked.html", {"until": block.ends_at, "hide_help": True})
    is_changed = any(name in request.COOKIES for name in VISIT_COOKIES)
    return show(request, "kiosk/start.html", {"is_changed": is_changed, "hide_help": True})


def _not_a_kiosk(request: HttpRequest) -> HttpResponse:
    if was_kiosk(request):
        return render(request, "kiosk/disabled.html", status=403)
    return redirect("kiosk_enrol")


@require_POST
@kiosk_page()
def finish(request: HttpRequest) -> HttpResponse:
    """End the visit and wipe everything."""
    return wipe(request, redirect("kiosk"))


@require_POST
@kiosk_page()
def ask_help(request: HttpRequest) -> HttpResponse:
    """Call somebody of the office to the booth."""
    kiosks.ask_for_help(request.kiosk)  # type: ignore[attr-defined]
    if request.htmx:  # type: ignore[attr-defined]
        return show(request, "kiosk/_help_asked.html")
    return redirect(_back(request))


@require_POST
@kiosk_page()
def heartbeat(request: HttpRequest) -> HttpResponse:
    """Note that the device is alive."""
    with suppress(KioskDisabled):  # at this very moment: the next page says so
        kiosks.heartbeat(request.kiosk)  # type: ignore[attr-defined]
    return HttpResponse(status=204)


@require_POST
@kiosk_page()
def display(request: HttpRequest) -> HttpResponse:
    """Switch large text, high contrast or the low layout, for this visit only."""
    response = HttpResponseRedirect(_back(request))
    name, value = TOGGLES.get(request.POST.get("toggle", ""), ("", ""))
    if not name:
        return response
    if request.COOKIES.get(name) == value:
        response.delete_cookie(name)
    else:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(name, value, secure=secure, httponly=True, samesite="Lax")
    return response


def _back(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if is_ours and address.startswith("/kiosk/") else "/kiosk/"
