"""What may happen around a session: abuse and its procedure, legal clocks (처리기간)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MisconductKind(TextChoices):
    """What an official is protected from (Civil Petitions Treatment Act, articles 4 and 5)."""

    ABUSE = "abuse", _("욕설·폭언")
    THREAT = "threat", _("협박")
    SEXUAL = "sexual", _("성희롱")
    OBSTRUCTION = "obstruction", _("정당한 까닭 없이 업무를 막음")


class MisconductState(TextChoices):
    WARNED = "warned", _("경고함")
    WARNED_AGAIN = "warned_again", _("두 번째 경고함")
    ENDED = "ended", _("상담을 멈춤")
    OBJECTED = "objected", _("이의 접수")
    UPHELD = "upheld", _("검토 결과: 중단이 맞음")
    WITHDRAWN = "withdrawn", _("검토 결과: 경고·중단을 거둠")

    @classmethod
    def to_review(cls) -> tuple["MisconductState", ...]:
        """States in which a supervisor has something to look at."""
        return (cls.ENDED, cls.OBJECTED)

    @classmethod
    def reviewed(cls) -> tuple["MisconductState", ...]:
        return (cls.UPHELD, cls.WITHDRAWN)


class ComplaintState(TextChoices):
    OPEN = "open", _("검토 중")
    ANSWERED = "answered", _("답변함")


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
