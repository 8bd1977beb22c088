"""The Django app; its `ready` joins the parts that must not import each other."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CounsellingConfig(AppConfig):
    name = "counselling"
    verbose_name = _("영상 민원상담")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # By name: models, which both modules need, can be imported from here on only.
        receivers = import_module("video.receivers")
        for name in ("sessions", "conferences", "no_show"):
            domain = import_module(f"counselling.domain.{name}")
            receivers.on_call_event(domain.on_call_event)
