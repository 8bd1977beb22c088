"""The outcome that another department of a joint session writes."""

from django.db import transaction

from counselling.domain import sheets
from counselling.domain.corrections import lock_closed
from counselling.domain.written_record import Written, write
from counselling.enums import JointState
from counselling.exceptions import JointOver
from counselling.models import JointMember, User


def write_outcome(member: JointMember, written: Written, *, why: str, by: User) -> None:
    """Write the department's part; once the lead has ended the session it is a new sheet.

    Args:
        why: What stands on a new version of the sheet as its reason.

    Raises:
        JointOver: They never joined.
    """
    session = member.session
    if session is None or member.state not in JointState.writing():
        raise JointOver
    with transaction.atomic():
        if session.is_closed:
            lock_closed(session)
        write(session, member.department, written, by=by)
        if session.is_closed:
            sheets.make_sheet(session, by=by, why=why)
