"""Papers of a case: attached within limits, looked into, removed again."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from counselling import outbox
from counselling.domain import document_storage as storage
from counselling.domain.cases import (
    Case,
    about,
    case_of,
    case_of_row,
    is_open,
    lock_case,
    touch_case,
)
from counselling.domain.paper_inspection import Looked, look_into
from counselling.domain.paper_refusals import CaseRefusal, PaperRefused
from counselling.domain.state_changes import AnyUser, change_state, record_change
from counselling.enums import AppointmentState, DocumentState
from counselling.exceptions import StateChanged
from counselling.models import Document
from counselling.papers.limits import FILE_AT_MOST_BYTES
from counselling.papers.refusals import Refusal
from counselling.references import new_ref

SCAN_TASK = "counselling.tasks.scan_document"
PAPERS_AT_MOST = 10
CASE_AT_MOST_BYTES = 100 * 1024 * 1024
# Papers of a hold that was never confirmed may follow its person to another time so long.
LEFT_HOLDS_KEPT_FOR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Upload:
    """A file as it came. `no_space`: the server could not store it while it came in."""

    name: str
    size_bytes: int
    chunks: Iterable[bytes]
    no_space: bool = False


def attach(case: Case, upload: Upload, *, by: AnyUser = None) -> Document:
    """Take one paper into the case.

    It is handed out once it is clean: at once where no virus scanner is set, else when the
    scanner says so.

    Raises:
        PaperRefused: The file, or the limits of the case, say no.
    """
    case = case_of(case)
    if upload.no_space:
        raise PaperRefused(CaseRefusal.NO_SPACE)
    if upload.size_bytes == 0:
        raise PaperRefused(Refusal.EMPTY)
    if upload.size_bytes > FILE_AT_MOST_BYTES:
        raise PaperRefused(Refusal.TOO_BIG)
    _require_room(case, upload.size_bytes)
    with storage.incoming(upload.chunks) as path:
        looked = look_into(path, name=upload.name)
        return _take(case, path, looked, by)


def papers_of(subject: Case) -> QuerySet[Document]:
    """Return the papers to show: also those being checked, and those thrown away for a virus."""
    return Document.objects.filter(**about(case_of(subject)), state__in=DocumentState.shown())


def remove(document: Document, *, by: AnyUser = None, why: str = "") -> None:
    """Delete a paper; removing it again does nothing."""
    with transaction.atomic():
        try:
            change_state(
                document,
                to=DocumentState.REMOVED,
                allowed_from=DocumentState.shown(),
                by=by,
                why=why,
            )
        except StateChanged:
            return
        touch_case(case_of_row(document))
        transaction.on_commit(partial(storage.remove, document.stored_name))


def remove_orphans(*, now: dt.datetime | None = None) -> int:
    """Delete papers of holds that were let go, and files that no row knows; return how many."""
    now = now or timezone.now()
    rows = Document.objects.filter(
        state__in=DocumentState.shown(),
        appointment__state=AppointmentState.EXPIRED,
        created_at__lt=now - LEFT_HOLDS_KEPT_FOR,
    )
    left = list(rows.select_related("appointment", "queue_ticket")[:500])
    for document in left:
        remove(document, why="hold was let go")
    files = storage.stored_long_ago(now=now.timestamp())
    kept = Document.objects.filter(
        stored_name__in=[path.name for path in files], state__in=DocumentState.kept()
    )
    known = set(kept.values_list("stored_name", flat=True))
    orphans = [path for path in files if path.name not in known]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(left) + len(orphans)


def _take(case: Case, path: Path, looked: Looked, by: AnyUser) -> Document:
    size_bytes = path.stat().st_size
    is_scanned = bool(settings.CLAMD_SOCKET)
    with transaction.atomic():
        lock_case(case)
        _require_room(case, size_bytes)
        document = Document(
            **about(case),
            file_name=looked.file_name,
            kind=looked.kind,
            size_bytes=size_bytes,
            sha256=storage.sha256_of(path),
            stored_name=new_ref(),
            state=DocumentState.CHECKING if is_scanned else DocumentState.CLEAN,
            scan_next_at=timezone.now() if is_scanned else None,
        )
        document.save()
        record_change(document, from_state="", to=document.state, by=by)
        if is_scanned:
            outbox.enqueue(SCAN_TASK, document_pk=document.pk)
        touch_case(case)
        storage.keep(path, document.stored_name)
    return document


def _require_room(case: Case, size_bytes: int) -> None:
    case.refresh_from_db(fields=["state"])
    if not is_open(case):
        raise PaperRefused(CaseRefusal.OVER)
    kept = Document.objects.filter(**about(case), state__in=DocumentState.kept())
    sums = kept.aggregate(papers=Count("pk"), size=Sum("size_bytes"))
    if sums["papers"] >= PAPERS_AT_MOST:
        raise PaperRefused(CaseRefusal.TOO_MANY_PAPERS)
    if (sums["size"] or 0) + size_bytes > CASE_AT_MOST_BYTES:
        raise PaperRefused(CaseRefusal.CASE_FULL)
