"""Who is asking: the Actor of a request or a WebSocket."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from counselling.entered import KIOSK_COOKIE, SCREEN_COOKIE, refs_in
from counselling.enums import KioskState, Role, ScreenState
from counselling.models import Agency, CallDisplay, Department, Kiosk, User
from counselling.references import keyed_hash

# Recovery codes only replace one of these.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Actor:
    """Who is asking: a user (or none), what their browser entered, which kiosk or screen it is."""

    user: User | AnonymousUser
    refs: frozenset[str] = frozenset()
    kiosk_ref: str | None = None
    screen_ref: str | None = None

    @property
    def is_signed_in(self) -> bool:
        return self.user.is_authenticated and self.user.is_active

    @cached_property
    def roles(self) -> frozenset[tuple[str, int | None, int | None]]:
        """(role, agency pk, department pk) of every membership that counts; read once.

        Where officials need a second factor, nobody has a role before having one.
        """
        return frozenset() if self.needs_second_factor else self._memberships

    @cached_property
    def needs_second_factor(self) -> bool:
        """True for staff who have yet to register an authenticator app or a passkey.

        Whoever has one is asked for it at every sign-in.
        """
        return (
            settings.STAFF_SECOND_FACTOR
            and bool(self._memberships)
            and not Authenticator.objects.filter(user=self.user, type__in=SECOND_FACTORS).exists()
        )

    @cached_property
    def _memberships(self) -> frozenset[tuple[str, int | None, int | None]]:
        if not self.is_signed_in:
            return frozenset()
        rows = self.user.memberships.values_list("role", "agency_id", "department_id")  # type: ignore[union-attr]
        return frozenset(rows)

    def has_role(self, *roles: Role) -> bool:
        """Say whether the actor has one of the roles anywhere."""
        return any(role in roles for role, _agency, _department in self.roles)

    def has_role_in(self, unit: Agency | Department, *roles: Role) -> bool:
        """Say whether the actor has one of the roles in the unit, or in the agency above it."""
        department = unit.pk if isinstance(unit, Department) else None
        agency = unit.agency_id if isinstance(unit, Department) else unit.pk
        return any(
            role in roles
            and (in_agency == agency or (department is not None and in_department == department))
            for role, in_agency, in_department in self.roles
        )


def actor_from_request(request: HttpRequest) -> Actor:
    """Make the actor of an HTTP request (portal's middleware sets it as request.actor)."""
    return _actor(request.user, request.session, request.COOKIES)


def actor_from_scope(scope: dict[str, Any]) -> Actor:
    """Make the actor of a WebSocket. Reads the database: call it in a thread."""
    user = scope.get("user") or AnonymousUser()
    return _actor(user, scope.get("session"), scope.get("cookies", {}))


def _actor(user: Any, session: Any, cookies: dict[str, str]) -> Actor:
    return Actor(
        user=user,
        refs=refs_in(session),
        kiosk_ref=_kiosk_ref(cookies),
        screen_ref=_screen_ref(cookies),
    )


def _kiosk_ref(cookies: dict[str, str]) -> str | None:
    key = cookies.get(KIOSK_COOKIE)
    if not key:
        return None
    found = Kiosk.objects.filter(
        device_key_hash=keyed_hash("device_key", key), state=KioskState.ACTIVE
    )
    return found.values_list("ref", flat=True).first()


def _screen_ref(cookies: dict[str, str]) -> str | None:
    key = cookies.get(SCREEN_COOKIE)
    if not key:
        return None
    found = CallDisplay.objects.filter(
        device_key_hash=keyed_hash("screen_key", key), state=ScreenState.ACTIVE
    )
    return found.values_list("ref", flat=True).first()
