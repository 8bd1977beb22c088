"""After signing in: to the place where this person works, or to one's own sessions."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from counselling.enums import Role
from counselling.rules import Actor
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
    places = (address for roles, address in PLACES if actor.has_role(*roles))
    return HttpResponseRedirect(next(places, "/my/"))
