"""Tells programs from people without a puzzle and without anybody outside (features.md, B12).

Two things are looked at: a box that people do not see must stay empty, and a form must have been on
the screen for a moment, which the form itself says in a signed value. Whoever looks like a program
gets the page back with all that was typed and one box to tick. Nobody is shut out, and nothing is
remembered about anybody.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SALT = "quiet-check"
DRAWN_FIELD = "drawn"
# Nobody reads a form, fills it in and ticks the consents sooner.
LEAST_SECONDS = 2


class QuietCheck(forms.Form):
    """Rides along in a form for citizens: templates/components/quiet_check.html.

    `asks` says that the box is shown; the page then is as it was sent. A page that is drawn anew
    without being judged, as after adding a paper, gives the token it had as `drawn`.
    """

    website = forms.CharField(required=False)
    drawn = forms.CharField(required=False)
    is_person = forms.BooleanField(label=_("네, 제가 직접 적었습니다."), required=False)

    def __init__(self, data: Any = None, *, drawn: str = "") -> None:
        super().__init__(data)
        self._drawn = drawn if data is None else str(data.get("drawn", ""))
        self.asks = data is None and bool(_read(drawn).get("asks"))

    @property
    def please_tick(self) -> str:
        """What is said beside the box; also on a page that is drawn anew."""
        return str(_PLEASE_TICK)

    def clean(self) -> dict[str, Any]:
        """Let people through; ask what looks like a program once more."""
        data = super().clean() or {}
        if not settings.BOT_CHECK:
            return data
        drawn = _read(self._drawn)
        was_asked = bool(drawn.get("asks"))
        is_confirmed = was_asked and bool(data.get("is_person"))
        is_filled_in = bool(data.get("website")) and not is_confirmed
        self.asks = was_asked and not is_confirmed
        if is_filled_in or _is_too_soon(drawn) or self.asks or self.errors:
            self.asks = True
            raise ValidationError(_PLEASE_TICK)
        return data

    @property
    def token(self) -> str:
        """What the form carries: when it was first drawn, and whether the box was shown."""
        at = _read(self._drawn).get("at", timezone.now().timestamp())
        return signing.dumps({"at": at, "asks": self.asks}, salt=SALT)


def _read(token: str) -> dict[str, Any]:
    """Return what is signed in a token; nothing for one that is missing or was made up."""
    try:
        return dict(signing.loads(token, salt=SALT))
    except signing.BadSignature:
        return {}


def _is_too_soon(drawn: dict[str, Any]) -> bool:
    return not drawn or timezone.now().timestamp() - drawn["at"] < LEAST_SECONDS


_PLEASE_TICK = _(
    "잠깐만 확인하겠습니다. 프로그램이 아니라 직접 적으셨다면 아래 칸을 누르고 다시 보내 주세요. "
    "적으신 내용은 그대로 있습니다."
)
