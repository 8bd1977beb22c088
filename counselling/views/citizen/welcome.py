"""After signing in: to the place where this person works, or to one's own sessions."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from counselling.actors import Actor
from counselling.domain.invitations import invitations_for
from counselling.enums import Role
from counselling.rules import is_signed_in
from counselling.views.guards import anyone, guarded

# The fixed addresses of each kind of work; the first role that fits decides.
PLACES = [
    ((Role.OFFICIAL, Role.SUPERVISOR), "/desk/"),
    ((Role.OPERATOR, Role.ADMINISTRATOR), "/office/"),
    ((Role.SECRETARY,), "/conferences/"),
]


@require_safe
@guarded(anyone)
def after_login(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.is_signed_in and invitations_for(request.user).exists():  # type: ignore[arg-type]
        return redirect("my_invitations")
    if actor.needs_second_factor:
        return redirect("second_factor")
    places = (address for roles, address in PLACES if actor.has_role(*roles))
    return HttpResponseRedirect(next(places, "/my/"))


@require_safe
@guarded(is_signed_in, login=True)
def second_factor(request: HttpRequest) -> HttpResponse:
    """Say to staff that their pages open with a second factor, and how to register one."""
    if not request.actor.needs_second_factor:  # type: ignore[attr-defined]
        return redirect("after_login")
    return render(request, "account/second_factor.html")
