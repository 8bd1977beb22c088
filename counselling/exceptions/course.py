"""Errors of what happens around a session: attendance, abuse, clocks, telephone."""

from django.utils.translation import gettext_lazy as _

from counselling.exceptions.sessions import SessionError


class CourseError(SessionError):
    pass


class CannotCorrect(CourseError):
    text = _("지금은 여기서 고칠 수 없습니다. 담당 부서의 관리 담당자에게 알려 주세요.")


class CorrectionSaysNothing(CourseError):
    text = _("지금과 다른 것을 고르고 까닭을 적어 주세요.")


class ProcedureOff(CourseError):
    text = _("이 부서는 경고하고 상담을 멈추는 절차를 쓰지 않습니다.")


class WarnFirst(CourseError):
    text = _("두 번 경고한 뒤에 상담을 멈출 수 있습니다.")


class ReasonMissing(CourseError):
    text = _("까닭을 적어 주세요.")


class AlreadySaid(CourseError):
    text = _("이미 받았습니다. 답변을 기다려 주세요.")


class NumberMissing(CourseError):
    text = _("전화번호를 숫자로 적어 주세요.")


class NoClock(CourseError):
    text = _("이 상담은 권장시간 시계를 쓰지 않습니다.")


class CannotExtend(CourseError):
    text = _("더 늘릴 수 없습니다. 두 번째 연장은 민원인이 동의해야 합니다.")


class SupplementAwaited(CourseError):
    text = _("이미 보완을 기다리고 있습니다.")


class NothingAwaited(CourseError):
    text = _("기다리는 보완이 없습니다.")
