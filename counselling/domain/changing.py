"""Moving an appointment to another time, and what citizens may change themselves until when.

A moved appointment keeps its row, and with it its reference, code, papers and history: the new
desk and time are written in one statement, so that the old ones are let go only if the new ones
could be had.
"""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counselling.domain import booking_notices, entry_codes, reservation
from counselling.domain.booking_topics import touch_booking
from counselling.domain.claiming import Claim, claim
from counselling.domain.pools import needs_of
from counselling.domain.state_changes import AnyUser, record_change
from counselling.domain.unit_settings import settings_of
from counselling.enums import AppointmentState
from counselling.exceptions import CannotMove, TooLateToChange
from counselling.models import Appointment, Desk, Service

MINUTES_OF_HOUR, MINUTES_OF_DAY = 60, 1440


def cutoff_of(service: Service) -> dt.timedelta:
    """Return how long before an appointment citizens may still change it: 4 hours by default."""
    own = service.cutoff_minutes
    minutes = settings_of(service.department).cutoff_minutes if own is None else own
    return dt.timedelta(minutes=minutes)


def change_deadline(appointment: Appointment) -> dt.datetime:
    """Return until when the citizen may move or cancel the appointment."""
    return appointment.starts_at - cutoff_of(appointment.service)


def after_deadline(service: Service) -> str:
    """Say what to do once the deadline has passed."""
    words = {"cutoff": _spoken(cutoff_of(service)), "phone": settings_of(service.department).phone}
    if not words["phone"]:
        text = _("상담 시작 %(cutoff)s 전까지만 누리집에서 바꾸거나 취소할 수 있습니다.")
        return text % words
    text = _(
        "상담 시작 %(cutoff)s 전까지만 누리집에서 바꾸거나 취소할 수 있습니다. "
        "못 오시거나 늦으시면 %(phone)s(으)로 전화해 주세요."
    )
    return text % words


def move_own(
    appointment: Appointment,
    *,
    starts_at: dt.datetime,
    by: AnyUser,
    now: dt.datetime | None = None,
) -> None:
    """Move the appointment as its citizen.

    Raises:
        TooLateToChange: The deadline has passed; says what to do instead.
        CannotMove, SlotNotOffered, SlotTaken, AlreadyBookedThen: See `move`.
    """
    _require_in_time(appointment, now)
    move(appointment, starts_at=starts_at, by=by, why="by the citizen", now=now)


def cancel_own(appointment: Appointment, *, by: AnyUser, now: dt.datetime | None = None) -> None:
    """Cancel the appointment as its citizen.

    Raises:
        TooLateToChange: The deadline has passed; says what to do instead.
        CannotCancel: It has begun, or is over.
    """
    if appointment.state == AppointmentState.CONFIRMED:
        _require_in_time(appointment, now)
    reservation.cancel(appointment, by=by, why="by the citizen")


def move(
    appointment: Appointment,
    *,
    starts_at: dt.datetime,
    by: AnyUser,
    why: str = "",
    now: dt.datetime | None = None,
) -> None:
    """Take the new slot with all the appointment has, and let the old one go, in one transaction.

    Raises:
        CannotMove: Not confirmed (any more), or somebody else moved it.
        SlotNotOffered, SlotTaken, AlreadyBookedThen: The appointment stays as it was.
    """
    if appointment.state != AppointmentState.CONFIRMED:
        raise CannotMove

    def take(found: Claim) -> None:
        put_into(appointment, found.columns, by=by, why=why)

    needs = needs_of(appointment)
    claim(appointment.service, starts_at, take, needs=needs, now=now, ignoring=appointment)


def put_into(
    appointment: Appointment, columns: dict[str, object], *, by: AnyUser, why: str
) -> None:
    """Write the new desk and time; inside the transaction that holds their locks.

    Raises:
        CannotMove: Not confirmed (any more), or somebody else moved it.
    """
    old_desk: Desk = appointment.desk
    same = Appointment.objects.filter(
        pk=appointment.pk,
        state=AppointmentState.CONFIRMED,
        starts_at=appointment.starts_at,
        desk=old_desk,
    )
    if same.update(**columns) != 1:
        raise CannotMove
    for name, value in columns.items():
        setattr(appointment, name, value)
    record_change(
        appointment,
        from_state=AppointmentState.CONFIRMED,
        to=AppointmentState.MOVED,
        by=by,
        why=why,
    )
    entry_codes.end_after(appointment, ended_at=appointment.ends_at)
    booking_notices.tell_moved(appointment)
    touch_booking(appointment, old_desk)


def _require_in_time(appointment: Appointment, now: dt.datetime | None) -> None:
    if (now or timezone.now()) > change_deadline(appointment):
        raise TooLateToChange(after_deadline(appointment.service))


def _spoken(cutoff: dt.timedelta) -> str:
    minutes = int(cutoff.total_seconds()) // 60
    if minutes and minutes % MINUTES_OF_DAY == 0:
        days = minutes // MINUTES_OF_DAY
        return ngettext("%(count)d일", "%(count)d일", days) % {"count": days}
    if minutes and minutes % MINUTES_OF_HOUR == 0:
        hours = minutes // MINUTES_OF_HOUR
        return ngettext("%(count)d시간", "%(count)d시간", hours) % {"count": hours}
    return ngettext("%(count)d분", "%(count)d분", minutes) % {"count": minutes}
