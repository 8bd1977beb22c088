"""A browser for everybody in the world of the rights (tests.architecture.world)."""

from django.test import Client

from counselling.domain.accounts import give_role
from counselling.entered import REFS_KEY
from counselling.enums import Role
from counselling.models import User
from tests.architecture.right_rows import ONE_ROLE
from tests.cast import Cast
from video.browser_seats import OWNERS_KEY, SESSION_KEY
from video.models import Seat


def sign_in(cast: Cast) -> dict[str, Client]:
    names = ("nobody", "owner", "representative", "guest", "member", "stranger", "kiosk", "visitor")
    browsers = {name: Client(raise_request_exception=False) for name in names}
    closed = User.objects.create_user("closed@mfds.test", name="김퇴직")
    closed.memberships.create(role="official", agency=None, department=cast.food)
    people = {"account": cast.hong, "kim": cast.kim, "lee": cast.lee, "park": cast.park}
    people |= {"seo": cast.seo, "choi": cast.choi, "disabled": closed}
    people |= {role: _with_role(cast, Role(role)) for role in sorted(ONE_ROLE)}
    for name, user in people.items():
        browsers[name] = Client(raise_request_exception=False)
        browsers[name].force_login(user)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    return browsers


def _with_role(cast: Cast, role: Role) -> User:
    """Return somebody who is this and nothing else: in the department, or in the agency."""
    user = User.objects.create_user(f"{role}@mfds.test", name=str(role.label))
    give_role(user, role, unit=cast.food if role == Role.SUPERVISOR else cast.mfds)
    return user


def remember(
    browser: Client, refs: list[str], seat: Seat | None = None, *, owner: User | None = None
) -> None:
    session = browser.session
    session[REFS_KEY] = refs
    if seat is not None:
        session[SESSION_KEY] = {seat.call.ref: seat.ref}
        session[OWNERS_KEY] = {seat.call.ref: owner.pk} if owner else {}
    session.save()
    browser.cookies["sessionid"] = session.session_key
