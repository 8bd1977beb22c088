"""Errors of the line and of calling people from it."""

import datetime as dt
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counselling.exceptions.base import CounsellingError


class QueueError(CounsellingError):
    pass


class LineClosed(QueueError):
    """Outside opening hours; `reopens_at` is None when no opening is known."""

    text = _("지금은 상담 시간이 아닙니다.")

    def __init__(
        self, text: str | Promise | None = None, *, reopens_at: dt.datetime | None = None
    ) -> None:
        super().__init__(text)
        self.reopens_at = reopens_at


class LineSuspended(QueueError):
    """The line takes nobody new; `until` is None when no time of reopening was said."""

    text = _("지금은 새로 대기를 받지 않습니다.")

    def __init__(
        self, text: str | Promise | None = None, *, until: dt.datetime | None = None
    ) -> None:
        super().__init__(text)
        self.until = until


class WrongScreenToken(QueueError):
    text = _("이 주소는 이미 쓰였거나 기한이 지났습니다. 기관 관리자에게 새 주소를 받으세요.")


class AlreadyWaiting(QueueError):
    """The person has a place in this line: `queue_ticket`."""

    text = _("이미 이 부서에서 기다리고 있습니다.")

    def __init__(self, text: str | Promise | None = None, *, queue_ticket: Any = None) -> None:
        super().__init__(text)
        self.queue_ticket = queue_ticket


class NobodyWaiting(QueueError):
    text = _("기다리는 분이 없습니다.")


class TicketTaken(QueueError):
    text = _("방금 다른 담당자가 호출했습니다.")


class DeskBusy(QueueError):
    text = _("이 창구는 이미 상담 중입니다. 먼저 상담을 마쳐 주세요.")


class DeskTaken(QueueError):
    text = _("이 창구에는 다른 담당자가 있습니다.")
