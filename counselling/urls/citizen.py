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
    my,
    services,
    sessions,
    waiting,
    welcome,
)

one_service = [
    path("", services.service_page, name="service"),
    path("times/", booking.book_time, name="book_time"),
    path("hold/", booking.hold_slot, name="hold_slot"),
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
    path("equipment/", equipment.appointment_equipment, name="appointment_equipment"),
    path("enter/", appointments.enter_waiting_room, name="enter_waiting_room"),
]
one_ticket = [
    path("", waiting.waiting_room, name="waiting_room"),
    path("equipment/", equipment.ticket_equipment, name="ticket_equipment"),
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
    path("waiting/<slug:ref>/", include(one_ticket)),
    path("sessions/<slug:ref>/", sessions.session_outcome, name="session_outcome"),
    path("sessions/<slug:ref>/call/", sessions.session_call, name="session_call"),
    path("enter/", entry.enter, name="enter"),
    path("enter/again/", code_again.code_again, name="code_again"),
    path("equipment/", equipment.free_equipment, name="equipment"),
    path("my/", my.my, name="my"),
    path("status/", home.status, name="status"),
    path("booths/", home.booths, name="booths"),
    path("display/", display.display, name="display"),
    path("welcome/", welcome.after_login, name="after_login"),
]
