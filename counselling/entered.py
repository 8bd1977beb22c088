"""What one browser proved: the references it entered with a code, and the kiosk it is."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from counselling.references import new_ref

REFS_KEY = "entered_refs"
HOLDER_KEY = "queue_holder"
# Holds the device key. Apart from the session, so that wiping between people leaves it alone.
KIOSK_COOKIE = "kiosk_key"
# Holds the key of a call display; it shows numbers and may do nothing else.
SCREEN_COOKIE = "screen_key"
REMEMBERED_AT_MOST = 20


def remember(request: HttpRequest, ref: str) -> None:
    """Let this browser session see the appointment, queue ticket or meeting seat `ref`.

    The session gets a new key each time it may see more: whoever planted the old one, even with
    something entered in it, does not come along.
    """
    known = request.session.get(REFS_KEY, [])
    refs = [other for other in known if other != ref]
    if ref not in known:
        request.session.cycle_key()
    request.session[REFS_KEY] = [*refs, ref][-REMEMBERED_AT_MOST:]


def forget(request: HttpRequest) -> None:
    """Forget everything this browser session entered."""
    request.session.pop(REFS_KEY, None)
    request.session.pop(HOLDER_KEY, None)


def refs_in(session: Mapping[str, Any] | None) -> frozenset[str]:
    """Return the references that a browser session entered."""
    return frozenset(session.get(REFS_KEY, [])) if session else frozenset()


def holder_of(request: HttpRequest) -> str:
    """Name the person behind this browser for the rule "one place per person and line"."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    if HOLDER_KEY not in request.session:
        request.session[HOLDER_KEY] = new_ref()
    return f"browser:{request.session[HOLDER_KEY]}"
