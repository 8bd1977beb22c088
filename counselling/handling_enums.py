"""Labels of the legal clock (처리기간)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PetitionKind(TextChoices):
    """Kinds of petitions by their handling period.

    Enforcement Decree of the Civil Petitions Treatment Act: 14 (inquiries), 15 (suggestions),
    17 (grievances), 19 (at once).
    """

    AT_ONCE = "at_once", _("즉시 처리 (3근무시간)")
    INQUIRY = "inquiry", _("단순 질의 (7일)")
    STATUTE = "statute", _("법령 질의 (14일)")
    SUGGESTION = "suggestion", _("건의 (14일)")
    GRIEVANCE = "grievance", _("고충 (7일)")


class LegalClockState(TextChoices):
    RUNNING = "running", _("처리 중")
    PAUSED = "paused", _("보완 기다림")
    DONE = "done", _("처리 마침")

    @classmethod
    def unfinished(cls) -> tuple["LegalClockState", ...]:
        return (cls.RUNNING, cls.PAUSED)
