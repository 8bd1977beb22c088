"""Labels of a session that goes on by telephone."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PhoneTalkState(TextChoices):
    ASKED = "asked", _("전화를 부탁함")
    TALKING = "talking", _("전화로 상담 중")
    DONE = "done", _("전화 상담 마침")
