"""Who may do what: named predicates `predicate(actor, object) -> bool`.

Predicates combine with & | ~ (library `rules`). Views guard with them (counselling.views.guards),
consumers ask them before joining a group. A module per topic; imported from here.
"""

from counselling.rules.administration import (
    administers_something,
    is_auditor,
    is_invited,
    may_administer,
    may_administer_agency,
    may_read_history,
    may_see_office_messages,
    may_withdraw_invitation,
)
from counselling.rules.booking import (
    booked_it,
    may_answer_request,
    may_book_for_others,
    may_handle_appointment,
    may_plan_absence,
    may_plan_absences,
    may_plan_for,
    owns_appointment,
    owns_booking_request,
    owns_slot_offer,
)
from counselling.rules.cases import (
    may_read_document,
    owns_document,
)
from counselling.rules.colleagues import (
    is_beside,
    may_answer_help,
    may_supervise,
    may_supervise_session,
    may_take_back_help,
)
from counselling.rules.conferences import (
    is_conference_member,
    may_create_conference,
    may_run_conference,
    may_see_conference,
)
from counselling.rules.course import (
    may_handle_clock,
    may_review,
)
from counselling.rules.handovers import (
    is_joint_official,
    leads_joint,
    may_answer_joint,
    may_hand_over,
    may_use_side_room,
)
from counselling.rules.kiosks import (
    is_kiosk,
    is_this_kiosk,
    may_manage_kiosks,
)
from counselling.rules.people import (
    anyone,
    is_official,
    is_official_of,
    is_operator,
    is_signed_in,
    is_staff,
    is_supervisor_of,
    supervises_something,
)
from counselling.rules.queue import (
    is_this_screen,
    may_enter_ticket,
    may_handle_ticket,
    may_serve_desk,
    may_take_back_message,
)
from counselling.rules.recordings import (
    may_list_recordings,
    may_see_recording,
    ran_recorded_call,
)
from counselling.rules.records import (
    is_citizen_of_objection,
    may_answer_objection,
)
from counselling.rules.sessions import (
    is_citizen_of_session,
    may_close_session,
    may_handle_session,
    may_see_session,
)

__all__ = [
    "administers_something",
    "anyone",
    "booked_it",
    "is_auditor",
    "is_beside",
    "is_citizen_of_objection",
    "is_citizen_of_session",
    "is_conference_member",
    "is_invited",
    "is_joint_official",
    "is_kiosk",
    "is_official",
    "is_official_of",
    "is_operator",
    "is_signed_in",
    "is_staff",
    "is_supervisor_of",
    "is_this_kiosk",
    "is_this_screen",
    "leads_joint",
    "may_administer",
    "may_administer_agency",
    "may_answer_help",
    "may_answer_joint",
    "may_answer_objection",
    "may_answer_request",
    "may_book_for_others",
    "may_close_session",
    "may_create_conference",
    "may_enter_ticket",
    "may_hand_over",
    "may_handle_appointment",
    "may_handle_clock",
    "may_handle_session",
    "may_handle_ticket",
    "may_list_recordings",
    "may_manage_kiosks",
    "may_plan_absence",
    "may_plan_absences",
    "may_plan_for",
    "may_read_document",
    "may_read_history",
    "may_review",
    "may_run_conference",
    "may_see_conference",
    "may_see_office_messages",
    "may_see_recording",
    "may_see_session",
    "may_serve_desk",
    "may_supervise",
    "may_supervise_session",
    "may_take_back_help",
    "may_take_back_message",
    "may_use_side_room",
    "may_withdraw_invitation",
    "owns_appointment",
    "owns_booking_request",
    "owns_document",
    "owns_slot_offer",
    "ran_recorded_call",
    "supervises_something",
]
