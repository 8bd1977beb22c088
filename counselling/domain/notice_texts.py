"""What notices say, in the language of the person: (heading, text).

SMS texts hold no link: people type name and code at the address they know.
"""

import datetime as dt
from collections.abc import Callable

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from counselling.models import Appointment, Conference, CounsellingSession, QueueTicket, Service

Text = tuple[str, str]


def in_language_of(language: str, write: Callable[[], Text]) -> Text:
    """Call `write` with the person's language active."""
    with translation.override(language):
        return write()


def appointment_confirmed(appointment: Appointment, code: str) -> Text:
    heading = _("[마주] 영상상담 예약 안내")
    text = _(
        "%(name)s 님, %(when)s %(service)s 예약이 확정되었습니다. "
        "인증번호 %(code)s. "
        "10분 전부터 누리집의 '예약한 상담 입장'에서 이름과 인증번호를 입력하세요."
    )
    return heading, text % {
        "name": appointment.name,
        "when": spoken_time(appointment.starts_at),
        "service": appointment.service.name,
        "code": code,
    }


def appointment_cancelled(appointment: Appointment) -> Text:
    heading = _("[마주] 영상상담 예약 취소 안내")
    text = _("%(name)s 님, %(when)s %(service)s 예약이 취소되었습니다.")
    return heading, text % {
        "name": appointment.name,
        "when": spoken_time(appointment.starts_at),
        "service": appointment.service.name,
    }


def code_reissued(service: Service, name: str, code: str) -> Text:
    heading = _("[마주] 새 인증번호 안내")
    text = _(
        "%(name)s 님, %(service)s 상담의 새 인증번호는 %(code)s입니다. 앞의 번호는 쓸 수 없습니다."
    )
    return heading, text % {"name": name, "service": service.name, "code": code}


def queue_ticket_taken(ticket: QueueTicket, code: str) -> Text:
    heading = _("[마주] 대기 순번 안내")
    text = _(
        "%(name)s 님의 %(service)s 대기 번호는 %(number)d번입니다. 인증번호 %(code)s. "
        "다른 기기에서 이어서 하거나 상담 결과를 볼 때 이름과 함께 입력하세요."
    )
    return heading, text % {
        "name": ticket.name,
        "service": ticket.service.name,
        "number": ticket.number,
        "code": code,
    }


def session_closed(session: CounsellingSession, name: str) -> Text:
    heading = _("[마주] 상담 결과 안내")
    text = _(
        "%(name)s 님, %(service)s 상담이 끝났습니다. "
        "결과는 누리집에서 이름과 인증번호를 입력하면 7일 동안 볼 수 있습니다."
    )
    return heading, text % {"name": name, "service": session.service.name}


def conference_invited(conference: Conference, name: str, code: str) -> Text:
    heading = _("[마주] 정책자문회의 초대")
    text = _(
        "%(name)s 님, %(when)s '%(title)s' 회의에 초대합니다. "
        "인증번호 %(code)s. 누리집의 입장 화면에서 이름과 인증번호를 입력하세요."
    )
    return heading, text % {
        "name": name,
        "when": spoken_time(conference.starts_at),
        "title": conference.title,
        "code": code,
    }


def spoken_time(moment: dt.datetime) -> str:
    """Write a moment as people say it, Korean time."""
    return formats.date_format(timezone.localtime(moment), "MONTH_DAY_TIME_FORMAT")
