"""Who comes, who came, and who said so."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AttendanceAnswer(TextChoices):
    """What a citizen says to a reminder."""

    COMING = "coming", _("가겠습니다")
    NOT_COMING = "not_coming", _("못 갑니다")


class AttendanceVerdict(TextChoices):
    """How an appointment went, by side."""

    MET = "met", _("만나서 상담함")
    CITIZEN = "citizen", _("민원인이 오지 않음")
    OFFICE = "office", _("담당자가 오지 않음")
    TECHNICAL = "technical", _("연결 문제로 만나지 못함")

    @classmethod
    def not_the_citizens(cls) -> tuple["AttendanceVerdict", ...]:
        """Verdicts after which the citizen may choose another time at once."""
        return (cls.OFFICE, cls.TECHNICAL)


class AttendanceSource(TextChoices):
    """Where a verdict comes from; what people said is not changed by evidence."""

    EVIDENCE = "evidence", _("연결 기록")
    CITIZEN = "citizen", _("민원인이 고침")
    OFFICIAL = "official", _("담당자가 고침")
    SUPERVISOR = "supervisor", _("관리 담당자가 고침")
