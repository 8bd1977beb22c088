"""Who takes an appointment: given with the slot, by hand, or by whoever calls.

What a service's rule gives at once is in domain.pools; the rest is assigned late, when an
official joins the session (domain.sessions), or here by hand at any time before.
"""

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from counselling.domain.booking_topics import touch_booking
from counselling.domain.occupied import occupying
from counselling.domain.opening import absences_by
from counselling.domain.state_changes import AnyUser, record_change
from counselling.enums import AppointmentState, Role
from counselling.exceptions import OfficialBusy, StateChanged
from counselling.models import Appointment, Department, User
from counselling.timetable.intervals import Interval


def officials_of(department: Department) -> QuerySet[User]:
    """Return who serves in the department, those of its whole agency included."""
    serving = Q(memberships__role__in=[Role.OFFICIAL, Role.SUPERVISOR])
    here = Q(memberships__department=department) | Q(memberships__agency=department.agency_id)
    return User.objects.filter(serving & here, is_active=True).distinct().order_by("name", "pk")


def free_officials(appointment: Appointment) -> list[User]:
    """Return who could take the appointment: of the department, not absent, nothing else then."""
    reserved = Interval(appointment.reserved_from, appointment.reserved_until)
    others = occupying(reserved, now=appointment.starts_at, ignoring=appointment)
    busy = set(others.exclude(official=None).values_list("official", flat=True))
    people = list(officials_of(appointment.service.department))
    gone = absences_by("official", [person.pk for person in people], reserved)
    return [person for person in people if person.pk not in busy and not gone[person.pk]]


def assign(appointment: Appointment, official: User | None, *, by: AnyUser) -> None:
    """Give the appointment to an official, or (None) to whoever will call.

    Raises:
        OfficialBusy: Absent, or in another appointment then.
        StateChanged: The session has begun, or the appointment is over.
    """
    if official is not None and official not in free_officials(appointment):
        raise OfficialBusy
    coming = Appointment.objects.filter(pk=appointment.pk, state__in=AppointmentState.upcoming())
    with transaction.atomic():
        try:
            with transaction.atomic():
                changed = coming.update(official=official)
        except IntegrityError as error:
            raise OfficialBusy from error
        if changed != 1:
            raise StateChanged
        appointment.official = official
        record_change(
            appointment,
            from_state=appointment.state,
            to=appointment.state,
            by=by,
            why=f"official: {official or '-'}",
        )
        touch_booking(appointment)
