"""Addresses under /office/recordings/."""

from django.urls import path

from counselling.views.office import recordings

ONE = "office/recordings/<slug:ref>"

urlpatterns = [
    path("office/recordings/", recordings.recording_list, name="office_recordings"),
    path(f"{ONE}/", recordings.recording_page, name="office_recording"),
    path(f"{ONE}/<str:name>", recordings.recording_file, name="office_recording_file"),
]
