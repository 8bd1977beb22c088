"""Notices and what became of them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ContactMethod(TextChoices):
    EMAIL = "email", _("이메일")
    SMS = "sms", _("문자")


class NoticeKind(TextChoices):
    APPOINTMENT_CONFIRMED = "appointment_confirmed", _("예약 확정 안내")
    APPOINTMENT_CANCELLED = "appointment_cancelled", _("예약 취소 안내")
    APPOINTMENT_MOVED = "appointment_moved", _("예약 시간 변경 안내")
    SLOT_OFFERED = "slot_offered", _("빠른 시간 제안 안내")
    REQUEST_RECEIVED = "request_received", _("상담 요청 접수 안내")
    TIMES_PROPOSED = "times_proposed", _("상담 시간 제안 안내")
    REQUEST_DECLINED = "request_declined", _("상담 요청 답변 안내")
    REMINDER_EARLY = "reminder_early", _("미리 알림")
    REMINDER_SOON = "reminder_soon", _("곧 시작 알림")
    CODE_REISSUED = "code_reissued", _("인증번호 다시 보내기")
    QUEUE_TICKET_TAKEN = "queue_ticket_taken", _("대기 순번 안내")
    TURN_NEAR = "turn_near", _("곧 차례 안내")
    SESSION_CLOSED = "session_closed", _("상담 결과 안내")
    SHEET_CORRECTED = "sheet_corrected", _("상담 안내서 정정 안내")
    OBJECTION_ANSWERED = "objection_answered", _("이의에 대한 답변 안내")
    OFFICE_MISSED = "office_missed", _("담당자 불참 사과와 새 시간 안내")
    CALL_STOPPED = "call_stopped", _("상담 중단 안내")
    CONDUCT_REVIEWED = "conduct_reviewed", _("검토 결과 안내")
    CONDUCT_TO_REVIEW = "conduct_to_review", _("관리 담당자 검토 요청")
    CONTINUED_BY_PHONE = "continued_by_phone", _("전화 상담 안내")
    SUPPLEMENT_ASKED = "supplement_asked", _("보완 요청 안내")
    HANDLING_EXTENDED = "handling_extended", _("처리기간 연장 안내")
    CONFERENCE_INVITED = "conference_invited", _("회의 초대")
    STAFF_INVITED = "staff_invited", _("직원 초대")


class NoticeState(TextChoices):
    WAITING = "waiting", _("보낼 예정")
    SENDING = "sending", _("보내는 중")
    SENT = "sent", _("보냄")
    DELIVERED = "delivered", _("도착함")
    UNSURE = "unsure", _("보냈는지 확인 필요")
    FAILED = "failed", _("보내지 못함")
    DROPPED = "dropped", _("보낼 필요 없음")


class ReceiptEvent(TextChoices):
    """What is known of one try to send a notice."""

    SENT = "sent", _("받아 감")
    FAILED = "failed", _("보내지 못함")
    UNSURE = "unsure", _("보냈는지 알 수 없음")
    DELIVERED = "delivered", _("도착함")
    UNDELIVERED = "undelivered", _("도착하지 못함")
    RETRIED = "retried", _("다시 보내기")
