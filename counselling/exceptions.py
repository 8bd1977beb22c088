"""The error tree; str(error) is a Korean sentence for people (translated when shown).

CounsellingError
├── AppointmentError: SlotTaken, SlotNotOffered, HoldExpired, TooManyBookings, CannotCancel,
│   AlreadyBookedThen, CannotMove, TooLateToChange, OfferOver, OfficialBusy, RequestAnswered
├── EntryError: WrongCode, CodeExpired, TooEarly, TooManyTries
├── QueueError: LineClosed, LineSuspended, AlreadyWaiting, NobodyWaiting, TicketTaken, DeskBusy,
│   DeskTaken
├── SessionError: SessionClosed, OutcomeMissing
├── KioskError: WrongEnrolmentCode, KioskDisabled
├── ConferenceError: ConferenceClosed, NotInLobby
├── AdministrationError: ChangedMeanwhile, HoursOverlap, NumberTaken, StillServed,
│   LastAdministrator, RoleHeld
├── NoticeError: ClaimLost, CannotRetry, CannotReply
└── StateChanged: somebody else was faster
"""

import datetime as dt
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CounsellingError(Exception):
    """Base of all; `text` is what people read, translated when str() is taken."""

    text: str | Promise = _("처리하지 못했습니다. 잠시 뒤 다시 해 보세요.")

    def __init__(self, text: str | Promise | None = None) -> None:
        self.text = text or type(self).text
        super().__init__(self.text)

    def __str__(self) -> str:
        return str(self.text)


class StateChanged(CounsellingError):
    """A conditional update touched no row: the thing is no longer in the state we saw."""

    text = _("그사이 상태가 바뀌었습니다. 화면을 새로 확인하세요.")


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


class TooManyFromNetwork(CounsellingError):
    text = _(
        "같은 인터넷 주소에서 신청이 많아 잠시 쉬고 있습니다. "
        "1분 뒤 다시 하세요. 급하면 국번 없이 110번으로 전화하세요."
    )


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


class EntryError(CounsellingError):
    pass


class WrongCode(EntryError):
    text = _("이름 또는 인증번호가 맞지 않습니다. 다시 확인해 주세요.")


class CodeExpired(EntryError):
    text = _("사용 기간이 끝난 인증번호입니다. 인증번호를 다시 받아 주세요.")


class TooEarly(EntryError):
    """The door opens later; `opens_at` is when."""

    text = _("아직 입장할 시간이 아닙니다.")

    def __init__(self, text: str | Promise, *, opens_at: dt.datetime) -> None:
        super().__init__(text)
        self.opens_at = opens_at


class TooManyTries(EntryError):
    """Wrong tries slow this name on this network down; `retry_at` is when the next one counts."""

    text = _("여러 번 틀렸습니다. 잠시 뒤 다시 해 보세요.")

    def __init__(self, text: str | Promise, *, retry_at: dt.datetime) -> None:
        super().__init__(text)
        self.retry_at = retry_at


class QueueError(CounsellingError):
    pass


class LineClosed(QueueError):
    """Outside opening hours; `reopens_at` is None when no opening is known."""

    text = _("지금은 상담 시간이 아닙니다.")

    def __init__(
        self, text: str | Promise | None = None, *, reopens_at: dt.datetime | None = None
    ) -> None:
        super().__init__(text)
        self.reopens_at = reopens_at


class LineSuspended(QueueError):
    text = _("지금은 새로 대기를 받지 않습니다.")


class AlreadyWaiting(QueueError):
    """The person has a place in this line: `queue_ticket`."""

    text = _("이미 이 부서에서 기다리고 있습니다.")

    def __init__(self, text: str | Promise | None = None, *, queue_ticket: Any = None) -> None:
        super().__init__(text)
        self.queue_ticket = queue_ticket


class NobodyWaiting(QueueError):
    text = _("기다리는 분이 없습니다.")


class TicketTaken(QueueError):
    text = _("방금 다른 담당자가 호출했습니다.")


class DeskBusy(QueueError):
    text = _("이 창구는 이미 상담 중입니다. 먼저 상담을 마쳐 주세요.")


class DeskTaken(QueueError):
    text = _("이 창구에는 다른 담당자가 있습니다.")


class SessionError(CounsellingError):
    pass


class SessionClosed(SessionError):
    text = _("이미 끝난 상담입니다.")


class OutcomeMissing(SessionError):
    text = _("처리 결과를 골라 주세요.")


class KioskError(CounsellingError):
    pass


class WrongEnrolmentCode(KioskError):
    text = _("등록 코드가 맞지 않거나 기간이 지났습니다.")


class KioskDisabled(KioskError):
    text = _("사용이 중지된 단말기입니다. 직원에게 알려 주세요.")


class ConferenceError(CounsellingError):
    pass


class ConferenceClosed(ConferenceError):
    text = _("이미 끝난 회의입니다.")


class NotInLobby(ConferenceError):
    text = _("대기실에 없는 분입니다.")


class NoticeError(CounsellingError):
    pass


class ClaimLost(NoticeError):
    """The try is over: the notice was dropped, or another worker has it. For workers only."""

    text = _("이 알림은 다른 작업에서 보내고 있습니다.")


class CannotRetry(NoticeError):
    text = _("이 알림은 다시 보낼 수 없습니다.")


class CannotReply(NoticeError):
    """The appointment is cancelled, over, or the person is here already."""

    text = _("지금은 답하실 수 없는 예약입니다.")
