"""What the equipment check found: shown to the official, so that they know what to expect."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselling.enums import CheckResult
from counselling.models.appointments import Appointment
from counselling.models.conferences import ConferenceMember
from counselling.models.queue import QueueTicket
from counselling.models.records import ReferencedRecord


class EquipmentCheck(ReferencedRecord):
    """One run of the check; without a subject it was tried out before booking."""

    appointment = models.ForeignKey(
        Appointment, models.CASCADE, null=True, blank=True, related_name="equipment_checks"
    )
    queue_ticket = models.ForeignKey(
        QueueTicket, models.CASCADE, null=True, blank=True, related_name="equipment_checks"
    )
    conference_member = models.ForeignKey(
        ConferenceMember, models.CASCADE, null=True, blank=True, related_name="equipment_checks"
    )
    camera = models.CharField(max_length=10, choices=CheckResult.choices)
    microphone = models.CharField(max_length=10, choices=CheckResult.choices)
    speaker = models.CharField(max_length=10, choices=CheckResult.choices)
    connection = models.CharField(max_length=10, choices=CheckResult.choices)
    round_trip_ms = models.PositiveIntegerField(null=True, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    # Only of a visit to the practice room; losses are in per cent.
    practised = models.BooleanField(default=False)
    echo_heard = models.CharField(
        max_length=10, choices=CheckResult.choices, default=CheckResult.SKIPPED
    )
    sent_loss_percent = models.FloatField(null=True, blank=True)
    received_loss_percent = models.FloatField(null=True, blank=True)

    class Meta:
        verbose_name = _("장비 확인")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="equipment_check_one_subject",
                condition=(
                    Q(appointment=None, queue_ticket=None)
                    | Q(appointment=None, conference_member=None)
                    | Q(queue_ticket=None, conference_member=None)
                ),
            )
        ]
