"""Whether the official saw an ID: who ticked it, when. No picture is kept."""

from django.db import transaction

from counselling import live
from counselling.enums import IdentityMethod
from counselling.exceptions import SessionClosed
from counselling.models import CounsellingSession, IdentityCheck, User


def confirm_identity(
    session: CounsellingSession, *, official: User, method: str = IdentityMethod.CAMERA
) -> None:
    """Note that the official saw the ID. Ticking it again adds nothing.

    Raises:
        SessionClosed: It is over.
    """
    _write(session, official=official, method=method, is_confirmed=True)


def take_back(session: CounsellingSession, *, official: User) -> None:
    """Take the tick back; both rows stay.

    Raises:
        SessionClosed: It is over.
    """
    latest = latest_check(session)
    if latest is not None:
        _write(session, official=official, method=latest.method, is_confirmed=False)


def latest_check(session: CounsellingSession) -> IdentityCheck | None:
    """Return the newest row; the identity is confirmed when that says so."""
    rows = IdentityCheck.objects.filter(session=session).select_related("official")
    return rows.order_by("-pk").first()


def _write(session: CounsellingSession, *, official: User, method: str, is_confirmed: bool) -> None:
    with transaction.atomic():
        locked = CounsellingSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
        if locked.is_closed:
            raise SessionClosed
        latest = latest_check(session)
        if (latest is not None and latest.is_confirmed) == is_confirmed:
            return
        IdentityCheck.objects.create(
            session=session, official=official, method=method, is_confirmed=is_confirmed
        )
        live.touch(session)
