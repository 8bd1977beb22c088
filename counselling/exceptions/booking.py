"""Errors of booking, moving, offers and requests."""

from django.utils.translation import gettext_lazy as _

from counselling.exceptions.base import CounsellingError


class AppointmentError(CounsellingError):
    pass


class SlotTaken(AppointmentError):
    """The overlap constraint, or the check before it, says the time is gone."""

    text = _("방금 다른 분이 예약했습니다. 다른 시간을 골라 주세요.")


class SlotNotOffered(AppointmentError):
    text = _("이 시간에는 예약할 수 없습니다. 다른 시간을 골라 주세요.")


class HoldExpired(AppointmentError):
    text = _("잡아 둔 시간이 지났습니다. 시간을 다시 골라 주세요.")


class TooManyBookings(AppointmentError):
    text = _("이 연락처로 잡힌 예약이 많습니다. 먼저 예약을 정리해 주세요.")


class CannotCancel(AppointmentError):
    text = _("이 예약은 지금 취소할 수 없습니다.")


class AlreadyBookedThen(AppointmentError):
    """The contact has another appointment at this time."""

    text = _("이 연락처로 같은 시간에 잡힌 예약이 있습니다. 다른 시간을 골라 주세요.")


class CannotMove(AppointmentError):
    text = _("이 예약은 지금 시간을 바꿀 수 없습니다.")


class TooLateToChange(AppointmentError):
    """The unit's cut-off has passed; the text says what to do instead."""

    text = _("누리집에서 바꾸거나 취소할 수 있는 시간이 지났습니다.")


class OfferOver(AppointmentError):
    text = _("제안한 시간의 기한이 지났습니다.")


class OfficialBusy(AppointmentError):
    text = _("그 담당자는 이 시간에 다른 예약이 있거나 자리에 없습니다.")


class RequestAnswered(AppointmentError):
    """Somebody else proposed times, declined or withdrew in the meantime."""

    text = _("이미 답변했거나 취소된 요청입니다. 화면을 새로 확인하세요.")
