"""Errors of coming in with a name and a code."""

import datetime as dt

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counselling.exceptions.base import CounsellingError


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
