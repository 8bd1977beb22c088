"""Addresses of what happens around a session: attendance, conduct, clocks, telephone."""

from django.urls import path

from counselling.views.citizen import no_show
from counselling.views.desk import no_show as desk_no_show

urlpatterns = [
    path("appointments/<slug:ref>/attendance/", no_show.attendance, name="attendance"),
    path("appointments/<slug:ref>/new-time/", no_show.choose_new_time, name="choose_new_time"),
    path("desk/bookings/<slug:ref>/attendance/", desk_no_show.attendance, name="desk_attendance"),
]
