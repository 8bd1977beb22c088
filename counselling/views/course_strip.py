"""What the strip beside a call shows to each side."""

from typing import Any

from counselling.domain import legal_clocks, misconduct, phone_talks
from counselling.domain.cases import case_of
from counselling.domain.recommended_time import EXTENDED_BY_MINUTES, has_clock, reading_of
from counselling.domain.unit_settings import setting
from counselling.forms.course import StopForm, WarningForm
from counselling.models import ConductComplaint, CounsellingSession, Misconduct


def citizens_strip(session: CounsellingSession) -> dict[str, Any]:
    """Return what the citizen sees: clock, warning with the statute, telephone.

    Who was handed over in the same call still has the page of the first session: the last counts.
    """
    session = (
        CounsellingSession.objects.filter(call_ref=session.call_ref).order_by("-pk").first()
        or session
    )
    return {
        **_both_sides(session),
        "department_phone": setting(session.department, "phone"),
        "own_phone": case_of(session).phone,
    }


def kiosks_strip(session: CounsellingSession) -> dict[str, Any]:
    """Return what the citizen sees at a kiosk: no telephone, and reporting by touch."""
    strip = citizens_strip(session)
    complaint = ConductComplaint.objects.filter(session=strip["session"]).first()
    return {**strip, "at_kiosk": True, "complaint": complaint}


def desks_strip(session: CounsellingSession) -> dict[str, Any]:
    """Return what the official sees, with what they can do."""
    return {
        **_both_sides(session),
        "has_clock": has_clock(session),
        "may_extend_by": EXTENDED_BY_MINUTES,
        "is_used": misconduct.is_used(session),
        "warning_form": WarningForm(),
        "stop_form": StopForm(),
        "phone": phone_talks.number_of(session),
    }


def facts_of(session: CounsellingSession) -> dict[str, Any]:
    """Return what is left to say of it after the end."""
    return {
        "session": session,
        "misconduct": Misconduct.objects.filter(session=session).first(),
        "talk": phone_talks.talk_of(session),
        "extensions": session.clock_extensions.all(),
        "legal_clock": legal_clocks.clock_of(case_of(session)),
    }


def _both_sides(session: CounsellingSession) -> dict[str, Any]:
    reading = reading_of(session)
    seconds = {}
    if reading is not None:
        seconds = {
            "elapsed_seconds": int(reading.elapsed.total_seconds()),
            "limit_seconds": int(reading.limit.total_seconds()),
            "left_seconds": int(reading.left.total_seconds()),
            "notice_seconds": int(reading.notice.total_seconds()),
            "limit_minutes": int(reading.limit.total_seconds()) // 60,
            "left_words": f"{int(reading.left.total_seconds()) // 60}:"
            f"{int(reading.left.total_seconds()) % 60:02}",
        }
    return {
        "session": session,
        "reading": reading,
        **seconds,
        "last_extension": session.clock_extensions.last(),
        "misconduct": Misconduct.objects.filter(session=session).first(),
        "talk": phone_talks.talk_of(session),
        "is_in_trouble": phone_talks.is_in_trouble(session),
    }
