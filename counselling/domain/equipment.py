"""Results of the equipment check, kept for the official."""

from dataclasses import dataclass

from django.db import transaction

from counselling import live
from counselling.enums import CheckResult
from counselling.models import Appointment, ConferenceMember, EquipmentCheck, QueueTicket


@dataclass(frozen=True)
class CheckFigures:
    """What the browser reported; each part is one of CheckResult."""

    camera: str = CheckResult.SKIPPED
    microphone: str = CheckResult.SKIPPED
    speaker: str = CheckResult.SKIPPED
    connection: str = CheckResult.SKIPPED
    round_trip_ms: int | None = None
    browser: str = ""
    practised: bool = False
    echo_heard: str = CheckResult.SKIPPED
    sent_loss_percent: float | None = None
    received_loss_percent: float | None = None


def store_check(
    figures: CheckFigures, *, subject: Appointment | QueueTicket | ConferenceMember | None = None
) -> EquipmentCheck:
    """Keep the result with what the person entered for (None: tried before booking)."""
    with transaction.atomic():
        check = EquipmentCheck.objects.create(
            appointment=subject if isinstance(subject, Appointment) else None,
            queue_ticket=subject if isinstance(subject, QueueTicket) else None,
            conference_member=subject if isinstance(subject, ConferenceMember) else None,
            camera=figures.camera,
            microphone=figures.microphone,
            speaker=figures.speaker,
            connection=figures.connection,
            round_trip_ms=figures.round_trip_ms,
            browser=figures.browser[:200],
            practised=figures.practised,
            echo_heard=figures.echo_heard,
            sent_loss_percent=figures.sent_loss_percent,
            received_loss_percent=figures.received_loss_percent,
        )
        if subject is not None:
            live.touch(subject)
    return check


def latest_check(ticket: QueueTicket) -> EquipmentCheck | None:
    """Return the newest result of the ticket or of its appointment."""
    own = EquipmentCheck.objects.filter(queue_ticket=ticket)
    if ticket.appointment_id is not None:
        own = own | EquipmentCheck.objects.filter(appointment=ticket.appointment_id)
    return own.order_by("-pk").first()
