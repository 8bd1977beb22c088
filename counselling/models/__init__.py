"""Tables, one file per topic; import models from here."""

from counselling.models.absences import Absence
from counselling.models.accounts import Membership, User
from counselling.models.agencies import Agency, AgencyAlias, Department, Desk
from counselling.models.appointments import (
    Appointment,
    AppointmentChange,
    EntryAttempts,
    EntryCode,
)
from counselling.models.attendance import AttendanceFinding, AttendanceFindingChange
from counselling.models.audit import AccessLog
from counselling.models.calendar_feeds import CalendarFeed
from counselling.models.call_displays import CallDisplay, CallDisplayChange
from counselling.models.conferences import (
    Conference,
    ConferenceChange,
    ConferenceMember,
    ConferenceMemberChange,
)
from counselling.models.consents import Consent, ConsentText, IdentityCheck, Representative
from counselling.models.documents import Document, DocumentChange
from counselling.models.equipment_checks import EquipmentCheck
from counselling.models.handovers import (
    Handover,
    HandoverChange,
    JointMember,
    JointMemberChange,
)
from counselling.models.help_requests import HelpRequest, HelpRequestChange
from counselling.models.intake import IntakeAnswer, IntakeQuestion
from counselling.models.interpreters import Interpreter, InterpreterSkill
from counselling.models.invitations import Invitation
from counselling.models.kiosks import Booth, Kiosk, KioskChange, Site
from counselling.models.legal_clocks import LegalClock, LegalClockChange, Supplement
from counselling.models.line_messages import LineMessage, TimedMessage
from counselling.models.live_topics import LiveTopic
from counselling.models.misconduct import (
    ConductComplaint,
    ConductComplaintChange,
    Misconduct,
    MisconductChange,
)
from counselling.models.notices import (
    AttendanceReply,
    DemoMessage,
    Notice,
    NoticeTemplate,
    OutboxTask,
    Receipt,
)
from counselling.models.opening_hours import Closure, Holiday, OpeningHours
from counselling.models.promises import Promise, SessionDraft
from counselling.models.queue import Line, LineChange, QueueTicket, QueueTicketChange
from counselling.models.services import Service
from counselling.models.session_course import ClockExtension, PhoneTalk, PhoneTalkChange
from counselling.models.sessions import (
    CitizenNote,
    CounsellingSession,
    Disposition,
    Participant,
    SessionChange,
    StaffNote,
)
from counselling.models.sheets import Objection, ObjectionChange, SessionSheet, SheetFile
from counselling.models.slot_offers import (
    BookingRequest,
    BookingRequestChange,
    SlotOffer,
    SlotOfferChange,
    WaitingListChange,
    WaitingListEntry,
)
from counselling.models.transfers import RoutingCorrection, TicketTransfer
from counselling.models.unit_changes import UnitChange
from counselling.models.unit_settings import UnitSettings
from counselling.models.waits import WaitDay, WaitFit, WaitForecast
from counselling.models.writing import OutcomeCode, TextModule

__all__ = [
    "Absence",
    "AccessLog",
    "Agency",
    "AgencyAlias",
    "Appointment",
    "AppointmentChange",
    "AttendanceFinding",
    "AttendanceFindingChange",
    "AttendanceReply",
    "BookingRequest",
    "BookingRequestChange",
    "Booth",
    "CalendarFeed",
    "CallDisplay",
    "CallDisplayChange",
    "CitizenNote",
    "ClockExtension",
    "Closure",
    "ConductComplaint",
    "ConductComplaintChange",
    "Conference",
    "ConferenceChange",
    "ConferenceMember",
    "ConferenceMemberChange",
    "Consent",
    "ConsentText",
    "CounsellingSession",
    "DemoMessage",
    "Department",
    "Desk",
    "Disposition",
    "Document",
    "DocumentChange",
    "EntryAttempts",
    "EntryCode",
    "EquipmentCheck",
    "Handover",
    "HandoverChange",
    "HelpRequest",
    "HelpRequestChange",
    "Holiday",
    "IdentityCheck",
    "IntakeAnswer",
    "IntakeQuestion",
    "Interpreter",
    "InterpreterSkill",
    "Invitation",
    "JointMember",
    "JointMemberChange",
    "Kiosk",
    "KioskChange",
    "LegalClock",
    "LegalClockChange",
    "Line",
    "LineChange",
    "LineMessage",
    "LiveTopic",
    "Membership",
    "Misconduct",
    "MisconductChange",
    "Notice",
    "NoticeTemplate",
    "Objection",
    "ObjectionChange",
    "OpeningHours",
    "OutboxTask",
    "OutcomeCode",
    "Participant",
    "PhoneTalk",
    "PhoneTalkChange",
    "Promise",
    "QueueTicket",
    "QueueTicketChange",
    "Receipt",
    "Representative",
    "RoutingCorrection",
    "Service",
    "SessionChange",
    "SessionDraft",
    "SessionSheet",
    "SheetFile",
    "Site",
    "SlotOffer",
    "SlotOfferChange",
    "StaffNote",
    "Supplement",
    "TextModule",
    "TicketTransfer",
    "TimedMessage",
    "UnitChange",
    "UnitSettings",
    "User",
    "WaitDay",
    "WaitFit",
    "WaitForecast",
    "WaitingListChange",
    "WaitingListEntry",
]
