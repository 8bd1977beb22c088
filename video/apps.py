from importlib import import_module

from django.apps import AppConfig


class VideoConfig(AppConfig):
    name = "video"
    verbose_name = "Calls"

    def ready(self) -> None:
        # By name: models, which both need, can be imported from here on only.
        receivers = import_module("video.receivers")
        receivers.on_call_event(import_module("video.recordings").on_call_event)
