"""What addresses of booking and administration name, for the world of the table of rights."""

import datetime as dt

from allauth.account.models import EmailAddress

from counselling.domain import calendar_feeds, invitations
from counselling.domain.units import unit_of
from counselling.enums import Role
from counselling.models import Absence, Appointment, Invitation, Notice, SlotOffer, WaitingListEntry
from tests.architecture.world_of_sessions import keys_of_writing
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.intake import make_question
from tests.factories.interpreters import make_interpreter
from tests.factories.kiosks import make_block, make_booth
from tests.factories.lines import keys_of_line
from tests.factories.opening_hours import make_closure, make_holiday, make_opening_hours

IN_AN_HOUR = dt.timedelta(hours=1)


def keys_of_office(cast: Cast, now: dt.datetime) -> dict[str, str]:
    booth = make_booth(cast.mfds, "mfds-r1")
    today = now.date()
    make_opening_hours(
        weekday=today.weekday(), department=cast.food, valid_from=today, valid_until=today
    )
    closure = make_closure(now, now + IN_AN_HOUR, department=cast.food)
    return {
        "unit": f"department-{cast.food.pk}",
        "kind": "appointment_confirmed",
        "language": "ko",
        "notice_ref": Notice.objects.filter(agency=cast.mfds).latest("pk").ref,
        "period": f"{today}_{today}",
        "closure_pk": str(closure.pk),
        "desk_pk": str(cast.desk2.pk),
        **keys_of_writing(cast),
        "department_pk": str(cast.food.pk),
        "secret": calendar_feeds.make_feed(cast.kim),
        "service_pk": str(cast.service.pk),
        "membership_pk": str(cast.lee.memberships.get().pk),
        "question_pk": str(make_question(cast.service).pk),
        "site_pk": str(booth.site_id),
        "booth_pk": str(booth.pk),
        "block": make_block(booth, now, now + IN_AN_HOUR).ref,
        "holiday_pk": str(make_holiday(today).pk),
        **keys_of_line(cast),
        "interpreter": make_interpreter(agency=cast.mfds).ref,
    }


def invite(cast: Cast) -> Invitation:
    EmailAddress.objects.create(user=cast.lee, email=cast.lee.email, verified=True)
    unit = unit_of(cast.mfds)
    return invitations.invite(
        unit, email=cast.lee.email, name="이담당", role=Role.SECRETARY, by=cast.park
    )


def offer(appointment: Appointment) -> SlotOffer:
    """Offer the owner of the appointment half an hour before it."""
    starts_at = appointment.starts_at - dt.timedelta(minutes=30)
    hold = make_appointment(
        appointment.service, appointment.desk, starts_at=starts_at, state="held"
    )
    entry = WaitingListEntry.objects.create(appointment=appointment)
    return SlotOffer.objects.create(entry=entry, hold=hold, expires_at=starts_at)


def be_absent(cast: Cast, now: dt.datetime) -> Absence:
    tomorrow = now + dt.timedelta(days=1)
    return Absence.objects.create(
        desk=cast.desk2, starts_at=tomorrow, ends_at=tomorrow + IN_AN_HOUR
    )
