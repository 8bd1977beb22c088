"""Kiosks and the equipment check."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class KioskState(TextChoices):
    AWAITING = "awaiting", _("등록 대기")
    ACTIVE = "active", _("사용 중")
    DISABLED = "disabled", _("사용 중지")


class CheckResult(TextChoices):
    """One part of the equipment check."""

    GOOD = "good", _("좋음")
    WEAK = "weak", _("약함")
    FAILED = "failed", _("안 됨")
    SKIPPED = "skipped", _("확인 안 함")
