"""What to tell whom when, what became of it, and effects that wait for their commit."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.enums import (
    AttendanceAnswer,
    ContactMethod,
    Language,
    NoticeKind,
    NoticeState,
    ReceiptEvent,
)
from counselling.models.agencies import Agency
from counselling.models.appointments import Appointment
from counselling.models.records import Record, ReferencedRecord


class Notice(ReferencedRecord):
    """One message to one address, written before it is sent so that it is sent once.

    `code` holds an entry code until the message is on its way and is then wiped. `due_at` is when
    it came about, `next_try_at` the moment of the next try, or while it is being sent the end of
    the try's time. `handed_over_at`: from then on the other side may have it. `round` counts how
    often somebody had it sent anew by hand, `attempts` the tries of this round. After `expires_at`
    it is of no use any more.
    """

    agency = models.ForeignKey(
        Agency, models.CASCADE, null=True, blank=True, related_name="notices"
    )
    kind = models.CharField(max_length=40, choices=NoticeKind.choices)
    subject = models.CharField(max_length=60, help_text="What it is about, e.g. appointment:<ref>")
    due_at = models.DateTimeField(default=timezone.now)
    contact_method = models.CharField(max_length=10, choices=ContactMethod.choices)
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.KOREAN)
    heading = models.CharField(max_length=200)
    text = models.TextField()
    code = models.CharField(max_length=6, blank=True)
    state = models.CharField(
        max_length=20, choices=NoticeState.choices, default=NoticeState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    round = models.PositiveSmallIntegerField(default=1)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("알림")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state__in=[NoticeState.WAITING, NoticeState.SENDING]),
                name="notice_next_try",
            ),
            models.Index(fields=["subject"], name="notice_subject"),
            models.Index(fields=["agency", "-id"], name="notice_of_agency"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "due_at", "contact_method"], name="notice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def key(self) -> str:
        """Name this round of sending: whoever gets the same key twice has the same message."""
        return f"{self.ref}-{self.round}"


class Receipt(Record):
    """What a gateway said about one try to send a notice."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="receipts")
    gateway = models.CharField(max_length=40)
    event = models.CharField(max_length=20, choices=ReceiptEvent.choices)
    reference = models.CharField(max_length=120, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]


class NoticeTemplate(Record):
    """An agency's own words for one kind of notice; without a row the product's own count."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="notice_templates")
    kind = models.CharField(max_length=40, choices=NoticeKind.choices)
    language = models.CharField(max_length=5, choices=Language.choices)
    heading = models.CharField(max_length=120)
    email_text = models.TextField(max_length=4000)
    sms_text = models.TextField(max_length=1000)

    class Meta:
        verbose_name = _("알림 문구")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "language"], name="notice_template_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.kind} {self.language}"


class AttendanceReply(Record):
    """Whether somebody comes to their appointment; the newest row about `starts_at` counts.

    An appointment that was moved has no answer again.
    """

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="attendance_replies")
    starts_at = models.DateTimeField()
    answer = models.CharField(max_length=20, choices=AttendanceAnswer.choices)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.appointment} {self.answer}"


class OutboxTask(Record):
    """A task to start after the commit of the transaction that wrote this row.

    `done_at` is set when the task itself finished, so a task lost with Redis is found by the
    sweep. Tasks must therefore be idempotent.
    """

    task = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at=None), name="outbox_task_undone")
        ]

    def __str__(self) -> str:
        return self.task


class DemoMessage(Record):
    """A message that the embedded shape shows under /office/ instead of sending it."""

    contact_method = models.CharField(max_length=10, choices=ContactMethod.choices)
    address = models.CharField(max_length=254)
    heading = models.CharField(max_length=200)
    text = models.TextField()
    code = models.CharField(max_length=6, blank=True)
    calendar = models.TextField(blank=True)
    key = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="demo_message_once")
        ]

    def __str__(self) -> str:
        return self.heading
