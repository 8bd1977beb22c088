"""What notices say where an agency has no words of its own, and how a text becomes a message.

Text messages hold no link: people type name and code at the address they know (F5). An e-mail
may name the address.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counselling.domain.notice_words import fill_in, one_line, written
from counselling.enums import NoticeKind


@dataclass(frozen=True)
class Words:
    """A heading and a text with words left open."""

    heading: str | Promise
    text: str | Promise
    uses: tuple[str, ...]
    """The words that the text may leave open."""


@dataclass(frozen=True)
class Text:
    """What is sent: the heading and text of the e-mail, and the text message."""

    heading: str
    email_text: str
    sms_text: str


PERSON = ("name", "service", "agency", "department", "phone")
BOOKED = (*PERSON, "when")
COMING = (*BOOKED, "door")
DEFAULTS: dict[NoticeKind, Words] = {
    NoticeKind.APPOINTMENT_CONFIRMED: Words(
        _("[마주] 영상상담 예약 안내"),
        _(
            "%(name)s 님, %(when)s %(service)s 예약이 확정되었습니다. "
            "인증번호 %(code)s. "
            "%(door)s부터 누리집의 '예약한 상담 입장'에서 이름과 인증번호를 입력하세요."
        ),
        (*COMING, "code"),
    ),
    NoticeKind.APPOINTMENT_CANCELLED: Words(
        _("[마주] 영상상담 예약 취소 안내"),
        _("%(name)s 님, %(when)s %(service)s 예약이 취소되었습니다."),
        BOOKED,
    ),
    NoticeKind.APPOINTMENT_MOVED: Words(
        _("[마주] 영상상담 시간 변경 안내"),
        _("%(name)s 님, %(service)s 예약이 %(when)s(으)로 바뀌었습니다. 인증번호는 그대로입니다."),
        COMING,
    ),
    NoticeKind.REMINDER_EARLY: Words(
        _("[마주] 영상상담 예약 알림"),
        _(
            "%(name)s 님, %(when)s %(service)s 상담이 있습니다. 누리집의 '예약한 상담 입장'에서 "
            "이름과 인증번호를 입력하고 '가겠습니다'나 '못 갑니다'를 눌러 주세요."
        ),
        COMING,
    ),
    NoticeKind.REMINDER_SOON: Words(
        _("[마주] 영상상담 곧 시작"),
        _(
            "%(name)s 님, %(when)s %(service)s 상담이 곧 시작합니다. "
            "누리집의 '예약한 상담 입장'에서 이름과 인증번호를 입력하고 들어오세요."
        ),
        COMING,
    ),
    NoticeKind.SLOT_OFFERED: Words(
        _("[마주] 더 빠른 상담 시간 안내"),
        _(
            "%(name)s 님, %(service)s 상담을 %(when)s에 하실 수 있습니다. "
            "%(until)s까지 누리집에서 이름과 인증번호를 입력하고 골라 주세요. "
            "고르지 않으면 지금 예약이 그대로 남습니다."
        ),
        (*BOOKED, "until"),
    ),
    NoticeKind.REQUEST_RECEIVED: Words(
        _("[마주] 상담 요청을 받았습니다"),
        _(
            "%(name)s 님, %(service)s 상담 요청을 받았습니다. 인증번호 %(code)s. "
            "담당자가 시간을 제안하면 알려 드립니다."
        ),
        (*PERSON, "code"),
    ),
    NoticeKind.TIMES_PROPOSED: Words(
        _("[마주] 상담 시간을 제안합니다"),
        _(
            "%(name)s 님, %(service)s 상담 시간을 제안했습니다. "
            "누리집에서 이름과 인증번호를 입력하고 %(until)s까지 골라 주세요."
        ),
        (*PERSON, "until"),
    ),
    NoticeKind.REQUEST_DECLINED: Words(
        _("[마주] 상담 요청에 답변드립니다"),
        _("%(name)s 님, 요청하신 %(service)s 영상상담이 어렵습니다. 까닭: %(reason)s"),
        (*PERSON, "reason"),
    ),
    NoticeKind.CODE_REISSUED: Words(
        _("[마주] 새 인증번호 안내"),
        _(
            "%(name)s 님, %(service)s 상담의 새 인증번호는 %(code)s입니다. "
            "앞의 번호는 쓸 수 없습니다."
        ),
        (*PERSON, "code"),
    ),
    NoticeKind.QUEUE_TICKET_TAKEN: Words(
        _("[마주] 대기 순번 안내"),
        _(
            "%(name)s 님의 %(service)s 대기 번호는 %(number)s번입니다. 인증번호 %(code)s. "
            "다른 기기에서 이어서 하거나 상담 결과를 볼 때 이름과 함께 입력하세요."
        ),
        (*PERSON, "number", "code"),
    ),
    NoticeKind.TURN_NEAR: Words(
        _("[마주] 곧 차례입니다"),
        _(
            "%(name)s 님, %(service)s 상담 차례가 곧 옵니다. 대기 번호 %(number)s번. "
            "누리집의 '상담 입장'에서 이름과 인증번호를 입력하고 기다려 주세요."
        ),
        (*PERSON, "number"),
    ),
    NoticeKind.SESSION_CLOSED: Words(
        _("[마주] 상담 결과 안내"),
        _(
            "%(name)s 님, %(service)s 상담이 끝났습니다. "
            "결과는 누리집에서 이름과 인증번호를 입력하면 7일 동안 볼 수 있습니다."
        ),
        PERSON,
    ),
    NoticeKind.SHEET_CORRECTED: Words(
        _("[마주] 상담 안내서가 바뀌었습니다"),
        _(
            "%(name)s 님, %(service)s 상담 안내서를 바로잡았습니다. "
            "누리집에서 이름과 인증번호를 입력하면 새 안내서를 볼 수 있습니다."
        ),
        PERSON,
    ),
    NoticeKind.OBJECTION_ANSWERED: Words(
        _("[마주] 이의에 답변드립니다"),
        _(
            "%(name)s 님, %(service)s 상담에 대한 이의에 답변했습니다. "
            "누리집에서 이름과 인증번호를 입력하면 읽을 수 있습니다."
        ),
        PERSON,
    ),
    NoticeKind.OFFICE_MISSED: Words(
        _("[마주] 담당자가 오지 못해 죄송합니다"),
        _(
            "%(name)s 님, %(when)s %(service)s 상담에 담당자가 오지 못했습니다. 죄송합니다. "
            "누리집에서 이름과 인증번호를 입력하면 다른 시간을 바로 고를 수 있습니다. "
            "전화 %(phone)s"
        ),
        BOOKED,
    ),
    NoticeKind.CALL_STOPPED: Words(
        _("[마주] 상담을 멈춘 까닭 안내"),
        _(
            "%(name)s 님, %(service)s 상담을 담당자가 멈췄습니다. 까닭: %(reason)s "
            "(민원처리법 제4조·제5조). 누리집에서 이름과 인증번호를 입력하면 이의를 제기하고, "
            "하시던 민원을 글로 이어 갈 수 있습니다. 전화 %(phone)s"
        ),
        (*PERSON, "reason"),
    ),
    NoticeKind.CONDUCT_REVIEWED: Words(
        _("[마주] 검토 결과를 알려 드립니다"),
        _(
            "%(name)s 님, %(service)s 상담에 대해 내신 의견을 검토했습니다. "
            "누리집에서 이름과 인증번호를 입력하면 답변을 읽을 수 있습니다."
        ),
        PERSON,
    ),
    NoticeKind.CONDUCT_TO_REVIEW: Words(
        _("[마주] 검토할 상담이 있습니다"),
        _("%(name)s 님, %(department)s 상담에서 검토할 일이 생겼습니다: %(reason)s"),
        ("name", "department", "reason"),
    ),
    NoticeKind.CONTINUED_BY_PHONE: Words(
        _("[마주] 전화로 상담을 이어 갑니다"),
        _(
            "%(name)s 님, %(service)s 상담을 전화로 이어 갑니다. 담당자가 곧 전화드립니다. "
            "받지 못하시면 %(phone)s(으)로 전화해 주세요."
        ),
        PERSON,
    ),
    NoticeKind.SUPPLEMENT_ASKED: Words(
        _("[마주] 보완해 주세요"),
        _(
            "%(name)s 님, %(service)s 민원을 처리하는 데 더 필요한 것이 있습니다: %(reason)s "
            "내실 때까지 처리기간을 세지 않습니다."
        ),
        (*PERSON, "reason"),
    ),
    NoticeKind.HANDLING_EXTENDED: Words(
        _("[마주] 처리기간을 늘렸습니다"),
        _("%(name)s 님, %(service)s 민원의 처리기간을 %(until)s까지 늘렸습니다. 까닭: %(reason)s"),
        (*PERSON, "until", "reason"),
    ),
    NoticeKind.CONFERENCE_INVITED: Words(
        _("[마주] 정책자문회의 초대"),
        _(
            "%(name)s 님, %(when)s '%(title)s' 회의에 초대합니다. "
            "인증번호 %(code)s. 누리집의 입장 화면에서 이름과 인증번호를 입력하세요."
        ),
        ("name", "when", "title", "agency", "phone", "code"),
    ),
    NoticeKind.STAFF_INVITED: Words(
        _("[마주] 직원 초대"),
        _(
            "%(name)s 님, %(agency)s에서 영상상담 직원(%(role)s)으로 초대합니다. "
            "누리집 %(site)s에 이 이메일로 로그인하거나 계정을 만들면 초대가 보입니다. "
            "초대는 7일 동안 열려 있습니다."
        ),
        ("name", "agency", "role", "site", "phone"),
    ),
}


def default_text(kind: NoticeKind, language: str) -> Text:
    """Return the product's own words as a template, with {이름} and the like left open."""
    words = DEFAULTS[kind]
    with translation.override(language):
        text = str(words.text) % {key: written(key, language) for key in words.uses}
        return Text(heading=str(words.heading), email_text=text, sms_text=text)


def write(template: Text, values: Mapping[str, str], language: str) -> Text:
    """Fill a template in and put it into the frame of an e-mail and of a text message."""
    with translation.override(language):
        about = {"agency": values.get("agency", ""), "phone": values.get("phone", "")}
        frame = {**about, "address": f"{settings.PUBLIC_URL}/enter/"}
        email_text = fill_in(template.email_text.replace("\r\n", "\n"), values)
        sms_text = fill_in(template.sms_text.replace("\r\n", "\n"), values)
        return Text(
            heading=one_line(fill_in(template.heading, values))[:200],
            email_text=render_to_string("emails/notice.txt", {**frame, "text": email_text}),
            sms_text=render_to_string("sms/notice.txt", {"text": sms_text}).strip(),
        )


def spoken_time(moment: dt.datetime) -> str:
    """Write a moment as people say it, Korean time."""
    return formats.date_format(timezone.localtime(moment), "MONTH_DAY_TIME_FORMAT")
