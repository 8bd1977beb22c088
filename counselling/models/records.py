"""What every table has: when it was made; a public reference; a history of its states."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language

from counselling.references import new_ref


class Record(models.Model):
    """A row that knows when it was made."""

    created_at = models.DateTimeField(default=timezone.now, editable=False, db_index=False)

    class Meta:
        abstract = True


class ReferencedRecord(Record):
    """A row with a public reference for addresses."""

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)

    class Meta:
        abstract = True


class StateChange(Record):
    """One step of a state machine: who, when (created_at), from, to, why.

    Written in the transaction of the change itself. `actor` is None when a citizen without an
    account or the clock did it; `actor_name` says so in words.
    """

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_name = models.CharField(max_length=100, blank=True)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


def in_language(korean: str, english: str) -> str:
    """Return the text in the active language; Korean where there is no English."""
    if (get_language() or "ko").startswith("ko"):
        return korean
    return english or korean


def list_in_language(korean: list[str], english: list[str]) -> list[str]:
    """Like `in_language` for lists of short texts."""
    if (get_language() or "ko").startswith("ko"):
        return korean
    return english or korean
