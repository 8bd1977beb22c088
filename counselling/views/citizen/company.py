"""Who is in the call beside the citizen: agencies and names, and to whom the call goes on."""

from counselling.domain.queries.handovers import last_handover_of
from counselling.enums import JointState
from counselling.models import CounsellingSession


def company_in(session: CounsellingSession) -> dict[str, object]:
    """Return what citizen/_call_strip.html shows."""
    ticket = session.queue_ticket
    handover = last_handover_of(ticket) if ticket else None
    if handover is not None and handover.call_ref != session.call_ref:
        handover = None
    host = handover.to_session if handover and handover.to_session else session
    joint = host.joint_members.filter(state=JointState.JOINED)
    return {
        "handover": handover,
        "host": host,
        "joint": joint.select_related("department__agency", "official"),
    }
