"""Keeps personal pages out of every cache, the browser's own among them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from counselling.entered import KIOSK_COOKIE


class NoStoreMiddleware:
    """Sends `Cache-Control: no-store` to browsers that have a session or are a kiosk.

    Who signed in, entered a code or began a booking has a session. On a shared computer the next
    person's "back" button must not bring such a page up again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if KIOSK_COOKIE in request.COOKIES or not request.session.is_empty():
            add_never_cache_headers(response)
        return response
