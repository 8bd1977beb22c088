"""/kiosk/: the screen in a booth."""

from django.urls import path

from counselling.views.kiosk import calls, entry, practice, start, waiting, walk_in

urlpatterns = [
    path("kiosk/", start.start, name="kiosk"),
    path("kiosk/enrol/", entry.enrol, name="kiosk_enrol"),
    path("kiosk/finish/", start.finish, name="kiosk_finish"),
    path("kiosk/help/", start.ask_help, name="kiosk_help"),
    path("kiosk/heartbeat/", start.heartbeat, name="kiosk_heartbeat"),
    path("kiosk/display/", start.display, name="kiosk_display"),
    path("kiosk/code/", entry.enter_code, name="kiosk_code"),
    path("kiosk/services/", walk_in.agencies, name="kiosk_agencies"),
    path("kiosk/services/<slug:agency_code>/", walk_in.services, name="kiosk_services"),
    path(
        "kiosk/services/<slug:agency_code>/<slug:service_code>/",
        walk_in.take_queue_ticket,
        name="kiosk_service",
    ),
    path("kiosk/check/<slug:ref>/", waiting.check, name="kiosk_check"),
    path("kiosk/practice/<slug:ref>/", practice.practise, name="kiosk_practice"),
    path("kiosk/waiting/<slug:ref>/", waiting.waiting, name="kiosk_waiting"),
    path("kiosk/waiting/<slug:ref>/state/", waiting.waiting_state, name="kiosk_waiting_state"),
    path("kiosk/waiting/<slug:ref>/join/", waiting.join, name="kiosk_join"),
    path("kiosk/waiting/<slug:ref>/return/", waiting.return_to_line, name="kiosk_return"),
    path("kiosk/call/<slug:ref>/", calls.call, name="kiosk_call"),
    path("kiosk/call/<slug:ref>/course/", calls.course, name="kiosk_course"),
    path("kiosk/call/<slug:ref>/report/", calls.report, name="kiosk_report"),
    path("kiosk/outcome/<slug:ref>/", calls.outcome, name="kiosk_outcome"),
    path("kiosk/outcome/<slug:ref>/state/", calls.outcome_state, name="kiosk_outcome_state"),
]
