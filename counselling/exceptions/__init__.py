"""The error tree; str(error) is a Korean sentence for people (translated when shown).

CounsellingError
├── AppointmentError: SlotTaken, SlotNotOffered, HoldExpired, TooManyBookings, CannotCancel,
│   AlreadyBookedThen, CannotMove, TooLateToChange, OfferOver, OfficialBusy, RequestAnswered
├── EntryError: WrongCode, CodeExpired, TooEarly, TooManyTries
├── QueueError: LineClosed, LineSuspended, AlreadyWaiting, NobodyWaiting, TicketTaken, DeskBusy,
│   DeskTaken
├── SessionError: SessionClosed, OutcomeMissing, DayTooFar, NoSheet, ObjectionOver, ObjectionOpen,
│   ObjectionAnswered, HandoverOver, NotInCall, AlreadyInvitedToSession, JointOver
├── ColleagueError: HelpAskedAlready, HelpOver, NoCallToJoin, DeskNotStaffed
├── CourseError (of SessionError): CannotCorrect, CorrectionSaysNothing, ProcedureOff, WarnFirst,
│   ReasonMissing, AlreadySaid, NumberMissing, NoClock, CannotExtend, SupplementAwaited,
│   NothingAwaited
├── KioskError: WrongEnrolmentCode, KioskDisabled
├── ConferenceError: ConferenceClosed, NotInLobby
├── AdministrationError: ChangedMeanwhile, HoursOverlap, NumberTaken, StillServed,
│   LastAdministrator, RoleHeld
├── NoticeError: ClaimLost, CannotRetry, CannotReply
└── StateChanged: somebody else was faster
"""

from counselling.exceptions.administration import (
    AdministrationError,
    AlreadyInvited,
    ChangedMeanwhile,
    HoursOverlap,
    InvitationOver,
    LastAdministrator,
    NumberTaken,
    RoleHeld,
    StillServed,
)
from counselling.exceptions.base import (
    CounsellingError,
    StateChanged,
    TooManyFromNetwork,
)
from counselling.exceptions.booking import (
    AlreadyBookedThen,
    AppointmentError,
    CannotCancel,
    CannotMove,
    HoldExpired,
    OfferOver,
    OfficialBusy,
    RequestAnswered,
    SlotNotOffered,
    SlotTaken,
    TooLateToChange,
    TooManyBookings,
)
from counselling.exceptions.colleagues import (
    ColleagueError,
    DeskNotStaffed,
    HelpAskedAlready,
    HelpOver,
    NoCallToJoin,
)
from counselling.exceptions.conferences import (
    ConferenceClosed,
    ConferenceError,
    NotInLobby,
)
from counselling.exceptions.course import (
    AlreadySaid,
    CannotCorrect,
    CannotExtend,
    CorrectionSaysNothing,
    CourseError,
    NoClock,
    NothingAwaited,
    NumberMissing,
    ProcedureOff,
    ReasonMissing,
    SupplementAwaited,
    WarnFirst,
)
from counselling.exceptions.entry import (
    CodeExpired,
    EntryError,
    TooEarly,
    TooManyTries,
    WrongCode,
)
from counselling.exceptions.kiosks import (
    KioskDisabled,
    KioskError,
    WrongEnrolmentCode,
)
from counselling.exceptions.notices import (
    CannotReply,
    CannotRetry,
    ClaimLost,
    NoticeError,
)
from counselling.exceptions.queue import (
    AlreadyWaiting,
    DeskBusy,
    DeskTaken,
    LineClosed,
    LineSuspended,
    NobodyWaiting,
    QueueError,
    TicketTaken,
    WrongScreenToken,
)
from counselling.exceptions.sessions import (
    AlreadyInvitedToSession,
    DayTooFar,
    HandoverOver,
    JointOver,
    NoSheet,
    NotInCall,
    ObjectionAnswered,
    ObjectionOpen,
    ObjectionOver,
    OutcomeMissing,
    SessionClosed,
    SessionError,
)

__all__ = [
    "AdministrationError",
    "AlreadyBookedThen",
    "AlreadyInvited",
    "AlreadyInvitedToSession",
    "AlreadySaid",
    "AlreadyWaiting",
    "AppointmentError",
    "CannotCancel",
    "CannotCorrect",
    "CannotExtend",
    "CannotMove",
    "CannotReply",
    "CannotRetry",
    "ChangedMeanwhile",
    "ClaimLost",
    "CodeExpired",
    "ColleagueError",
    "ConferenceClosed",
    "ConferenceError",
    "CorrectionSaysNothing",
    "CounsellingError",
    "CourseError",
    "DayTooFar",
    "DeskBusy",
    "DeskNotStaffed",
    "DeskTaken",
    "EntryError",
    "HandoverOver",
    "HelpAskedAlready",
    "HelpOver",
    "HoldExpired",
    "HoursOverlap",
    "InvitationOver",
    "JointOver",
    "KioskDisabled",
    "KioskError",
    "LastAdministrator",
    "LineClosed",
    "LineSuspended",
    "NoCallToJoin",
    "NoClock",
    "NoSheet",
    "NobodyWaiting",
    "NotInCall",
    "NotInLobby",
    "NothingAwaited",
    "NoticeError",
    "NumberMissing",
    "NumberTaken",
    "ObjectionAnswered",
    "ObjectionOpen",
    "ObjectionOver",
    "OfferOver",
    "OfficialBusy",
    "OutcomeMissing",
    "ProcedureOff",
    "QueueError",
    "ReasonMissing",
    "RequestAnswered",
    "RoleHeld",
    "SessionClosed",
    "SessionError",
    "SlotNotOffered",
    "SlotTaken",
    "StateChanged",
    "StillServed",
    "SupplementAwaited",
    "TicketTaken",
    "TooEarly",
    "TooLateToChange",
    "TooManyBookings",
    "TooManyFromNetwork",
    "TooManyTries",
    "WarnFirst",
    "WrongCode",
    "WrongEnrolmentCode",
    "WrongScreenToken",
]
