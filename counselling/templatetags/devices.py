"""A browser's own description of itself (User-Agent) in words for people."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()

# The first that is found counts: most browsers also claim to be those further down.
_BROWSERS = (
    ("Whale/", gettext_lazy("네이버 웨일")),
    ("SamsungBrowser/", gettext_lazy("삼성 인터넷")),
    ("KAKAOTALK", gettext_lazy("카카오톡")),
    ("Edg", gettext_lazy("엣지")),
    ("OPR/", gettext_lazy("오페라")),
    ("Firefox/", gettext_lazy("파이어폭스")),
    ("FxiOS/", gettext_lazy("파이어폭스")),
    ("CriOS/", gettext_lazy("크롬")),
    ("Chrome/", gettext_lazy("크롬")),
    ("Safari/", gettext_lazy("사파리")),
)
_SYSTEMS = (
    ("iPhone", gettext_lazy("아이폰")),
    ("iPad", gettext_lazy("아이패드")),
    ("Android", gettext_lazy("안드로이드 기기")),
    ("Windows", gettext_lazy("윈도우 컴퓨터")),
    ("CrOS", gettext_lazy("크롬북")),
    ("Macintosh", gettext_lazy("맥 컴퓨터")),
    ("Linux", gettext_lazy("리눅스 컴퓨터")),
)


@register.filter
def device_words(user_agent: str) -> str:
    """Browser and system, as "크롬, 윈도우 컴퓨터"."""
    found = [
        next((str(word) for mark, word in table if mark in user_agent), "")
        for table in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(word for word in found if word) or _("알 수 없는 기기")
