"""Errors of kiosks."""

from django.utils.translation import gettext_lazy as _

from counselling.exceptions.base import CounsellingError


class KioskError(CounsellingError):
    pass


class WrongEnrolmentCode(KioskError):
    text = _("등록 코드가 맞지 않거나 기간이 지났습니다.")


class KioskDisabled(KioskError):
    text = _("사용이 중지된 단말기입니다. 직원에게 알려 주세요.")
