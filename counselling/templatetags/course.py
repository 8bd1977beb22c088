"""What happens in the course of a session, beside the call: clock, warnings, telephone."""

from typing import Any

from django import template

from counselling.domain import legal_clocks
from counselling.domain.cases import case_of
from counselling.models import CounsellingSession
from counselling.views.course_strip import citizens_strip, desks_strip, facts_of, kiosks_strip

register = template.Library()


@register.inclusion_tag("course/_citizen_strip.html")
def citizen_course(session: CounsellingSession, at_kiosk: object = False) -> dict[str, Any]:
    """Show the strip; `at_kiosk` is empty where the page is none of a kiosk's."""
    return kiosks_strip(session) if at_kiosk else citizens_strip(session)


@register.inclusion_tag("course/_desk_strip.html")
def desk_course(session: CounsellingSession) -> dict[str, Any]:
    return desks_strip(session)


@register.inclusion_tag("course/_legal_due.html")
def legal_due(session: CounsellingSession) -> dict[str, Any]:
    """Show until when the petition at the desk is to be handled."""
    return {"clock": legal_clocks.clock_of(case_of(session))}


@register.inclusion_tag("course/_facts.html")
def course_facts(session: CounsellingSession) -> dict[str, Any]:
    """Show, after the end, how the session went on and until when it is handled."""
    return facts_of(session)
