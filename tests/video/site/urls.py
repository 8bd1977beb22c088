from django.urls import include, path

from tests.video.site import views

urlpatterns = [
    path("make-call/", views.make_call),
    path("end-call/<slug:call_ref>/", views.end),
    path("facts/<slug:call_ref>/", views.facts),
    path("sit/<slug:seat_ref>/", views.sit),
    path("left/", views.left),
    path("check/", views.check),
    path("", include("portal.urls")),
]
