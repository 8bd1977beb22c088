"""Policy advisory meetings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConferenceState(TextChoices):
    PLANNED = "planned", _("시작 전")
    LOBBY = "lobby", _("대기실 열림")
    IN_SESSION = "in_session", _("회의 중")
    PAUSED = "paused", _("잠시 멈춤")
    CLOSED = "closed", _("회의 마침")

    @classmethod
    def running(cls) -> tuple["ConferenceState", ...]:
        return (cls.LOBBY, cls.IN_SESSION, cls.PAUSED)


class MemberRole(TextChoices):
    CHAIR = "chair", _("위원장")
    MEMBER = "member", _("위원")
    SECRETARY = "secretary", _("간사")
    PRESENTER = "presenter", _("발표자")
    OBSERVER = "observer", _("참관인")


class MemberState(TextChoices):
    INVITED = "invited", _("초대함")
    LOBBY = "lobby", _("대기실에 있음")
    ADMITTED = "admitted", _("회의 참여")
    DENIED = "denied", _("입장 거절")
    LEFT = "left", _("나감")
