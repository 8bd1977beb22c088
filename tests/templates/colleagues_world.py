"""A department of its own with everything that colleagues and supervisors have pages for.

`made(stack)` makes it in a started product and returns what its addresses name. Nobody of the
demonstration takes part, so that other journeys in the same product meet nobody of it.
"""

import datetime as dt
import json
from functools import partial

from allauth.account.models import EmailAddress

from counselling.domain import (
    call_displays,
    conduct_complaints,
    desks,
    entry_codes,
    help_requests,
    joint_sessions,
    misconduct,
    queue_calling,
    sessions,
    transfer,
)
from counselling.domain.accounts import give_role
from counselling.enums import KeptCall, MisconductKind, Role
from counselling.models import Department, LegalClock, OpeningHours, Service, UnitSettings, User
from tests.cast import DEMO_PASSWORD
from tests.factories.queue import make_queue_ticket
from tests.stack import Stack

NAME = "한글로"
EMAILS = {name: f"{name}@colleagues.test" for name in ("official", "supervisor", "other")}


def made(stack: Stack) -> dict[str, str]:
    """Make the department busy; return references by name."""
    words = f"from {__name__} import make; make()"
    found: dict[str, str] = json.loads(stack.manage("shell", "--no-imports", "-c", words))
    return found


def make() -> None:
    """Run inside the product: print what was made as JSON."""
    service = Service.objects.get(code="mfds-drug-side-effect")
    department = service.department
    UnitSettings.objects.create(department=department, protects_officials=True, shows_clock=True)
    official = _staff("official", Role.OFFICIAL, department)
    supervisor = _staff("supervisor", Role.SUPERVISOR, department)
    elsewhere = Department.objects.filter(agency__kind="city").exclude(line=None).first()
    assert elsewhere is not None
    _staff("other", Role.OFFICIAL, elsewhere)
    for weekday in range(7):  # all day, whenever the tests run
        OpeningHours.objects.create(
            weekday=weekday, department=elsewhere, opens_at=dt.time(0), closes_at=dt.time(0)
        )
    first, second = department.desks.order_by("number")[:2]
    call = partial(queue_calling.call_this, official=official)

    desks.sit_down(first, official=official)
    ticket = make_queue_ticket(service, name=NAME, holder="browser:axe-1")
    code = entry_codes.issue(ticket)
    stopped = call(first, ticket)
    sessions.start_session(stopped, by=official)
    for _time in range(2):
        misconduct.warn(stopped, kind=MisconductKind.ABUSE, by=official)
    ended = misconduct.stop(stopped, reason="욕설이 이어졌습니다.", by=official)
    complaint = conduct_complaints.report(stopped, "반말을 했습니다.", by=None)
    desks.come_back(first)

    open_one = call(first, make_queue_ticket(service, name="박민원", holder="browser:axe-2"))
    sessions.start_session(open_one, by=official)
    asked = help_requests.ask(first, by=official, text="이 서류가 맞는지 봐 주세요.")
    joint = joint_sessions.invite(open_one, elsewhere, reason="함께 봐 주세요.", by=official)

    desks.sit_down(second, official=supervisor)
    handed = make_queue_ticket(service, name="이이송", holder="browser:axe-3")
    sessions.start_session(
        queue_calling.call_this(second, handed, official=supervisor), by=supervisor
    )
    to = elsewhere.services.first()
    assert to is not None
    moved = transfer.transfer(
        handed, to=to, reason="시청 일입니다.", by=supervisor, call=KeptCall.STAYS
    )
    _display, token = call_displays.create_display(
        name="입구", by=supervisor, department=department
    )
    refs = {
        "department": department.pk,
        "code": code,
        "stopped": stopped.ref,
        "misconduct": ended.ref,
        "complaint": complaint.ref,
        "session": open_one.ref,
        "help": asked.ref,
        "joint": joint.ref,
        "handover": moved.handover.ref,
        "petition": LegalClock.objects.get(queue_ticket=open_one.queue_ticket).ref,
        "token": token,
    }
    print(json.dumps(refs))


def _staff(name: str, role: Role, department: Department) -> User:
    user = User.objects.create_user(EMAILS[name], DEMO_PASSWORD, name=f"{name} 담당")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    give_role(user, role, unit=department)
    return user
