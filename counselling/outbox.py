"""Tasks to start after commit: written with the change, sent by name, swept when lost.

A leaf: domain functions call `enqueue` inside their transaction and never import tasks.
"""

import logging
from datetime import timedelta
from typing import Any

from celery import current_app
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from counselling.models import OutboxTask
from video.after_commit import after_commit, note_redis_away

logger = logging.getLogger(__name__)

# A task sent but not done after this long is taken for lost and sent again; tasks are idempotent.
SEND_AGAIN_AFTER = timedelta(seconds=30)
ATTEMPTS_AT_MOST = 20
KEPT_FOR = timedelta(days=7)
# One try: with Redis away a request must not wait for it, the sweep comes in 30 s.
SEND_POLICY = {"max_retries": 0}


def enqueue(task: str, **arguments: Any) -> OutboxTask:
    """Start the Celery task `task` (its full name) with these arguments after commit.

    Call it inside the transaction of the change. The task gets `outbox_pk` beside its arguments
    and calls `done(outbox_pk)` at its end.
    """
    row = OutboxTask.objects.create(task=task, arguments=arguments)
    after_commit(send, row.pk)
    return row


def send(outbox_pk: int) -> bool:
    """Hand one row to Celery; return whether the broker took it."""
    row = OutboxTask.objects.filter(pk=outbox_pk, done_at=None).first()
    if row is None:
        return False
    OutboxTask.objects.filter(pk=row.pk).update(sent_at=timezone.now(), attempts=F("attempts") + 1)
    arguments = {**row.arguments, "outbox_pk": row.pk}
    try:
        current_app.send_task(row.task, kwargs=arguments, retry=True, retry_policy=SEND_POLICY)
    except (OperationalError, RedisError, OSError) as error:
        note_redis_away()
        logger.warning("task %s of outbox row %s was not sent: %s", row.task, row.pk, error)
        return False
    return True


def done(outbox_pk: int | None) -> None:
    """Mark the row finished, so that the sweep leaves it alone; None: it had no row."""
    if outbox_pk is not None:
        OutboxTask.objects.filter(pk=outbox_pk, done_at=None).update(done_at=timezone.now())


def tidy() -> int:
    """Delete rows that were finished a week ago; return how many."""
    week_ago = timezone.now() - KEPT_FOR
    deleted, _by_model = OutboxTask.objects.filter(done_at__lt=week_ago).delete()
    return deleted


def sweep() -> int:
    """Send what was never sent or not finished in time; return how many."""
    now = timezone.now()
    undone = OutboxTask.objects.filter(done_at=None, due_at__lte=now, attempts__lt=ATTEMPTS_AT_MOST)
    lost = undone.filter(sent_at=None, created_at__lt=now - timedelta(seconds=5)) | undone.filter(
        sent_at__lt=now - SEND_AGAIN_AFTER
    )
    return sum(send(pk) for pk in lost.values_list("pk", flat=True)[:200])
