"""Addresses of helping each other at the desks, of supervision and of the official's calendar."""

from django.urls import path

from counselling.views.desk import calendar, helping, supervising

urlpatterns = [
    path("desk/<int:pk>/help/", helping.ask, name="desk_ask_help"),
    path("desk/help/<slug:ref>/", helping.answer, name="desk_help"),
    path("desk/help/<slug:ref>/join/", helping.join, name="desk_help_join"),
    path("desk/help/<slug:ref>/take-back/", helping.take_back, name="desk_help_take_back"),
    path("desk/departments/<int:department_pk>/", supervising.department, name="desk_department"),
    path(
        "desk/departments/<int:department_pk>/now/",
        supervising.department_now,
        name="desk_department_now",
    ),
    path("desk/sessions/<slug:ref>/listen/", supervising.listen, name="desk_listen"),
    path("desk/sessions/<slug:ref>/step-in/", supervising.step_in, name="desk_step_in"),
    path("desk/sessions/<slug:ref>/reassign/", supervising.reassign, name="desk_reassign"),
    path("desk/sessions/<slug:ref>/beside/", supervising.beside, name="desk_beside"),
    path("desk/calendar/", calendar.calendar, name="desk_calendar"),
    path("desk/calendar/make/", calendar.make, name="desk_calendar_make"),
    path("desk/calendar/revoke/", calendar.revoke, name="desk_calendar_revoke"),
    path("calendars/<slug:secret>.ics", calendar.feed, name="calendar_feed"),
]
