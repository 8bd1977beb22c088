"""A call that changes hands (이송 without hanging up), and officials who join one (복합민원)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counselling.enums import HandoverState, JointState
from counselling.models.agencies import Department
from counselling.models.appointments import Appointment
from counselling.models.queue import QueueTicket
from counselling.models.records import ReferencedRecord, StateChange
from counselling.models.sessions import CounsellingSession, Participant
from counselling.models.transfers import TicketTransfer


class Handover(ReferencedRecord):
    """A transfer during which the citizen stays in the same seat of the same call.

    `stays`: the first official waits in the call until the next one is there. Past `expires_at`
    nobody is made to wait in the call any longer; the place in the other line is kept.
    """

    transfer = models.OneToOneField(TicketTransfer, models.CASCADE, related_name="handover")
    queue_ticket = models.ForeignKey(QueueTicket, models.CASCADE, related_name="handovers")
    from_session = models.ForeignKey(
        CounsellingSession, models.CASCADE, related_name="handovers_given"
    )
    to_session = models.ForeignKey(
        CounsellingSession,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="handovers_received",
    )
    call_ref = models.CharField(max_length=32, db_index=True)
    state = models.CharField(
        max_length=12, choices=HandoverState.choices, default=HandoverState.OFFERED
    )
    stays = models.BooleanField()
    from_number = models.PositiveIntegerField()
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("통화 이송")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["queue_ticket"],
                condition=Q(state=HandoverState.OFFERED),
                name="handover_one_open_per_ticket",
            )
        ]

    def __str__(self) -> str:
        return f"{self.transfer}"


class HandoverChange(StateChange):
    handover = models.ForeignKey(Handover, models.CASCADE, related_name="changes")


class JointMember(ReferencedRecord):
    """Another department in a joint session, invited by the lead (the session's own official).

    Before the session opens it belongs to the appointment, then to the session too.
    """

    appointment = models.ForeignKey(
        Appointment, models.CASCADE, null=True, blank=True, related_name="joint_members"
    )
    session = models.ForeignKey(
        CounsellingSession, models.CASCADE, null=True, blank=True, related_name="joint_members"
    )
    department = models.ForeignKey(Department, models.PROTECT, related_name="joint_members")
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="joint_memberships",
    )
    participant = models.OneToOneField(
        Participant, models.SET_NULL, null=True, blank=True, related_name="joint_member"
    )
    state = models.CharField(max_length=12, choices=JointState.choices, default=JointState.INVITED)
    reason = models.CharField(max_length=300)
    answer = models.CharField(max_length=300, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("함께하는 부서")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="joint_member_of_something",
                condition=Q(appointment__isnull=False) | Q(session__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["session", "department"],
                condition=Q(state__in=JointState.active(), session__isnull=False),
                name="joint_member_once_per_session",
            ),
            models.UniqueConstraint(
                fields=["appointment", "department"],
                condition=Q(
                    state__in=JointState.active(), appointment__isnull=False, session__isnull=True
                ),
                name="joint_member_once_per_appointment",
            ),
            models.CheckConstraint(
                name="joint_member_here_has_official",
                condition=~Q(state__in=[JointState.ACCEPTED, JointState.JOINED, JointState.LEFT])
                | Q(official__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}"


class JointMemberChange(StateChange):
    member = models.ForeignKey(JointMember, models.CASCADE, related_name="changes")
