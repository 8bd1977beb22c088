"""Errors of counselling sessions."""

from django.utils.translation import gettext_lazy as _

from counselling.exceptions.base import CounsellingError


class SessionError(CounsellingError):
    pass


class SessionClosed(SessionError):
    text = _("이미 끝난 상담입니다.")


class OutcomeMissing(SessionError):
    text = _("처리 결과를 골라 주세요.")
