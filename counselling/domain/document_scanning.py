"""What the virus scanner says of a paper. Until it says "clean", nobody is given the file."""

import datetime as dt
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from counselling.domain import document_storage as storage
from counselling.domain.cases import case_of_row, touch_case
from counselling.domain.state_changes import change_state
from counselling.enums import DocumentState
from counselling.exceptions import StateChanged
from counselling.models import Document

# A try is expected to be over by then; afterwards another worker may take the paper.
TRY_LASTS_AT_MOST = dt.timedelta(seconds=120)
FIRST_RETRY_AFTER = dt.timedelta(seconds=15)
LONGEST_RETRY_AFTER = dt.timedelta(minutes=10)


def claim(document_pk: int, *, now: dt.datetime | None = None) -> Document | None:
    """Take a paper for one try to scan it; None when it is not due, or another has it.

    The claim is a conditional update, so of two workers only one scans. There is no last try:
    a paper waits until a scanner answers.
    """
    now = now or timezone.now()
    due = Document.objects.filter(
        pk=document_pk, state=DocumentState.CHECKING, scan_next_at__lte=now
    )
    if due.update(scan_next_at=now + TRY_LASTS_AT_MOST, scan_attempts=F("scan_attempts") + 1) != 1:
        return None
    return Document.objects.select_related("appointment", "queue_ticket").get(pk=document_pk)


def due_scans(*, now: dt.datetime | None = None) -> list[int]:
    """Return the papers whose next try has come."""
    now = now or timezone.now()
    due = Document.objects.filter(state=DocumentState.CHECKING, scan_next_at__lte=now)
    return list(due.order_by("scan_next_at").values_list("pk", flat=True)[:100])


def record_clean(document: Document) -> None:
    """Let the paper be handed out."""
    _settle(document, to=DocumentState.CLEAN, why="scanned")


def record_infected(document: Document, *, name: str) -> None:
    """Throw the file away; the row stays and says why."""
    with transaction.atomic():
        if _settle(document, to=DocumentState.REFUSED, why=f"found: {name}"[:300]):
            transaction.on_commit(partial(storage.remove, document.stored_name))


def record_not_scanned(document: Document, *, now: dt.datetime | None = None) -> None:
    """Plan the next try: after 15 s, then twice as long each time, at most 10 min."""
    now = now or timezone.now()
    wait = min(FIRST_RETRY_AFTER * 2 ** (document.scan_attempts - 1), LONGEST_RETRY_AFTER)
    rows = Document.objects.filter(pk=document.pk, state=DocumentState.CHECKING)
    rows.update(scan_next_at=now + wait)


def _settle(document: Document, *, to: str, why: str) -> bool:
    with transaction.atomic():
        try:
            change_state(
                document,
                to=to,
                allowed_from=[DocumentState.CHECKING],
                by=None,
                why=why,
                scanned_at=timezone.now(),
                scan_next_at=None,
            )
        except StateChanged:
            return False
        touch_case(case_of_row(document))
    return True
