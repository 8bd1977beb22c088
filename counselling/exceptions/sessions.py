"""Errors of counselling sessions."""

from django.utils.translation import gettext_lazy as _

from counselling.exceptions.base import CounsellingError


class SessionError(CounsellingError):
    pass


class SessionClosed(SessionError):
    text = _("이미 끝난 상담입니다.")


class OutcomeMissing(SessionError):
    text = _("처리 결과를 골라 주세요.")


class DayTooFar(SessionError):
    text = _("근무일 30일 안의 날만 약속할 수 있습니다.")


class NoSheet(SessionError):
    text = _("바로잡을 안내서가 없습니다.")


class ObjectionOver(SessionError):
    text = _("이의를 낼 수 있는 기간이 지났습니다.")


class ObjectionOpen(SessionError):
    text = _("이미 이의를 냈습니다. 답변을 기다려 주세요.")


class ObjectionAnswered(SessionError):
    text = _("이미 답변했거나 취하한 이의입니다.")


class HandoverOver(SessionError):
    text = _("이미 다른 담당자가 받았거나 끝난 이송입니다.")


class NotInCall(SessionError):
    text = _("민원인이 통화 중일 때만 통화를 이어서 보낼 수 있습니다.")


class AlreadyInvitedToSession(SessionError):
    text = _("이미 초대한 부서입니다.")


class JointOver(SessionError):
    text = _("이미 답했거나 끝난 초대입니다.")
