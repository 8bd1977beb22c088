"""Addresses by audience."""

from importlib.util import find_spec

from django.urls import include, path

AUDIENCES = [
    "citizen",
    "cases",
    "accounts",
    "desk",
    "colleagues",
    "lines",
    "kiosk",
    "conference",
    "office",
    "notices",
    "recordings",
    "records",
    "joint",
    "course",
]

urlpatterns = [
    path("", include(f"counselling.urls.{name}"))
    for name in AUDIENCES
    if find_spec(f"counselling.urls.{name}")
]
