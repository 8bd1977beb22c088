"""States and labels: one TextChoices per state machine, with its named groups of states.

A module per topic; imported from here.
"""

from counselling.enums.attendance import (
    AttendanceAnswer,
    AttendanceSource,
    AttendanceVerdict,
)
from counselling.enums.booking import (
    AppointmentState,
    AssignmentRule,
    BookedAs,
    BookingRequestState,
    InterpretedLanguage,
    SlotOfferState,
    WaitingListState,
)
from counselling.enums.cases import (
    AccessKind,
    AnswerKind,
    ConsentAnswer,
    ConsentItem,
    ConsentPerson,
    DocumentKind,
    DocumentState,
    IdentityMethod,
    Relation,
)
from counselling.enums.conferences import (
    ConferenceState,
    MemberRole,
    MemberState,
)
from counselling.enums.course import (
    ComplaintState,
    LegalClockState,
    MisconductKind,
    MisconductState,
    PetitionKind,
)
from counselling.enums.handovers import (
    HandoverState,
    JointState,
    KeptCall,
)
from counselling.enums.kiosks import (
    CheckResult,
    KioskState,
)
from counselling.enums.notices import (
    ContactMethod,
    NoticeKind,
    NoticeState,
    ReceiptEvent,
)
from counselling.enums.queue import (
    LineState,
    PriorityClass,
    QueueTicketState,
    ScreenState,
)
from counselling.enums.records import (
    NoteFor,
    ObjectionState,
    PromiseSide,
)
from counselling.enums.sessions import (
    HelpState,
    Outcome,
    ParticipantRole,
    ParticipantState,
    PhoneTalkState,
    SessionState,
)
from counselling.enums.units import (
    AgencyKind,
    ChangeTopic,
    DayReason,
    Language,
    Role,
    Weekday,
)

__all__ = [
    "AccessKind",
    "AgencyKind",
    "AnswerKind",
    "AppointmentState",
    "AssignmentRule",
    "AttendanceAnswer",
    "AttendanceSource",
    "AttendanceVerdict",
    "BookedAs",
    "BookingRequestState",
    "ChangeTopic",
    "CheckResult",
    "ComplaintState",
    "ConferenceState",
    "ConsentAnswer",
    "ConsentItem",
    "ConsentPerson",
    "ContactMethod",
    "DayReason",
    "DocumentKind",
    "DocumentState",
    "HandoverState",
    "HelpState",
    "IdentityMethod",
    "InterpretedLanguage",
    "JointState",
    "KeptCall",
    "KioskState",
    "Language",
    "LegalClockState",
    "LineState",
    "MemberRole",
    "MemberState",
    "MisconductKind",
    "MisconductState",
    "NoteFor",
    "NoticeKind",
    "NoticeState",
    "ObjectionState",
    "Outcome",
    "ParticipantRole",
    "ParticipantState",
    "PetitionKind",
    "PhoneTalkState",
    "PriorityClass",
    "PromiseSide",
    "QueueTicketState",
    "ReceiptEvent",
    "Relation",
    "Role",
    "ScreenState",
    "SessionState",
    "SlotOfferState",
    "WaitingListState",
    "Weekday",
]
