"""The access log: each look of staff at personal data is one row."""

from counselling.models import AccessLog, User


def log_access(
    *,
    actor: User,
    address: str | None,
    kind: str,
    subject: str,
    subject_name: str,
    whose: str,
    reason: str,
) -> None:
    """Write who looked, from where, at whose data, at what and why."""
    AccessLog.objects.create(
        actor=actor,
        actor_name=str(actor),
        address=address or None,
        kind=kind,
        subject=subject,
        subject_name=subject_name,
        whose=whose,
        reason=reason,
    )
