"""States and kinds of calls, with their words for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CallKind(models.TextChoices):
    COUNSELLING = "counselling", _("영상상담")
    CONFERENCE = "conference", _("정책자문회의")
    ECHO = "echo", _("장비 확인")
    PRACTICE = "practice", _("연습실")

    @classmethod
    def tried_alone(cls) -> list["CallKind"]:
        """A person tries something out: the call is over when they go."""
        return [cls.ECHO, cls.PRACTICE]


class SeatRole(models.TextChoices):
    CITIZEN = "citizen", _("민원인")
    OFFICIAL = "official", _("담당자")
    INTERPRETER = "interpreter", _("통역사")
    HELPER = "helper", _("도우미")
    CHAIR = "chair", _("위원장")
    SECRETARY = "secretary", _("간사")
    MEMBER = "member", _("위원")
    OBSERVER = "observer", _("참관인")
    LISTENER = "listener", _("듣고 있는 관리자")
    GUEST = "guest", _("손님")
    ROBOT = "robot", _("연습 도우미")


class SeatState(models.TextChoices):
    """Connected, weak and lost are what the relay hears; the others are acts of people."""

    INVITED = "invited", _("아직 들어오지 않음")
    CONNECTED = "connected", _("연결됨")
    WEAK = "weak", _("연결이 불안정함")
    LOST = "lost", _("연결이 끊김")
    LEFT = "left", _("나감")


class Quality(models.TextChoices):
    """How the last figures of a seat feel to a person."""

    UNKNOWN = "", _("확인 중")
    GOOD = "good", pgettext_lazy("connection", "좋음")
    FAIR = "fair", pgettext_lazy("connection", "보통")
    POOR = "poor", pgettext_lazy("connection", "나쁨")


class QualityCause(models.TextChoices):
    """What most likely makes a connection fair or poor."""

    LOSS = "loss", _("인터넷에서 자료가 빠집니다")
    DELAY = "delay", _("인터넷이 느립니다")
    JITTER = "jitter", _("인터넷 속도가 고르지 않습니다")
    COMPUTER = "computer", _("컴퓨터나 휴대전화가 바쁩니다")


class EndReason(models.TextChoices):
    FINISHED = "finished", _("상담을 마쳤습니다.")
    TRANSFERRED = "transferred", _("다른 창구로 옮겼습니다.")
    CANCELLED = "cancelled", _("취소되었습니다.")
    MISCONDUCT = "misconduct", _("담당자가 상담을 끝냈습니다.")
    NO_SHOW = "no_show", _("상대방이 오지 않았습니다.")
    EMPTY = "empty", _("모두 나갔습니다.")
    TECHNICAL = "technical", _("기술적인 문제로 끝났습니다.")


class RecordingState(models.TextChoices):
    """No row is "off"; asking: the recorder was told and has not heard anybody yet."""

    ASKING = "asking", _("녹화 준비 중")
    ON = "on", _("녹화 중")
    PAUSED = "paused", _("녹화 잠시 멈춤")
    STORED = "stored", _("녹화 보관 중")
    DELETED = "deleted", _("녹화 삭제됨")

    @classmethod
    def running(cls) -> list["RecordingState"]:
        """The states in which a recorder has something to do."""
        return [cls.ASKING, cls.ON, cls.PAUSED]


class PracticePhase(models.TextChoices):
    """What the robot of the practice room does now."""

    WAITING = "waiting", _("기다리는 중")
    GREETING = "greeting", _("인사하는 중")
    LISTENING = "listening", _("듣는 중")
    ECHOING = "echoing", _("다시 들려주는 중")
    DONE = "done", _("마침")
