"""An appointment and a meeting ready to be tried, whatever the hour."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from counselling.domain import conference_planning, entry_codes
from counselling.domain.accounts import give_role
from counselling.domain.availability import desks_for
from counselling.domain.conference_planning import Invitation
from counselling.domain.demo import create_person
from counselling.domain.reservation import expire_holds
from counselling.domain.state_changes import record_change
from counselling.enums import AppointmentState, MemberRole, Role
from counselling.exceptions import SlotTaken
from counselling.models import Agency, Appointment, Conference, Membership, Service, User

DEFAULT_SERVICE = "mfds-foreign-matter"
STEP = dt.timedelta(minutes=5)
# The desks may be full of other trials: look for a gap up to this far from the wanted time.
SEARCH_STEPS = 288


@dataclass(frozen=True)
class DemoMember:
    name: str
    code: str
    role: str


def book_demo(service: Service, *, name: str, starts_at: dt.datetime) -> tuple[Appointment, str]:
    """Confirm an appointment at the wanted time, or at the nearest gap before or after it.

    Opening hours are not asked: a trial must work at night too. Returns it with its code.

    Raises:
        SlotTaken: The desks are full for a day.
    """
    expire_holds()
    wanted = starts_at.replace(second=0, microsecond=0)
    for step in range(SEARCH_STEPS):
        for offset in (-step * STEP, step * STEP):
            appointment = _try_at(service, name, wanted + offset)
            if appointment is not None:
                return appointment, entry_codes.issue(appointment)
    raise SlotTaken


def find_demo_service(code: str) -> Service | None:
    """Return the service; of a local one the copy of 서초구, whose official has a sign-in."""
    copies = Service.objects.filter(code=code).select_related("agency", "department__agency")
    return copies.filter(agency__code="seocho").first() or copies.first()


def demo_official_for(service: Service, *, may_create: bool) -> User | None:
    """Return somebody with a demo sign-in who may take the service.

    Where there is none, one is made if it may be: its password is public.
    """
    roles = [Role.OFFICIAL, Role.SUPERVISOR]
    memberships = Membership.objects.filter(role__in=roles, user__email__endswith=".demo")
    here = memberships.filter(agency=service.agency) | memberships.filter(
        department=service.department
    )
    membership = here.select_related("user").order_by("pk").first()
    if membership is not None:
        return membership.user
    if not may_create:
        return None
    email = f"official@{service.agency.code}.demo"
    official = create_person(email, name=f"{service.agency.name_ko} 담당")
    give_role(official, Role.OFFICIAL, unit=service.agency)
    return official


def plan_demo_conference(*, members: int, secretary: User) -> tuple[Conference, list[DemoMember]]:
    """Plan a meeting that begins now: a chair and more members, `members` in all."""
    now = timezone.now()
    invitations = [
        Invitation(name=f"위원{number}", role=MemberRole.MEMBER) for number in range(1, members)
    ]
    invitations.insert(0, Invitation(name="위원장", role=MemberRole.CHAIR))
    conference, codes = conference_planning.create_conference(
        Agency.objects.get(code="mfds"),
        title="시연용 정책자문회의",
        starts_at=now,
        ends_at=now + dt.timedelta(hours=2),
        secretary=secretary,
        invitations=invitations,
    )
    invited = conference.members.filter(ref__in=codes).order_by("pk")
    return conference, [DemoMember(m.name, codes[m.ref], m.role) for m in invited]


def _try_at(service: Service, name: str, starts_at: dt.datetime) -> Appointment | None:
    ends_at = starts_at + dt.timedelta(minutes=service.duration_minutes)
    for desk in desks_for(service):
        try:
            with transaction.atomic():
                appointment = Appointment.objects.create(
                    service=service,
                    desk=desk,
                    state=AppointmentState.CONFIRMED,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    confirmed_at=timezone.now(),
                    name=name,
                )
                record_change(
                    appointment,
                    from_state="",
                    to=AppointmentState.CONFIRMED,
                    by=None,
                    why="demonstration",
                )
        except IntegrityError:
            continue
        return appointment
    return None
