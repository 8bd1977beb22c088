"""Errors of those who run units, people and services."""

from django.utils.translation import gettext_lazy as _

from counselling.exceptions.base import CounsellingError


class AdministrationError(CounsellingError):
    pass


class ChangedMeanwhile(AdministrationError):
    """Another administrator saved the same thing after this one had opened its page."""

    text = _("다른 관리자가 먼저 바꾸었습니다. 바뀐 내용을 확인하고 다시 저장해 주세요.")


class HoursOverlap(AdministrationError):
    text = _("같은 기간에 정한 상담 시간이 이미 있습니다. 기간을 확인해 주세요.")


class NumberTaken(AdministrationError):
    text = _("이 부서에 같은 번호의 창구가 있습니다. 다른 번호를 넣어 주세요.")


class StillServed(AdministrationError):
    text = _("지금 상담 중인 창구입니다. 상담이 끝난 뒤에 닫아 주세요.")


class LastAdministrator(AdministrationError):
    text = _("기관 관리자가 한 명은 있어야 합니다. 먼저 다른 분을 관리자로 정해 주세요.")


class RoleHeld(AdministrationError):
    text = _("이 분은 그 역할을 이미 맡고 있습니다.")


class AlreadyInvited(AdministrationError):
    text = _("이 주소로 보낸 같은 초대가 아직 열려 있습니다. 다시 보내려면 먼저 거두어 주세요.")


class InvitationOver(AdministrationError):
    text = _("이 초대는 끝났습니다. 기관 관리자에게 다시 초대해 달라고 하세요.")
