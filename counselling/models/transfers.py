"""Petitions handed to where they belong, and what routing learns from it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from counselling.models.queue import QueueTicket
from counselling.models.records import Record
from counselling.models.services import Service
from counselling.models.sessions import CounsellingSession


class TicketTransfer(Record):
    """A person in line, or at a desk, was handed to another service (이송).

    The citizen reads `reason`; `context` is for the next official only.
    """

    queue_ticket = models.ForeignKey(QueueTicket, models.CASCADE, related_name="transfers")
    session = models.ForeignKey(
        CounsellingSession, models.SET_NULL, null=True, blank=True, related_name="transfers"
    )
    from_service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    to_service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    context = models.TextField(max_length=2000, blank=True)
    transferred_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("이송")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="transfer_goes_elsewhere", condition=~Q(from_service=F("to_service"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_service} → {self.to_service}"


class RoutingCorrection(Record):
    """What transfers taught: how much a feature of a sentence speaks for a service by now.

    `weight` is added to the trained weight; of services with the same code all copies learn.
    """

    feature = models.CharField(max_length=80)
    service_code = models.SlugField(max_length=60)
    weight = models.FloatField(default=0.0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["feature", "service_code"], name="routing_correction_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.service_code} {self.weight:+.2f}"
