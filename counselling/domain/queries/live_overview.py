"""What goes on at every agency now, and where somebody must act; in a constant number of queries.

Nobody's name: the central operator sees desks and counts, not citizens.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from counselling.domain.desks import PRESENCE_LASTS
from counselling.enums import (
    CheckResult,
    HelpState,
    ParticipantRole,
    ParticipantState,
    QueueTicketState,
    SessionState,
)
from counselling.models import (
    Agency,
    CounsellingSession,
    Desk,
    EquipmentCheck,
    HelpRequest,
    Participant,
    QueueTicket,
)

# From here on nobody at the agency seems to look after its line.
TOO_LONG = dt.timedelta(minutes=20)
TROUBLED = (ParticipantState.WEAK, ParticipantState.LOST)
# Of the equipment check: what the alert is called when that part failed.
PARTS = ("camera", "microphone", "connection")


@dataclass(frozen=True)
class Alert:
    """`kind`: weak, lost, left, help, long_wait, camera, microphone or connection."""

    kind: str
    where: str
    since: dt.datetime | None = None


@dataclass(frozen=True)
class AgencyRow:
    agency: Agency
    waiting: int
    staffed_desks: int
    sessions: int
    alerts: list[Alert] = field(default_factory=list)

    @property
    def is_quiet(self) -> bool:
        return not (self.waiting or self.staffed_desks or self.sessions or self.alerts)


def live_overview(*, now: dt.datetime | None = None) -> list[AgencyRow]:
    """Return every agency: first where somebody must act, then where something goes on."""
    now = now or timezone.now()
    alerts = defaultdict(list)
    for agency, alert in _alerts(now):
        alerts[agency].append(alert)
    waiting = _by_agency(
        QueueTicket.objects.filter(state=QueueTicketState.WAITING), "line__department__agency"
    )
    staffed = _by_agency(
        Desk.objects.filter(
            official__isnull=False, seen_at__gte=now - PRESENCE_LASTS, away_since=None
        ),
        "department__agency",
    )
    sessions = _by_agency(
        CounsellingSession.objects.filter(state__in=SessionState.unfinished()),
        "department__agency",
    )
    rows = [
        AgencyRow(each, waiting[each.pk], staffed[each.pk], sessions[each.pk], alerts[each.pk])
        for each in Agency.objects.order_by("pk")
    ]
    return sorted(rows, key=lambda row: (not row.alerts, row.is_quiet))


def _by_agency(rows: QuerySet[Any], path: str) -> Counter[int]:
    """Count the rows of each agency."""
    return Counter(dict(rows.order_by().values_list(path).annotate(Count("pk"))))


def _alerts(now: dt.datetime) -> Iterable[tuple[int, Alert]]:
    yield from _troubled()
    yield from _left(now)
    yield from _help()
    yield from _long_waits(now)
    yield from _failed_checks()


def _troubled() -> Iterable[tuple[int, Alert]]:
    """Whose connection is weak or lost in a session."""
    people = Participant.objects.filter(
        state__in=TROUBLED,
        session__state__in=SessionState.unfinished(),
        role__in=[ParticipantRole.CITIZEN, ParticipantRole.OFFICIAL],
    ).select_related("session__desk__department")
    for who in people:
        desk = who.session.desk
        yield desk.department.agency_id, Alert(who.state, _name(desk))


def _left(now: dt.datetime) -> Iterable[tuple[int, Alert]]:
    """Sessions whose official's board has been closed for a minute."""
    since = now - PRESENCE_LASTS
    sessions = CounsellingSession.objects.filter(
        Q(desk__seen_at__lt=since) | Q(desk__seen_at=None), state__in=SessionState.unfinished()
    ).select_related("desk__department")
    for session in sessions:
        desk = session.desk
        yield desk.department.agency_id, Alert("left", _name(desk), desk.seen_at)


def _help() -> Iterable[tuple[int, Alert]]:
    asked = HelpRequest.objects.filter(state=HelpState.ASKED).select_related("desk__department")
    for each in asked:
        yield each.desk.department.agency_id, Alert("help", _name(each.desk), each.created_at)


def _long_waits(now: dt.datetime) -> Iterable[tuple[int, Alert]]:
    waiting = QueueTicket.objects.filter(
        state=QueueTicketState.WAITING, waiting_since__lt=now - TOO_LONG
    )
    lines = waiting.values("line__department", "line__department__agency")
    names = "line__department__name_ko"
    for row in lines.annotate(since=Min("waiting_since"), name=Min(names)).order_by("since"):
        alert = Alert("long_wait", row["name"], row["since"])
        yield row["line__department__agency"], alert


def _failed_checks() -> Iterable[tuple[int, Alert]]:
    """People in line whose last equipment check failed somewhere."""
    last = EquipmentCheck.objects.filter(queue_ticket=OuterRef("queue_ticket")).order_by("-pk")
    checks = EquipmentCheck.objects.filter(
        pk=Subquery(last.values("pk")[:1]),
        queue_ticket__state__in=[QueueTicketState.WAITING, *QueueTicketState.at_desk()],
    ).select_related("queue_ticket__line__department")
    for check in checks:
        if check.queue_ticket is None:
            continue
        department = check.queue_ticket.line.department
        for part in PARTS:
            if getattr(check, part) == CheckResult.FAILED:
                yield department.agency_id, Alert(part, department.name, check.created_at)


def _name(desk: Desk) -> str:
    return f"{desk.department.name} {desk.name}"
