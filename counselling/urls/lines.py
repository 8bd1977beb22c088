"""Addresses of waiting lines: words to who waits, call displays, and what the office sees."""

from django.urls import path

from counselling.views import screens
from counselling.views.citizen import near_turn
from counselling.views.desk import line_messages, turns
from counselling.views.office import lines

UNIT = "office/units/<slug:unit>/line"

urlpatterns = [
    path("waiting/<slug:ref>/text/", near_turn.text_when_near, name="text_when_near"),
    path("desk/<int:pk>/messages/", line_messages.line_messages, name="desk_messages"),
    path(
        "desk/messages/<slug:ref>/take-back/",
        line_messages.take_back,
        name="desk_message_take_back",
    ),
    path("desk/people/<slug:ref>/again/", turns.call_again, name="desk_call_again"),
    path("desk/people/<slug:ref>/class/", turns.give_class, name="desk_give_class"),
    path("desk/<int:pk>/screen/", screens.desk_screen, name="desk_screen"),
    path("desk/<int:pk>/screen/now/", screens.desk_screen_now, name="desk_screen_now"),
    path("screens/open/<slug:token>/", screens.open_screen, name="open_screen"),
    path("screens/<slug:ref>/", screens.screen, name="screen"),
    path("screens/<slug:ref>/now/", screens.screen_now, name="screen_now"),
    path(f"{UNIT}/", lines.line, name="office_line"),
    path(f"{UNIT}/messages/new/", lines.add_timed, name="office_timed_new"),
    path(f"{UNIT}/messages/<int:timed_pk>/remove/", lines.remove_timed, name="office_timed_remove"),
    path(f"{UNIT}/screens/new/", lines.create_screen, name="office_screen_create"),
    path("office/screens/<slug:ref>/renew/", lines.renew_screen, name="office_screen_renew"),
    path("office/screens/<slug:ref>/disable/", lines.disable_screen, name="office_screen_disable"),
]
