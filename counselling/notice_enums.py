"""States and labels of notices beside the notice itself."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReceiptEvent(TextChoices):
    """What is known of one try to send a notice."""

    SENT = "sent", _("받아 감")
    FAILED = "failed", _("보내지 못함")
    UNSURE = "unsure", _("보냈는지 알 수 없음")
    DELIVERED = "delivered", _("도착함")
    UNDELIVERED = "undelivered", _("도착하지 못함")
    RETRIED = "retried", _("다시 보내기")


class AttendanceAnswer(TextChoices):
    """What a citizen says to a reminder."""

    COMING = "coming", _("가겠습니다")
    NOT_COMING = "not_coming", _("못 갑니다")
