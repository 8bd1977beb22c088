"""Errors of helping each other at the desks, and of supervising them."""

from django.utils.translation import gettext_lazy as _

from counselling.exceptions.base import CounsellingError


class ColleagueError(CounsellingError):
    pass


class HelpAskedAlready(ColleagueError):
    text = _("이미 도움을 요청했습니다. 동료의 답을 기다려 주세요.")


class HelpOver(ColleagueError):
    text = _("이미 답했거나 거둔 요청입니다.")


class NoCallToJoin(ColleagueError):
    text = _("지금 함께할 통화가 없습니다.")


class DeskNotStaffed(ColleagueError):
    text = _("그 창구에는 지금 담당자가 없습니다. 다른 창구를 고르세요.")
