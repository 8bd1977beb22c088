"""/conferences/: advisory meetings."""

from django.urls import include, path

from counselling.views.conference import attending, planning, running

one_conference = [
    path("", running.conference_page, name="conference"),
    path("board/", running.conference_board, name="conference_board"),
    path("strip/", running.lobby_strip, name="conference_strip"),
    path("open-lobby/", running.open_lobby, name="conference_open_lobby"),
    path("admit-all/", running.admit_all, name="conference_admit_all"),
    path("start/", running.start, name="conference_start"),
    path("end/", running.end, name="conference_end"),
]
one_member = [
    path("admit/", running.admit, name="conference_admit"),
    path("deny/", running.deny, name="conference_deny"),
    path("send-code/", running.send_code_again, name="conference_send_code"),
    path("check/", attending.check, name="conference_check"),
    path("lobby/", attending.lobby, name="conference_lobby"),
    path("lobby/state/", attending.lobby_state, name="conference_lobby_state"),
    path("enter/", attending.enter_lobby, name="conference_enter"),
    path("join/", attending.join, name="conference_join"),
    path("call/", attending.call, name="conference_call"),
    path("leave/", attending.leave, name="conference_leave"),
    path("closed/", attending.closed, name="conference_closed"),
]

urlpatterns = [
    path("conferences/", planning.conference_list, name="conferences"),
    path("conferences/new/", planning.new, name="conference_new"),
    path("conferences/members/<slug:ref>/", include(one_member)),
    path("conferences/<slug:ref>/", include(one_conference)),
]
