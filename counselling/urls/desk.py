"""Addresses under /desk/: the official's side."""

from django.urls import path

from counselling.views.desk import (
    absences,
    board,
    booking_for,
    bookings,
    calling,
    choosing,
    lines,
    passing_on,
    presence,
    requests,
    sessions,
)

urlpatterns = [
    path("desk/", choosing.choose, name="desk"),
    path("desk/<int:pk>/", board.board, name="desk_board"),
    path("desk/<int:pk>/now/", board.now, name="desk_now"),
    path("desk/<int:pk>/lists/", board.lists, name="desk_lists"),
    path("desk/<int:pk>/take/", choosing.take, name="desk_take"),
    path("desk/<int:pk>/leave/", choosing.leave, name="desk_leave"),
    path("desk/<int:pk>/away/", presence.go_away, name="desk_go_away"),
    path("desk/<int:pk>/back/", presence.come_back, name="desk_come_back"),
    path("desk/<int:pk>/presence/", presence.keep_presence, name="desk_presence"),
    path("desk/<int:pk>/call-next/", calling.call_next, name="desk_call_next"),
    path("desk/<int:pk>/line/suspend/", lines.suspend, name="desk_suspend_line"),
    path("desk/<int:pk>/line/resume/", lines.resume, name="desk_resume_line"),
    path("desk/people/<slug:ref>/call/", calling.call_this, name="desk_call_this"),
    path("desk/people/<slug:ref>/missed/", calling.mark_missed, name="desk_mark_missed"),
    path("desk/people/<slug:ref>/put-back/", calling.put_back, name="desk_put_back"),
    path("desk/people/<slug:ref>/join/", sessions.join, name="desk_join"),
    path("desk/people/<slug:ref>/park/", passing_on.park, name="desk_park"),
    path("desk/people/<slug:ref>/resume/", passing_on.resume, name="desk_resume"),
    path("desk/people/<slug:ref>/transfer/", passing_on.transfer_person, name="desk_transfer"),
    path("desk/sessions/<slug:ref>/end/", sessions.end, name="desk_end"),
]

urlpatterns += [
    path("desk/bookings/", bookings.bookings, name="desk_bookings"),
    path("desk/bookings/new/", booking_for.choose_service, name="desk_book_for_service"),
    path(
        "desk/bookings/new/<slug:agency_code>/<slug:service_code>/",
        booking_for.choose_time,
        name="desk_book_for_time",
    ),
    path(
        "desk/bookings/new/<slug:agency_code>/<slug:service_code>/who/",
        booking_for.book_for,
        name="desk_book_for",
    ),
    path("desk/bookings/<slug:ref>/", bookings.booking, name="desk_booking"),
    path("desk/bookings/<slug:ref>/made/", booking_for.booked_for, name="desk_booked_for"),
    path("desk/bookings/<slug:ref>/move/", bookings.move_booking, name="desk_move_booking"),
    path("desk/bookings/<slug:ref>/cancel/", bookings.cancel_booking, name="desk_cancel_booking"),
    path("desk/bookings/<slug:ref>/assign/", bookings.assign_booking, name="desk_assign_booking"),
    path("desk/requests/", requests.requests, name="desk_requests"),
    path("desk/requests/<slug:ref>/", requests.request_page, name="desk_request"),
    path("desk/requests/<slug:ref>/propose/", requests.propose, name="desk_propose"),
    path("desk/requests/<slug:ref>/decline/", requests.decline, name="desk_decline"),
    path("desk/absences/", absences.absence_list, name="desk_absences"),
    path("desk/absences/new/", absences.new_absence, name="desk_new_absence"),
    path("desk/absences/<slug:ref>/", absences.absence_page, name="desk_absence"),
    path("desk/absences/<slug:ref>/keep-times/", absences.keep_times, name="desk_keep_times"),
    path("desk/absences/<slug:ref>/take-back/", absences.take_back, name="desk_take_back"),
]
