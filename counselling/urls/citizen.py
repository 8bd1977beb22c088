"""Addresses of the citizen. One address, one act; writes are POST."""

from django.urls import include, path

from counselling.views.citizen import (
    appointments,
    booking,
    booking_details,
    code_again,
    counsel_now,
    display,
    entry,
    equipment,
    home,
    moving,
    my,
    offers,
    practice,
    requests,
    services,
    sessions,
    waiting,
    welcome,
)

one_service = [
    path("", services.service_page, name="service"),
    path("times/", booking.book_time, name="book_time"),
    path("hold/", booking.hold_slot, name="hold_slot"),
    path("request/", requests.ask_for_time, name="ask_for_time"),
    path("now/", counsel_now.counsel_now, name="counsel_now"),
]
one_appointment = [
    path("", appointments.appointment_page, name="appointment"),
    path("details/", booking_details.book_details, name="book_details"),
    path("extend/", booking_details.extend_hold, name="extend_hold"),
    path("typed/", booking_details.keep_typed, name="keep_typed"),
    path("release/", booking_details.release_hold, name="release_hold"),
    path("done/", booking_details.book_done, name="book_done"),
    path("cancel/", appointments.cancel_appointment, name="cancel_appointment"),
    path("move/", moving.move_appointment, name="move_appointment"),
    path("earlier/", moving.join_waiting_list, name="join_waiting_list"),
    path("earlier/leave/", moving.leave_waiting_list, name="leave_waiting_list"),
    path("equipment/", equipment.appointment_equipment, name="appointment_equipment"),
    path("practice/", practice.appointment_practice, name="appointment_practice"),
    path("enter/", appointments.enter_waiting_room, name="enter_waiting_room"),
]
one_request = [
    path("", requests.booking_request_page, name="booking_request"),
    path("refuse/", requests.refuse_times, name="refuse_times"),
    path("withdraw/", requests.withdraw_request, name="withdraw_request"),
]
one_ticket = [
    path("", waiting.waiting_room, name="waiting_room"),
    path("equipment/", equipment.ticket_equipment, name="ticket_equipment"),
    path("practice/", practice.ticket_practice, name="ticket_practice"),
    path("now/", waiting.waiting_now, name="waiting_now"),
    path("join/", waiting.join_session, name="join_session"),
    path("leave/", waiting.leave_line, name="leave_line"),
    path("return/", waiting.return_to_line, name="return_to_line"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("services/", services.services, name="services"),
    path("services/<slug:agency_code>/<slug:service_code>/", include(one_service)),
    path("appointments/<slug:ref>/", include(one_appointment)),
    path("requests/<slug:ref>/", include(one_request)),
    path("offers/<slug:ref>/accept/", offers.accept_offer, name="accept_offer"),
    path("offers/<slug:ref>/decline/", offers.decline_offer, name="decline_offer"),
    path("waiting/<slug:ref>/", include(one_ticket)),
    path("sessions/<slug:ref>/", sessions.session_outcome, name="session_outcome"),
    path("sessions/<slug:ref>/call/", sessions.session_call, name="session_call"),
    path("sessions/<slug:ref>/strip/", sessions.session_strip, name="session_strip"),
    path("enter/", entry.enter, name="enter"),
    path("enter/again/", code_again.code_again, name="code_again"),
    path("equipment/", equipment.free_equipment, name="equipment"),
    path("practice/", practice.free_practice, name="practice"),
    path("my/", my.my, name="my"),
    path("status/", home.status, name="status"),
    path("booths/", home.booths, name="booths"),
    path("display/", display.display, name="display"),
    path("welcome/", welcome.after_login, name="after_login"),
]
