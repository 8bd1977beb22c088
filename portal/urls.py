"""Every address of the product."""

from django.urls import include, path
from django.views.i18n import set_language

from counselling.views.guards import anyone, guarded
from portal import health

# Drawn for whatever a view or a middleware raised.
handler500 = "portal.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("language/", guarded(anyone)(set_language), name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("", include("video.urls")),
    path("", include("counselling.urls")),
]
