"""What all errors of the domain have in common."""

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


class TooManyFromNetwork(CounsellingError):
    text = _(
        "같은 인터넷 주소에서 신청이 많아 잠시 쉬고 있습니다. "
        "1분 뒤 다시 하세요. 급하면 국번 없이 110번으로 전화하세요."
    )
