"""Waiting lines, their classes and their screens."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QueueTicketState(TextChoices):
    WAITING = "waiting", _("대기")
    CALLED = "called", _("호출")
    IN_SESSION = "in_session", _("상담 중")
    DONE = "done", _("상담 마침")
    PARKED = "parked", _("보류")
    MISSED = "missed", _("부재")
    LEFT = "left", _("대기 취소")
    TRANSFERRED = "transferred", _("이송")

    @classmethod
    def active(cls) -> tuple["QueueTicketState", ...]:
        """States in which the person still has a place: no second one in the same line."""
        return (cls.WAITING, cls.CALLED, cls.IN_SESSION, cls.PARKED, cls.MISSED)

    @classmethod
    def at_desk(cls) -> tuple["QueueTicketState", ...]:
        """States that occupy a desk: one at a time."""
        return (cls.CALLED, cls.IN_SESSION)


class PriorityClass(IntegerChoices):
    """Why somebody is called earlier than those who came before; smaller is earlier.

    How much earlier is a matter of counselling.timetable.turns.
    """

    URGENT = 5, _("긴급")
    APPOINTMENT = 10, pgettext_lazy("priority in a line", "예약")
    PREFERRED = 30, _("우선 배려")
    WALK_IN = 50, _("현장 대기")

    @classmethod
    def given_by_staff(cls) -> tuple["PriorityClass", ...]:
        """Classes that an official may give to a walk-in."""
        return (cls.URGENT, cls.PREFERRED, cls.WALK_IN)


class LineState(TextChoices):
    """Only in the history: a line has `is_suspended`."""

    OPEN = "open", _("대기 접수 중")
    SUSPENDED = "suspended", _("대기 접수 멈춤")


class ScreenState(TextChoices):
    """A call display for a screen in an office."""

    AWAITING = "awaiting", _("등록 대기")
    ACTIVE = "active", _("사용 중")
    DISABLED = "disabled", _("사용 중지")
