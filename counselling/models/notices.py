"""What to tell whom when, what became of it, and effects that wait for their commit."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.enums import ContactMethod, Language, NoticeKind, NoticeState
from counselling.models.records import Record, ReferencedRecord


class Notice(ReferencedRecord):
    """One message to one address, written before it is sent so that it is sent once.

    `code` holds an entry code until the message is on its way and is then wiped.
    """

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

    class Meta:
        verbose_name = _("알림")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state=NoticeState.WAITING),
                name="notice_next_try",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "due_at", "contact_method"], name="notice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Receipt(Record):
    """What a gateway said about one try to send a notice."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="receipts")
    gateway = models.CharField(max_length=40)
    was_sent = models.BooleanField()
    reference = models.CharField(max_length=120, blank=True)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]


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

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.heading
