"""Appointments, requests, waiting lists and offers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AssignmentRule(TextChoices):
    """Who takes an appointment of a service."""

    FIRST_FREE = "first_free", _("그 시간에 비어 있는 창구")
    SHARED_QUEUE = "shared_queue", _("부서가 함께 받아 먼저 부르는 창구")
    NAMED_PERSON = "named_person", _("정해진 담당자")


class AppointmentState(TextChoices):
    HELD = "held", _("시간 잡음")
    CONFIRMED = "confirmed", _("예약 확정")
    ENTERED = "entered", _("입장함")
    IN_SESSION = "in_session", _("상담 중")
    DONE = "done", _("상담 마침")
    EXPIRED = "expired", _("시간 지남")
    CANCELLED = "cancelled", _("취소됨")
    NO_SHOW = "no_show", _("불참")
    # Only in the history: a moved appointment keeps its row, its reference and its code.
    MOVED = "moved", _("시간 변경됨")

    @classmethod
    def active(cls) -> tuple["AppointmentState", ...]:
        """States that occupy the desk; the overlap constraint counts exactly these."""
        return (cls.HELD, cls.CONFIRMED, cls.ENTERED, cls.IN_SESSION)

    @classmethod
    def upcoming(cls) -> tuple["AppointmentState", ...]:
        """States in which the citizen may still come."""
        return (cls.CONFIRMED, cls.ENTERED)


class BookedAs(TextChoices):
    """Who made a booking."""

    CITIZEN = "citizen", _("본인")
    STAFF = "staff", _("직원")
    CALL_CENTRE = "call_centre", _("콜센터")
    THIRD_PARTY = "third_party", _("대리인")


class InterpretedLanguage(TextChoices):
    """What an interpreter brings into a session."""

    SIGN = "ksl", _("한국수어")
    ENGLISH = "en", _("영어")
    CHINESE = "zh", _("중국어")
    VIETNAMESE = "vi", _("베트남어")


class WaitingListState(TextChoices):
    """Of somebody who would come earlier than their appointment."""

    WAITING = "waiting", _("빠른 시간 기다림")
    MOVED = "moved", _("빠른 시간으로 옮김")
    USED_UP = "used_up", _("제안 3번 마침")
    LEFT = "left", _("기다림 취소")
    OVER = "over", _("예약이 끝남")


class BookingRequestState(TextChoices):
    """Of a request without a slot."""

    OPEN = "open", _("답변 기다림")
    PROPOSED = "proposed", _("시간 제안함")
    ACCEPTED = "accepted", _("예약 확정")
    DECLINED = "declined", _("상담이 어려움")
    WITHDRAWN = "withdrawn", _("요청 취소")

    @classmethod
    def unfinished(cls) -> tuple["BookingRequestState", ...]:
        return (cls.OPEN, cls.PROPOSED)


class SlotOfferState(TextChoices):
    OFFERED = "offered", _("제안함")
    ACCEPTED = "accepted", _("받아들임")
    DECLINED = "declined", _("거절함")
    EXPIRED = "expired", _("기한 지남")
