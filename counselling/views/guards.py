"""The one way to guard a view: a named predicate, asked before the view runs.

    @require_POST
    @guarded(may_serve_desk, load=desk_from_url)
    def call_next(request, desk): ...

A test walks every URL of the project and fails for a view without a guard.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from counselling.rules import anyone

__all__ = ["anyone", "guarded"]

Predicate = Callable[..., bool]
View = Callable[..., HttpResponseBase]


def guarded(
    predicate: Predicate, *, load: Callable[..., Any] | None = None, login: bool = False
) -> Callable[[View], View]:
    """Let the view run only for an actor whom `predicate(actor, object)` allows.

    Args:
        predicate: A named predicate of counselling.rules.
        load: Finds the object that the address names, `load(request, **url_kwargs)`, or raises
            Http404. With it the view is called as `view(request, object)`.
        login: Send people who have not signed in to the sign-in page instead of 404.

    Raises:
        Http404: The actor may not see the object; whether it exists stays unsaid.
        PermissionDenied: The page as a whole is for other people.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            target = load(request, **kwargs) if load else None
            actor = request.actor  # type: ignore[attr-defined]
            if not predicate(actor, target):
                return _refuse(request, login=login, is_about_object=load is not None)
            return view(request, target) if load else view(request, *args, **kwargs)

        guarded_view.guard = predicate  # type: ignore[attr-defined]
        return guarded_view

    return decorate


def _refuse(request: HttpRequest, *, login: bool, is_about_object: bool) -> HttpResponseBase:
    if login and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.actor.needs_second_factor:  # type: ignore[attr-defined]
        return redirect("second_factor")
    if is_about_object:
        raise Http404
    raise PermissionDenied
