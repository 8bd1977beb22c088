"""What people say about who came. It goes before evidence and is never changed by it.

The citizen may correct once; then only a supervisor may, so that nobody has to go on and on.
"""

from django.db import transaction

from counselling.domain.attendance_findings import make_up_for, tell
from counselling.domain.state_changes import AnyUser, change_state
from counselling.enums import AttendanceSource, AttendanceVerdict
from counselling.exceptions import CannotCorrect, CorrectionSaysNothing
from counselling.models import AttendanceFinding

RANK = (
    AttendanceSource.EVIDENCE,
    AttendanceSource.OFFICIAL,
    AttendanceSource.CITIZEN,
    AttendanceSource.SUPERVISOR,
)


def may_correct(finding: AttendanceFinding, source: AttendanceSource) -> bool:
    """Say whether that side may correct it now: nobody goes over a word of higher rank."""
    if source == AttendanceSource.CITIZEN:
        said = finding.changes.filter(why__startswith=f"{AttendanceSource.CITIZEN}:").exists()
        return not said and finding.source != AttendanceSource.SUPERVISOR
    return RANK.index(source) >= RANK.index(AttendanceSource(finding.source))


def correct(
    finding: AttendanceFinding,
    *,
    to: AttendanceVerdict,
    reason: str,
    source: AttendanceSource,
    by: AnyUser,
) -> None:
    """Change the verdict by hand; the history keeps who, when and why.

    Raises:
        CorrectionSaysNothing: No reason, or the verdict is what it was.
        CannotCorrect: That side may not (any more).
        StateChanged: Somebody else was faster.
    """
    if not reason.strip() or to == finding.state:
        raise CorrectionSaysNothing
    with transaction.atomic():
        rows = AttendanceFinding.objects.select_for_update(of=("self",))
        of_both = ("appointment__service__department__agency", "queue_ticket__line")
        locked = rows.select_related(*of_both).get(pk=finding.pk)
        if not may_correct(locked, source):
            raise CannotCorrect
        change_state(
            locked,
            to=to,
            allowed_from=[finding.state],
            by=by,
            why=f"{source}: {reason.strip()}"[:300],
            source=source,
            citizen_missing_from=_missing(locked, "citizen", to),
            office_missing_from=_missing(locked, "office", to),
        )
        make_up_for(locked)
        tell(locked)
    finding.refresh_from_db()


def _missing(finding: AttendanceFinding, side: str, to: AttendanceVerdict) -> object:
    """Nobody was missing but the side the verdict names, from when is known, or from the start."""
    if to != side:
        return None
    return getattr(finding, f"{side}_missing_from") or finding.starts_at
