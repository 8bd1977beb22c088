"""Units, their people and their hours."""

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
    AUDITOR = "auditor", _("감사 담당자")
    OPERATOR = "operator", _("운영자")

    @classmethod
    def of_agency(cls) -> tuple["Role", ...]:
        """Roles that are held in a whole agency only."""
        return (cls.ADMINISTRATOR, cls.SECRETARY, cls.AUDITOR)


class Weekday(IntegerChoices):
    """Numbered like `datetime.date.weekday()`."""

    MONDAY = 0, _("월요일")
    TUESDAY = 1, _("화요일")
    WEDNESDAY = 2, _("수요일")
    THURSDAY = 3, _("목요일")
    FRIDAY = 4, _("금요일")
    SATURDAY = 5, _("토요일")
    SUNDAY = 6, _("일요일")


class DayReason(TextChoices):
    """Why a day has no free time."""

    HOLIDAY = "holiday", _("공휴일")
    WEEKEND = "weekend", _("주말")
    CLOSED = "closed", _("휴무")
    FULL = "full", _("마감")
    OVER = "over", _("업무 종료")


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
