"""How pages look in this browser: text size and contrast, kept in cookies."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from counselling.views.guards import anyone, guarded

CHOICES = {"text_size": {"normal", "large", "larger"}, "contrast": {"normal", "high"}}
KEPT_SECONDS = 365 * 24 * 3600


@require_POST
@guarded(anyone)
def display(request: HttpRequest) -> HttpResponse:
    """Remember the chosen text size or contrast and return to the page."""
    response = HttpResponseRedirect(_safe_next(request))
    for name, allowed in CHOICES.items():
        value = request.POST.get(name, "")
        if value in allowed:
            response.set_cookie(
                name,
                value,
                max_age=KEPT_SECONDS,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
    return response


def _safe_next(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        return address
    return "/"
