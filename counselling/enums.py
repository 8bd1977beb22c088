"""States and labels: one TextChoices per state machine, with its named groups of states."""

from typing import Any

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Language(TextChoices):
    KOREAN = "ko", "한국어"
    ENGLISH = "en", "English"


class AgencyKind(TextChoices):
    CENTRAL = "central", _("중앙행정기관")
    METROPOLITAN = "metropolitan", _("광역시")
    PROVINCE = "province", _("도")
    DISTRICT = "district", _("자치구")
    CITY = "city", pgettext_lazy("kind of local government", "시")

    @classmethod
    def local(cls) -> tuple["AgencyKind", ...]:
        """The kinds that have their own copy of the local departments and services."""
        return (cls.DISTRICT, cls.CITY)


class Role(TextChoices):
    """What a member of staff is in a department or agency; `operator` is for the whole site."""

    OFFICIAL = "official", _("담당자")
    SUPERVISOR = "supervisor", _("관리 담당자")
    ADMINISTRATOR = "administrator", _("기관 관리자")
    INTERPRETER = "interpreter", _("통역사")
    HELPER = "helper", _("현장 도우미")
    SECRETARY = "secretary", _("간사")
    OPERATOR = "operator", _("운영자")


class Weekday(IntegerChoices):
    """Numbered like `datetime.date.weekday()`."""

    MONDAY = 0, _("월요일")
    TUESDAY = 1, _("화요일")
    WEDNESDAY = 2, _("수요일")
    THURSDAY = 3, _("목요일")
    FRIDAY = 4, _("금요일")
    SATURDAY = 5, _("토요일")
    SUNDAY = 6, _("일요일")


class AssignmentRule(TextChoices):
    """Who takes an appointment of a service."""

    FIRST_FREE = "first_free", _("그 시간에 비어 있는 창구")
    SHARED_QUEUE = "shared_queue", _("부서가 함께 받아 먼저 부르는 창구")
    NAMED_PERSON = "named_person", _("정해진 담당자")


class ChangeTopic(TextChoices):
    """What the history of a unit is about."""

    UNIT = "unit", _("부서·창구")
    SETTINGS = "settings", _("설정")
    HOURS = "hours", _("상담 시간")
    CLOSURE = "closure", _("휴무")
    HOLIDAY = "holiday", _("공휴일")
    SERVICE = "service", _("상담 서비스")
    PEOPLE = "people", _("직원")
    SITE = "site", _("민원실")
    NOTICE = "notice", _("알림 문구")
    LINE = "line", _("대기 안내")


class AppointmentState(TextChoices):
    HELD = "held", _("시간 잡음")
    CONFIRMED = "confirmed", _("예약 확정")
    ENTERED = "entered", _("입장함")
    IN_SESSION = "in_session", _("상담 중")
    DONE = "done", _("상담 마침")
    EXPIRED = "expired", _("시간 지남")
    CANCELLED = "cancelled", _("취소됨")
    NO_SHOW = "no_show", _("불참")
    # Only in the history: a moved appointment keeps its row, its reference and its code.
    MOVED = "moved", _("시간 변경됨")

    @classmethod
    def active(cls) -> tuple["AppointmentState", ...]:
        """States that occupy the desk; the overlap constraint counts exactly these."""
        return (cls.HELD, cls.CONFIRMED, cls.ENTERED, cls.IN_SESSION)

    @classmethod
    def upcoming(cls) -> tuple["AppointmentState", ...]:
        """States in which the citizen may still come."""
        return (cls.CONFIRMED, cls.ENTERED)


class QueueTicketState(TextChoices):
    WAITING = "waiting", _("대기")
    CALLED = "called", _("호출")
    IN_SESSION = "in_session", _("상담 중")
    DONE = "done", _("상담 마침")
    PARKED = "parked", _("보류")
    MISSED = "missed", _("부재")
    LEFT = "left", _("대기 취소")
    TRANSFERRED = "transferred", _("이송")

    @classmethod
    def active(cls) -> tuple["QueueTicketState", ...]:
        """States in which the person still has a place: no second one in the same line."""
        return (cls.WAITING, cls.CALLED, cls.IN_SESSION, cls.PARKED, cls.MISSED)

    @classmethod
    def at_desk(cls) -> tuple["QueueTicketState", ...]:
        """States that occupy a desk: one at a time."""
        return (cls.CALLED, cls.IN_SESSION)


class SessionState(TextChoices):
    OPEN = "open", _("연결 중")
    LIVE = "live", _("상담 중")
    PAUSED = "paused", _("잠시 멈춤")
    HANDING_OVER = "handing_over", _("넘기는 중")
    CLOSED = "closed", _("상담 마침")

    @classmethod
    def unfinished(cls) -> tuple["SessionState", ...]:
        """States in which the session is what its queue ticket is called to."""
        return (cls.OPEN, cls.LIVE, cls.PAUSED)

    @classmethod
    def at_desk(cls) -> tuple["SessionState", ...]:
        """States that occupy the desk: until who hands over has left the call, too."""
        return (*cls.unfinished(), cls.HANDING_OVER)


class ParticipantRole(TextChoices):
    CITIZEN = "citizen", _("민원인")
    OFFICIAL = "official", _("담당자")
    JOINT_OFFICIAL = "joint_official", _("함께하는 담당자")
    INTERPRETER = "interpreter", _("통역사")
    HELPER = "helper", _("현장 도우미")
    REPRESENTATIVE = "representative", _("법정대리인")
    COLLEAGUE = "colleague", _("함께하는 담당자")
    LISTENER = "listener", _("듣고 있는 관리자")
    GUEST = "guest", _("함께하는 분")


class ParticipantState(TextChoices):
    INVITED = "invited", _("초대함")
    WAITING = "waiting", _("기다리는 중")
    ADMITTED = "admitted", _("입장 허락")
    CONNECTED = "connected", _("연결됨")
    WEAK = "weak", _("연결 불안정")
    LOST = "lost", _("연결 끊김")
    LEFT = "left", _("나감")


class Outcome(TextChoices):
    """How a session ended, as the citizen reads it."""

    ANSWERED = "answered", _("상담을 마쳤습니다")
    DOCUMENTS_NEEDED = "documents_needed", _("서류를 더 내셔야 합니다")
    VISIT_NEEDED = "visit_needed", _("방문이 필요합니다")
    REFERRED = "referred", _("다른 기관을 안내했습니다")
    FOLLOW_UP = "follow_up", _("담당자가 다시 연락드립니다")
    CITIZEN_LEFT = "citizen_left", _("민원인이 먼저 나갔습니다")
    TECHNICAL = "technical", _("연결 문제로 마쳤습니다")
    # Never chosen by hand: what the procedure against abuse ends with.
    STOPPED = "stopped", _("담당자가 상담을 멈췄습니다")

    @classmethod
    def chosen_by_hand(cls) -> list[tuple[str, Any]]:
        return [(value, label) for value, label in cls.choices if value != cls.STOPPED]


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


class KioskState(TextChoices):
    AWAITING = "awaiting", _("등록 대기")
    ACTIVE = "active", _("사용 중")
    DISABLED = "disabled", _("사용 중지")


class ConferenceState(TextChoices):
    PLANNED = "planned", _("시작 전")
    LOBBY = "lobby", _("대기실 열림")
    IN_SESSION = "in_session", _("회의 중")
    PAUSED = "paused", _("잠시 멈춤")
    CLOSED = "closed", _("회의 마침")

    @classmethod
    def running(cls) -> tuple["ConferenceState", ...]:
        return (cls.LOBBY, cls.IN_SESSION, cls.PAUSED)


class MemberRole(TextChoices):
    CHAIR = "chair", _("위원장")
    MEMBER = "member", _("위원")
    SECRETARY = "secretary", _("간사")
    PRESENTER = "presenter", _("발표자")
    OBSERVER = "observer", _("참관인")


class MemberState(TextChoices):
    INVITED = "invited", _("초대함")
    LOBBY = "lobby", _("대기실에 있음")
    ADMITTED = "admitted", _("회의 참여")
    DENIED = "denied", _("입장 거절")
    LEFT = "left", _("나감")


class CheckResult(TextChoices):
    """One part of the equipment check."""

    GOOD = "good", _("좋음")
    WEAK = "weak", _("약함")
    FAILED = "failed", _("안 됨")
    SKIPPED = "skipped", _("확인 안 함")


class DayReason(TextChoices):
    """Why a day has no free time."""

    HOLIDAY = "holiday", _("공휴일")
    WEEKEND = "weekend", _("주말")
    CLOSED = "closed", _("휴무")
    FULL = "full", _("마감")
    OVER = "over", _("업무 종료")
