"""Addresses of what happens around a session: attendance, conduct, clocks, telephone."""

from django.urls import include, path

from counselling.views.citizen import course, no_show
from counselling.views.desk import course as desk_course
from counselling.views.desk import no_show as desk_no_show
from counselling.views.desk import petitions, reviewing

one_session = [
    path("course/", desk_course.course, name="desk_course"),
    path("more-time/", desk_course.more_time, name="desk_more_time"),
    path("warn/", desk_course.warn, name="desk_warn"),
    path("stop/", desk_course.stop, name="desk_stop"),
    path("phone/", desk_course.go_on_by_phone, name="desk_go_on_by_phone"),
]
one_petition = [
    path("", petitions.petition, name="desk_petition"),
    path("supplement/", petitions.ask_for_supplement, name="desk_ask_for_supplement"),
    path("supplied/", petitions.note_supplied, name="desk_note_supplied"),
    path("extend/", petitions.extend, name="desk_extend_handling"),
    path("finish/", petitions.finish, name="desk_finish_handling"),
]

urlpatterns = [
    path("appointments/<slug:ref>/attendance/", no_show.attendance, name="attendance"),
    path("appointments/<slug:ref>/new-time/", no_show.choose_new_time, name="choose_new_time"),
    path("desk/bookings/<slug:ref>/attendance/", desk_no_show.attendance, name="desk_attendance"),
    path("waiting/<slug:ref>/attendance/", no_show.walk_in_attendance, name="walk_in_attendance"),
    path(
        "desk/people/<slug:ref>/attendance/",
        desk_no_show.walk_in_attendance,
        name="desk_walk_in_attendance",
    ),
    path("sessions/<slug:ref>/course/", course.course, name="course"),
    path("sessions/<slug:ref>/phone/", course.ask_for_phone, name="ask_for_phone"),
    path("sessions/<slug:ref>/conduct/", course.conduct, name="conduct"),
    path("desk/sessions/<slug:ref>/", include(one_session)),
    path("desk/conduct/", reviewing.to_review, name="desk_to_review"),
    path("desk/conduct/<slug:ref>/", reviewing.review, name="desk_review"),
    path("desk/complaints/<slug:ref>/", reviewing.complaint, name="desk_complaint"),
    path("desk/petitions/", petitions.petitions, name="desk_petitions"),
    path("desk/petitions/<slug:ref>/", include(one_petition)),
]
