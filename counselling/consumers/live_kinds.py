"""Which live pages there are: whom each is for and which topics it listens to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from counselling import live, rules
from counselling.actors import Actor
from counselling.domain.booking_topics import bookings_topic
from counselling.domain.call_displays import lines_of
from counselling.domain.department_topics import help_topic, supervision_topic
from counselling.domain.queue_presence import keep_place
from counselling.models import (
    Appointment,
    CallDisplay,
    Conference,
    ConferenceMember,
    CounsellingSession,
    Department,
    Desk,
    JointMember,
    Kiosk,
    Line,
    QueueTicket,
)


@dataclass(frozen=True)
class LiveKind:
    """One kind of live page: `find(ref)` its subject, ask `predicate`, listen to `topics`.

    `keep(ref)` is told now and then that the page is there.
    """

    find: Callable[[str], Any]
    predicate: Callable[..., bool]
    topics: Callable[[Any], list[str]]
    keep: Callable[[str], None] | None = None


def topics_for(kind_name: str, ref: str, actor: Actor) -> list[str] | None:
    """Return the topics of a live page, or None when the actor may not see its subject."""
    kind = KINDS.get(kind_name)
    if kind is None:
        return None
    try:
        subject = kind.find(ref)
    except (ObjectDoesNotExist, ValueError):
        return None
    return kind.topics(subject) if kind.predicate(actor, subject) else None


def _find_ticket(ref: str) -> QueueTicket:
    return QueueTicket.objects.select_related("line", "appointment").get(ref=ref)


def _keep_place(ref: str) -> None:
    keep_place(QueueTicket.objects.get(ref=ref))


def _find_desk(ref: str) -> Desk:
    return Desk.objects.select_related("department__line").get(pk=int(ref))


def _find_line(ref: str) -> Line:
    return Line.objects.select_related("department").get(pk=int(ref))


def _find_session(ref: str) -> CounsellingSession:
    related = ("department", "appointment", "queue_ticket__appointment", "desk__department__line")
    return CounsellingSession.objects.select_related(*related).get(ref=ref)


def _find_joint_member(ref: str) -> JointMember:
    return JointMember.objects.select_related("department", "session").get(ref=ref)


def _topics_of_joint_member(member: JointMember) -> list[str]:
    """The invitation and, once there is one, the session."""
    return [live.topic_of(found) for found in (member, member.session) if found is not None]


def _find_member(ref: str) -> ConferenceMember:
    return ConferenceMember.objects.select_related("conference").get(ref=ref)


def _find_display(ref: str) -> CallDisplay:
    return CallDisplay.objects.select_related("site").get(ref=ref)


def _topics_of_display(display: CallDisplay) -> list[str]:
    """The screen itself, and every line whose calls it shows."""
    return [live.topic_of(display), *map(live.topic_of, lines_of(display).order_by("pk"))]


def _find_messages(ref: str) -> str:
    if ref != "messages":
        raise ValueError(ref)
    return "office:messages"


def _own(*attributes: str) -> Callable[[Any], list[str]]:
    """Listen to the subject and to what hangs on it, such as `department.line`."""

    def topics(subject: Any) -> list[str]:
        found = [subject]
        for path in attributes:
            target = subject
            for name in path.split("."):
                target = getattr(target, name)
            found.append(target)
        return [live.topic_of(item) for item in found]

    return topics


def _topics_of_desk(desk: Desk) -> list[str]:
    """The desk, its line, the appointments of all desks of the department, calls for help."""
    department = desk.department_id
    return [*_own("department.line")(desk), bookings_topic(department), help_topic(department)]


def _topics_of_department(department: Department) -> list[str]:
    """What a supervisor sees: the line, every desk, calls for help, what happens in calls."""
    desks = department.desks.order_by("pk")
    own = [help_topic(department), supervision_topic(department)]
    return [*map(live.topic_of, [department.line, *desks]), *own]


KINDS: dict[str, LiveKind] = {
    "queue_ticket": LiveKind(_find_ticket, rules.may_enter_ticket, _own("line"), keep=_keep_place),
    "desk": LiveKind(_find_desk, rules.may_serve_desk, _topics_of_desk),
    "department": LiveKind(
        lambda ref: Department.objects.select_related("line").get(pk=int(ref)),
        rules.may_supervise,
        _topics_of_department,
    ),
    "line": LiveKind(
        _find_line, lambda actor, line: rules.is_official_of(actor, line.department), _own()
    ),
    "session": LiveKind(_find_session, rules.may_see_session, _own()),
    "joint": LiveKind(_find_joint_member, rules.may_answer_joint, _topics_of_joint_member),
    "appointment": LiveKind(
        lambda ref: Appointment.objects.get(ref=ref), rules.owns_appointment, _own()
    ),
    "conference": LiveKind(
        lambda ref: Conference.objects.select_related("agency").get(ref=ref),
        rules.may_see_conference,
        _own(),
    ),
    "conference_member": LiveKind(_find_member, rules.is_conference_member, _own("conference")),
    "call_display": LiveKind(_find_display, rules.is_this_screen, _topics_of_display),
    "kiosk": LiveKind(lambda ref: Kiosk.objects.get(ref=ref), rules.is_this_kiosk, _own()),
    "office": LiveKind(_find_messages, rules.may_see_office_messages, lambda topic: [topic]),
}
