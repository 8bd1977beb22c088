"""Calls and the seats in them. What a call is about (`subject`) is opaque here."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from video.enums import (
    CallKind,
    EndReason,
    PracticePhase,
    Quality,
    QualityCause,
    RecordingState,
    SeatRole,
    SeatState,
)
from video.references import new_reference


class Call(models.Model):
    """A call: media between seats. It is over when `ended_at` is set."""

    ref = models.CharField(max_length=16, unique=True, default=new_reference, editable=False)
    kind = models.CharField(max_length=16, choices=CallKind.choices)
    subject = models.CharField(max_length=100, db_index=True)
    sequence = models.PositiveBigIntegerField(
        default=0, help_text="Number of the last message to the browsers of this call."
    )
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=16, choices=EndReason.choices, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="call_ends_with_reason",
                condition=Q(ended_at__isnull=True, end_reason="")
                | Q(ended_at__isnull=False) & ~Q(end_reason=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class Seat(models.Model):
    """A place in a call for one person, kept over reloads and reconnections."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="seats")
    ref = models.CharField(max_length=16, unique=True, default=new_reference, editable=False)
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=16, choices=SeatRole.choices)
    may_publish = models.BooleanField(default=True)
    may_share_screen = models.BooleanField(default=True)
    may_moderate = models.BooleanField(default=False)
    on_hold = models.BooleanField(default=False)
    state = models.CharField(max_length=16, choices=SeatState.choices, default=SeatState.INVITED)
    quality = models.CharField(max_length=8, choices=Quality.choices, blank=True)
    quality_cause = models.CharField(max_length=8, choices=QualityCause.choices, blank=True)
    sound_only = models.BooleanField(
        default=False, help_text="Its connection is too slow for pictures of the others now."
    )
    # What the relay last said of the seat: [{"source", "kind", "muted"}].
    tracks = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.role} {self.ref}"


class RelayAssignment(models.Model):
    """Which worker serves the call; only the holder of the highest epoch may."""

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="assignment")
    worker = models.CharField(max_length=100, db_index=True)
    epoch = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.worker} epoch {self.epoch}"


class CallEvent(models.Model):
    """One thing a relay worker said of a call. Written once, by the call_events process."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="events")
    epoch = models.PositiveIntegerField()
    sequence = models.PositiveIntegerField()
    type = models.CharField(max_length=32)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, null=True, related_name="events")
    details = models.JSONField(default=dict, blank=True)
    happened_at = models.DateTimeField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["epoch", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "epoch", "sequence"], name="call_event_written_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.epoch}.{self.sequence}"


class CallRecord(models.Model):
    """When media really flowed; one per call, made when the first seat connects."""

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="record")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=16, choices=EndReason.choices, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"record of call {self.call_id}"


class CallMessage(models.Model):
    """A line of the written talk, in the order of `sequence`."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="messages")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="messages")
    client_id = models.CharField(max_length=40)
    sequence = models.PositiveBigIntegerField()
    text = models.TextField(max_length=2000)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "seat", "client_id"], name="call_message_said_once"
            ),
            models.UniqueConstraint(
                fields=["call", "sequence"], name="call_message_has_its_own_number"
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.sequence}"


class JoinTokenUse(models.Model):
    """A join token that was used; the row is what makes it single use."""

    nonce = models.CharField(max_length=40, unique=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.nonce


class Recording(models.Model):
    """What a recorder writes of a call, from the command to start until its files are deleted.

    The files are in a folder named `ref`; its index.json says what is in them.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="recordings")
    ref = models.CharField(max_length=16, unique=True, default=new_reference, editable=False)
    state = models.CharField(
        max_length=16, choices=RecordingState.choices, default=RecordingState.ASKING
    )
    recorder = models.CharField(max_length=100, blank=True, help_text="The process that writes it.")
    created_at = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(null=True, blank=True, help_text="The first media.")
    stopped_at = models.DateTimeField(null=True, blank=True, help_text="Told to stop.")
    seconds = models.PositiveIntegerField(null=True, blank=True)
    size_bytes = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(state__in=RecordingState.running()),
                name="recording_one_running_per_call",
            )
        ]

    def __str__(self) -> str:
        return f"recording {self.ref}"


class RecordingChange(models.Model):
    """One step of a recording: who, when, from, to, why. Nobody: the recorder or the call's end."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="changes")
    from_state = models.CharField(max_length=16, choices=RecordingState.choices, blank=True)
    to_state = models.CharField(max_length=16, choices=RecordingState.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    why = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.from_state} -> {self.to_state}"


class PracticeRun(models.Model):
    """One visit to the practice room, with what the robot measured. Losses are shares, 0 to 1."""

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="practice_run")
    phase = models.CharField(
        max_length=16, choices=PracticePhase.choices, default=PracticePhase.WAITING
    )
    # From the person to the robot.
    sound_packets = models.PositiveIntegerField(default=0)
    picture_frames = models.PositiveIntegerField(default=0)
    sent_loss = models.FloatField(null=True, blank=True)
    # From the robot to the person, as their browser reports it.
    received_loss = models.FloatField(null=True, blank=True)
    round_trip_ms = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"practice in call {self.call_id}"
