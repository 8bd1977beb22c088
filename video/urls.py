from django.urls import path

from video import views

urlpatterns = [
    path("calls/echo/", views.open_echo, name="echo_call"),
    path("calls/practice/", views.open_practice, name="practice_call"),
    path("calls/<slug:call_ref>/token/", views.join_token, name="join_token"),
]
