"""Why a booking or a request changed, in words that its history shows."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from counselling.enums import AttendanceVerdict

# What the program writes into `why` itself; everything else was typed by somebody.
WORDS = {
    "by the citizen": _("민원인이 직접 바꿈"),
    "released": _("잡은 시간을 놓음"),
    "hold ran out": _("확정하지 않은 채 시간이 지남"),
    "let down by the office": _("기관 사정으로 만나지 못해 새로 고름"),
    "from the waiting list": _("대기 신청으로 더 이른 시간을 얻음"),
    "taken by the appointment it was held for": _("잡아 둔 시간을 예약이 씀"),
    "absence": _("창구나 담당자의 부재"),
    "none suits": _("맞는 시간이 없음"),
    "the offers ran out": _("제안한 시간이 지남"),
    "demonstration": _("시연용"),
    **{verdict.value: verdict.label for verdict in AttendanceVerdict},
}
OFFICIAL, NOBODY = "official: ", "-"


def why_in_words(why: str) -> str:
    """Return a known reason in the language of the page, and what was typed as it is."""
    if not why.startswith(OFFICIAL):
        return str(WORDS.get(why, why))
    name = why.removeprefix(OFFICIAL)
    if name == NOBODY:
        return gettext("부르는 담당자가 맡음")
    return gettext("담당자: %(name)s") % {"name": name}
