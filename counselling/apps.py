"""The Django app; its `ready` joins the parts that must not import each other."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CounsellingConfig(AppConfig):
    name = "counselling"
    verbose_name = _("영상 민원상담")
    default_auto_field = "django.db.models.BigAutoField"
