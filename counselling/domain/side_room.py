"""A word among the officials of a call (L7): everybody else is on hold meanwhile.

Who is on hold neither hears nor sees, is not heard or seen, and is told so on their screen.
"""

from counselling import live
from counselling.exceptions import NotInCall
from counselling.models import CounsellingSession
from video import calls
from video.enums import SeatRole
from video.models import Call, Seat

OFFICIALS = (SeatRole.OFFICIAL, SeatRole.LISTENER)


def set_apart(session: CounsellingSession, *, apart: bool) -> None:
    """Put everybody who is no official on hold, or back into the call.

    Raises:
        NotInCall: The call is over.
    """
    call = calls.open_calls().filter(ref=session.call_ref).first()
    if call is None:
        raise NotInCall
    for seat in calls.open_seats(call).exclude(role__in=OFFICIALS).select_related("call"):
        calls.hold_seat(seat, on_hold=apart)
    live.touch(session)


def is_apart(session: CounsellingSession) -> bool:
    """Say whether the officials are among themselves."""
    call = Call.objects.filter(ref=session.call_ref).first()
    if call is None:
        return False
    return Seat.objects.filter(call=call, on_hold=True, role=SeatRole.CITIZEN).exists()
