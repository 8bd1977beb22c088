"""A counselling session and those in it."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SessionState(TextChoices):
    OPEN = "open", _("연결 중")
    LIVE = "live", _("상담 중")
    PAUSED = "paused", _("잠시 멈춤")
    HANDING_OVER = "handing_over", _("넘기는 중")
    CLOSED = "closed", _("상담 마침")

    @classmethod
    def unfinished(cls) -> tuple["SessionState", ...]:
        """States in which the session is what its queue ticket is called to."""
        return (cls.OPEN, cls.LIVE, cls.PAUSED)

    @classmethod
    def at_desk(cls) -> tuple["SessionState", ...]:
        """States that occupy the desk: until who hands over has left the call, too."""
        return (*cls.unfinished(), cls.HANDING_OVER)


class ParticipantRole(TextChoices):
    CITIZEN = "citizen", _("민원인")
    OFFICIAL = "official", _("담당자")
    JOINT_OFFICIAL = "joint_official", _("함께하는 담당자")
    INTERPRETER = "interpreter", _("통역사")
    HELPER = "helper", _("현장 도우미")
    REPRESENTATIVE = "representative", _("법정대리인")
    COLLEAGUE = "colleague", _("함께하는 담당자")
    LISTENER = "listener", _("듣고 있는 관리자")
    GUEST = "guest", _("함께하는 분")


class ParticipantState(TextChoices):
    INVITED = "invited", _("초대함")
    WAITING = "waiting", _("기다리는 중")
    ADMITTED = "admitted", _("입장 허락")
    CONNECTED = "connected", _("연결됨")
    WEAK = "weak", _("연결 불안정")
    LOST = "lost", _("연결 끊김")
    LEFT = "left", _("나감")


class Outcome(TextChoices):
    """How a session ended, as the citizen reads it."""

    ANSWERED = "answered", _("상담을 마쳤습니다")
    DOCUMENTS_NEEDED = "documents_needed", _("서류를 더 내셔야 합니다")
    VISIT_NEEDED = "visit_needed", _("방문이 필요합니다")
    REFERRED = "referred", _("다른 기관을 안내했습니다")
    FOLLOW_UP = "follow_up", _("담당자가 다시 연락드립니다")
    CITIZEN_LEFT = "citizen_left", _("민원인이 먼저 나갔습니다")
    TECHNICAL = "technical", _("연결 문제로 마쳤습니다")
    # Never chosen by hand: what the procedure against abuse ends with.
    STOPPED = "stopped", _("담당자가 상담을 멈췄습니다")

    @classmethod
    def chosen_by_hand(cls) -> list[tuple[str, Any]]:
        return [(value, label) for value, label in cls.choices if value != cls.STOPPED]


class PhoneTalkState(TextChoices):
    ASKED = "asked", _("전화를 부탁함")
    TALKING = "talking", _("전화로 상담 중")
    DONE = "done", _("전화 상담 마침")


class HelpState(TextChoices):
    ASKED = "asked", _("도움 요청 중")
    ANSWERED = "answered", _("동료가 답함")
    TAKEN_BACK = "taken_back", _("요청 거둠")
