"""Addresses under /desk/: the official's side."""

from django.urls import path

from counselling.views.desk import board, calling, choosing, lines, presence, sessions

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
    path("desk/sessions/<slug:ref>/end/", sessions.end, name="desk_end"),
]
