"""The tabs above the pages of planning: those that the person may open."""

from typing import Any

from django import template
from django.template import RequestContext
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from counselling.rules import (
    is_official,
    may_book_for_others,
    may_plan_absences,
    supervises_something,
)

register = template.Library()

TABS = (
    (is_official, "desk_bookings", _("예약")),
    (is_official, "desk_requests", _("시간 요청")),
    (may_book_for_others, "desk_book_for_service", _("대신 예약하기")),
    (is_official, "desk_joint_list", _("합동 상담")),
    (is_official, "desk_petitions", _("처리할 민원")),
    (supervises_something, "desk_to_review", _("검토할 상담")),
    (supervises_something, "desk_objections", _("안내서에 대한 이의")),
    (may_plan_absences, "desk_absences", _("부재 일정")),
)


@register.inclusion_tag("desk/_planning_nav.html", takes_context=True)
def planning_nav(context: RequestContext) -> dict[str, Any]:
    """Show the tabs; the one whose address begins most of the page's own is the current one."""
    request = context["request"]
    tabs = [(reverse(name), word) for may, name, word in TABS if may(request.actor, None)]
    begun = [address for address, _word in tabs if request.path.startswith(address)]
    return {"tabs": tabs, "current": max(begun, key=len, default="")}
