"""Errors of sending notices and of answers to them."""

from django.utils.translation import gettext_lazy as _

from counselling.exceptions.base import CounsellingError


class NoticeError(CounsellingError):
    pass


class ClaimLost(NoticeError):
    """The try is over: the notice was dropped, or another worker has it. For workers only."""

    text = _("이 알림은 다른 작업에서 보내고 있습니다.")


class CannotRetry(NoticeError):
    text = _("이 알림은 다시 보낼 수 없습니다.")


class CannotReply(NoticeError):
    """The appointment is cancelled, over, or the person is here already."""

    text = _("지금은 답하실 수 없는 예약입니다.")
