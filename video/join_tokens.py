"""Join tokens: signed, at most 60 s old, single use, bound to call, seat and browser session."""

import secrets
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from video.exceptions import CallEnded, SeatRevoked, TokenRefused
from video.models import JoinTokenUse, Seat

MAX_AGE_SECONDS = 60
SALT = "video.join_tokens"


@dataclass(frozen=True, kw_only=True)
class JoinToken:
    """What a browser shows to take a seat; the rights are those of the moment it was made."""

    call: str
    seat: str
    browser: str
    nonce: str
    may_publish: bool
    may_share_screen: bool
    may_moderate: bool


def make_token(seat: Seat, *, session_key: str) -> str:
    """Raises: CallEnded, SeatRevoked."""
    require_usable(seat)
    token = JoinToken(
        call=seat.call.ref,
        seat=seat.ref,
        browser=_browser_mark(session_key),
        nonce=secrets.token_urlsafe(16),
        may_publish=seat.may_publish,
        may_share_screen=seat.may_share_screen,
        may_moderate=seat.may_moderate,
    )
    return signing.dumps(asdict(token), salt=SALT, compress=True)


def use_token(text: str, *, call_ref: str, session_key: str | None) -> tuple[JoinToken, Seat]:
    """Takes the token out of circulation and gives the seat it is for.

    Raises: TokenRefused, CallEnded, SeatRevoked.
    """
    token = _read(text)
    if token.call != call_ref or not _is_of_browser(token, session_key):
        raise TokenRefused
    seat = Seat.objects.select_related("call").filter(ref=token.seat, call__ref=call_ref).first()
    if seat is None:
        raise TokenRefused
    require_usable(seat)
    _mark_used(token)
    return token, seat


def require_usable(seat: Seat) -> None:
    """Raises: CallEnded, SeatRevoked."""
    if seat.call.ended_at is not None:
        raise CallEnded
    if seat.revoked_at is not None:
        raise SeatRevoked


def forget_old_uses() -> int:
    """Deletes the marks of tokens that are too old to be shown again."""
    too_old = timezone.now() - timedelta(seconds=5 * MAX_AGE_SECONDS)
    return JoinTokenUse.objects.filter(created_at__lt=too_old).delete()[0]


def _read(text: str) -> JoinToken:
    try:
        return JoinToken(**signing.loads(text, salt=SALT, max_age=MAX_AGE_SECONDS))
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise TokenRefused from error


def _is_of_browser(token: JoinToken, session_key: str | None) -> bool:
    return bool(session_key) and constant_time_compare(
        token.browser, _browser_mark(session_key or "")
    )


def _browser_mark(session_key: str) -> str:
    # The session key itself must not leave the server.
    return salted_hmac(SALT, session_key).hexdigest()[:32]


def _mark_used(token: JoinToken) -> None:
    try:
        with transaction.atomic():
            JoinTokenUse.objects.create(nonce=token.nonce)
    except IntegrityError as error:
        raise TokenRefused from error
