"""Errors of advisory meetings."""

from django.utils.translation import gettext_lazy as _

from counselling.exceptions.base import CounsellingError


class ConferenceError(CounsellingError):
    pass


class ConferenceClosed(ConferenceError):
    text = _("이미 끝난 회의입니다.")


class NotInLobby(ConferenceError):
    text = _("대기실에 없는 분입니다.")
