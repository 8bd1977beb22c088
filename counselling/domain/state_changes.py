"""The one way to change a state: conditional on the old one, with its history row."""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction

from counselling.exceptions import StateChanged
from counselling.models import (
    Appointment,
    AppointmentChange,
    AttendanceFinding,
    AttendanceFindingChange,
    BookingRequest,
    BookingRequestChange,
    CallDisplay,
    CallDisplayChange,
    ConductComplaint,
    ConductComplaintChange,
    Conference,
    ConferenceChange,
    ConferenceMember,
    ConferenceMemberChange,
    CounsellingSession,
    Document,
    DocumentChange,
    Handover,
    HandoverChange,
    HelpRequest,
    HelpRequestChange,
    JointMember,
    JointMemberChange,
    Kiosk,
    KioskChange,
    LegalClock,
    LegalClockChange,
    Line,
    LineChange,
    Misconduct,
    MisconductChange,
    Objection,
    ObjectionChange,
    PhoneTalk,
    PhoneTalkChange,
    QueueTicket,
    QueueTicketChange,
    SessionChange,
    SlotOffer,
    SlotOfferChange,
    User,
    WaitingListChange,
    WaitingListEntry,
)

AnyUser = User | AnonymousUser | None
"""Who did it: a user, or somebody without an account, or (None) the clock."""

Stateful = (
    Appointment
    | QueueTicket
    | CounsellingSession
    | Conference
    | ConferenceMember
    | Kiosk
    | WaitingListEntry
    | BookingRequest
    | SlotOffer
    | Handover
    | JointMember
    | Objection
    | Document
    | CallDisplay
    | HelpRequest
    | AttendanceFinding
    | Misconduct
    | ConductComplaint
    | LegalClock
    | PhoneTalk
)

HISTORIES: dict[type[models.Model], tuple[type[models.Model], str]] = {
    Appointment: (AppointmentChange, "appointment"),
    QueueTicket: (QueueTicketChange, "queue_ticket"),
    CounsellingSession: (SessionChange, "session"),
    Conference: (ConferenceChange, "conference"),
    ConferenceMember: (ConferenceMemberChange, "member"),
    Kiosk: (KioskChange, "kiosk"),
    Handover: (HandoverChange, "handover"),
    JointMember: (JointMemberChange, "member"),
    Objection: (ObjectionChange, "objection"),
    WaitingListEntry: (WaitingListChange, "entry"),
    BookingRequest: (BookingRequestChange, "booking_request"),
    SlotOffer: (SlotOfferChange, "offer"),
    Document: (DocumentChange, "document"),
    CallDisplay: (CallDisplayChange, "call_display"),
    Line: (LineChange, "line"),
    HelpRequest: (HelpRequestChange, "help_request"),
    AttendanceFinding: (AttendanceFindingChange, "finding"),
    Misconduct: (MisconductChange, "misconduct"),
    ConductComplaint: (ConductComplaintChange, "complaint"),
    LegalClock: (LegalClockChange, "clock"),
    PhoneTalk: (PhoneTalkChange, "phone_talk"),
}


TURN_FIELDS = ("line", "service", "desk", "priority", "waiting_since")


def change_state(
    subject: Stateful,
    *,
    to: str,
    allowed_from: Collection[str],
    by: AnyUser,
    why: str = "",
    noted: Any = None,
    **fields: Any,
) -> None:
    """Move `subject` to the state `to`, if it still is in the state it was loaded with.

    Updates the named fields in the same statement and on the instance; writes the history row,
    with what is `noted` in it beside the step (a mapping of columns).

    Raises:
        StateChanged: Its state is not among `allowed_from`, or somebody else was faster.
    """
    from_state = subject.state
    if from_state not in allowed_from:
        raise StateChanged
    with transaction.atomic():
        manager = type(subject)._default_manager
        same = manager.filter(pk=subject.pk, state=from_state)
        if same.update(state=to, **fields) != 1:
            raise StateChanged
        after = {**_turn_after(subject, fields), **(noted or {})}
        record_change(subject, from_state=from_state, to=to, by=by, why=why, noted=after)
    subject.state = to
    for name, value in fields.items():
        setattr(subject, name, value)


def record_change(
    subject: Stateful | Line,
    *,
    from_state: str,
    to: str,
    by: AnyUser,
    why: str = "",
    noted: Mapping[str, Any] | None = None,
) -> None:
    """Write one history row (also the first one, from "" to the state of birth)."""
    history, field = HISTORIES[type(subject)]
    user = by if isinstance(by, User) else None
    booked: dict[str, Any] = {}
    if isinstance(subject, Appointment):  # What it was after the step.
        booked = {"starts_at": subject.starts_at, "desk_id": subject.desk_id}
    if noted is None:
        noted = _turn_after(subject, {})
    history._default_manager.create(
        **{field: subject},
        actor=user,
        actor_name=str(user) if user else ("" if by is None else "citizen"),
        from_state=from_state,
        to_state=to,
        why=why,
        **booked,
        **noted,
    )


def _turn_after(subject: Stateful | Line, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the turn of a place depends on once `fields` are set."""
    if not isinstance(subject, QueueTicket):
        return {}
    after = {name: getattr(subject, name) for name in TURN_FIELDS} | dict(fields)
    kept = {name: after[name] for name in TURN_FIELDS}
    return {**kept, "is_lost": after.get("lost_at", subject.lost_at) is not None}
