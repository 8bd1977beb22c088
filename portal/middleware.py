"""Tells every view who is asking, and every page the few things all of them show."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject

from counselling.actors import actor_from_request


class NoNulMiddleware:
    """Refuses NUL in addresses and drops cookies that hold it: PostgreSQL takes no NUL.

    Form fields say it themselves, beside what was typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = [word for name, values in request.GET.lists() for word in (name, *values)]
        if any("\0" in word for word in (request.path, *asked)):
            raise BadRequest("NUL in an address")
        if any("\0" in value for value in request.COOKIES.values()):
            kept = {name: value for name, value in request.COOKIES.items() if "\0" not in value}
            request.COOKIES = kept
        return self.get_response(request)


class NotAllowedMiddleware:
    """Says in words why an address that only a form may use cannot be opened."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code == 405 and request.method == "GET" and not answer.content:
            answer.content = render_to_string("405.html")
        return answer


class ActorMiddleware:
    """Sets `request.actor`, worked out on first use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_from_request(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Give every template the actor and the text size that this browser chose."""
    size = request.COOKIES.get("text_size", "")
    return {
        "actor": getattr(request, "actor", None),
        "text_size": size if size in {"large", "larger"} else "normal",
    }
