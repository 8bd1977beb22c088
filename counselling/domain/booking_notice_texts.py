"""What notices about moved and offered times say, in the language of the person.

No link in any of them: people type name and code at the address they know.
"""

from django.utils.translation import gettext as _

from counselling.domain.notice_texts import Text, spoken_time
from counselling.models import Appointment, BookingRequest, SlotOffer


def appointment_moved(appointment: Appointment) -> Text:
    heading = _("[마주] 영상상담 시간 변경 안내")
    text = _(
        "%(name)s 님, %(service)s 예약이 %(when)s(으)로 바뀌었습니다. 인증번호는 그대로입니다."
    )
    return heading, text % {
        "name": appointment.name,
        "service": appointment.service.name,
        "when": spoken_time(appointment.starts_at),
    }


def slot_offered(offer: SlotOffer, appointment: Appointment) -> Text:
    heading = _("[마주] 더 빠른 상담 시간 안내")
    text = _(
        "%(name)s 님, %(service)s 상담을 %(when)s에 하실 수 있습니다. "
        "%(until)s까지 누리집에서 이름과 인증번호를 입력하고 골라 주세요. "
        "고르지 않으면 지금 예약이 그대로 남습니다."
    )
    return heading, text % {
        "name": appointment.name,
        "service": appointment.service.name,
        "when": spoken_time(offer.hold.starts_at),
        "until": spoken_time(offer.expires_at),
    }


def request_received(request: BookingRequest, code: str) -> Text:
    heading = _("[마주] 상담 요청을 받았습니다")
    text = _(
        "%(name)s 님, %(service)s 상담 요청을 받았습니다. 인증번호 %(code)s. "
        "담당자가 시간을 제안하면 알려 드립니다."
    )
    return heading, text % {"name": request.name, "service": request.service.name, "code": code}


def times_proposed(request: BookingRequest) -> Text:
    heading = _("[마주] 상담 시간을 제안합니다")
    text = _(
        "%(name)s 님, %(service)s 상담 시간을 제안했습니다. "
        "누리집에서 이름과 인증번호를 입력하고 %(until)s까지 골라 주세요."
    )
    until = min(offer.expires_at for offer in request.open_offers)
    return heading, text % {
        "name": request.name,
        "service": request.service.name,
        "until": spoken_time(until),
    }


def request_declined(request: BookingRequest) -> Text:
    heading = _("[마주] 상담 요청에 답변드립니다")
    text = _("%(name)s 님, 요청하신 %(service)s 영상상담이 어렵습니다. 까닭: %(reason)s")
    return heading, text % {
        "name": request.name,
        "service": request.service.name,
        "reason": request.decline_reason,
    }
