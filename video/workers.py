"""Relay workers: who is alive, who takes a call, and what happens when one falls silent.

A call's RelayAssignment names its worker and an epoch. A silent worker is declared dead by the
conditional update epoch n -> n+1: whoever changes the row has moved the call, all others find
that somebody was faster.
"""

import logging
import uuid

import redis
from django.conf import settings
from django.db import transaction

from video.after_commit import after_commit
from video.browser_messages import next_sequence, tell_call
from video.enums import SeatState
from video.exceptions import CallEnded, NoWorker
from video.models import Call, RelayAssignment
from video.relay.messages import (
    COMMANDS_KEPT,
    WORKERS_SET,
    CloseCall,
    Command,
    Heartbeat,
    MessageError,
    commands_stream,
    parse_heartbeat,
    worker_key,
)

logger = logging.getLogger(__name__)

# Admission: a worker that is this busy takes no new call (docs/relay.md).
CPU_LIMIT = 0.7
LOOP_LAG_LIMIT_MS = 20.0
# An idle worker that lags has slow neighbours, or has just started; refusing would not help.
CPU_WHERE_LAG_COUNTS = 0.35
NO_ANSWER = "nobody"  # the answers stream of commands whose answer nobody waits for


def redis_client() -> redis.Redis:
    """A blocking client with time-outs; close it (`with`)."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=5)


def living_workers(client: redis.Redis) -> list[Heartbeat]:
    """Every worker whose heartbeat has not expired; names long silent are forgotten."""
    names = sorted(_text(name) for name in client.smembers(WORKERS_SET))
    if not names:
        return []
    beats = client.mget([worker_key(name) for name in names])
    for name, beat in zip(names, beats, strict=True):
        if beat is None and not client.exists(worker_key(name)):
            client.srem(WORKERS_SET, name)
    return [read for beat in beats if beat is not None and (read := _read_heartbeat(beat))]


def choose(workers: list[Heartbeat]) -> Heartbeat:
    """The least loaded worker that takes new calls.

    Raises: NoWorker.
    """
    open_for_calls = [worker for worker in workers if has_room(worker)]
    if not open_for_calls:
        raise NoWorker
    return min(open_for_calls, key=lambda worker: (round(worker.cpu, 1), worker.seats))


def has_room(worker: Heartbeat) -> bool:
    lags = worker.loop_lag_p99_ms > LOOP_LAG_LIMIT_MS and worker.cpu >= CPU_WHERE_LAG_COUNTS
    return not worker.draining and worker.cpu < CPU_LIMIT and not lags


def assign(call: Call) -> RelayAssignment:
    """The call's assignment; made now if it has none, moved on if its worker is not alive.

    Raises: CallEnded, NoWorker, redis.RedisError.
    """
    assignment = RelayAssignment.objects.select_related("call").filter(call=call).first()
    with redis_client() as client:
        if assignment and client.exists(worker_key(assignment.worker)):
            return assignment
        chosen = choose(living_workers(client)).worker
    if assignment:
        return move(assignment, worker=chosen, reason="worker_lost")
    with transaction.atomic():
        _require_open(call)
        made, _created = RelayAssignment.objects.get_or_create(
            call=call, defaults={"worker": chosen}
        )
    return made


def rescue(call_ref: str, *, epoch: int) -> RelayAssignment | None:
    """Moves a call whose worker is silent; None when it is over or not assigned.

    Raises: NoWorker, redis.RedisError.
    """
    assignment = RelayAssignment.objects.select_related("call").filter(call__ref=call_ref).first()
    if assignment is None or assignment.call.ended_at is not None:
        return None
    if assignment.epoch != epoch:
        return assignment  # somebody was faster
    return assign(assignment.call)


def move(assignment: RelayAssignment, *, worker: str, reason: str) -> RelayAssignment:
    """Gives the call to another worker under the next epoch, and tells the browsers to follow.

    The old worker, should it still live, is told after commit that a higher epoch owns the call.
    """
    call, old = assignment.call, assignment.worker
    with transaction.atomic():
        moved = RelayAssignment.objects.filter(pk=assignment.pk, epoch=assignment.epoch).update(
            worker=worker, epoch=assignment.epoch + 1
        )
        if not moved:
            assignment.refresh_from_db()
            return assignment
        assignment.refresh_from_db()
        # The new worker knows nobody yet; each seat is connected again when it says so.
        call.seats.filter(state__in=(SeatState.CONNECTED, SeatState.WEAK)).update(
            state=SeatState.LOST
        )
        next_sequence(call)
        tell_call(call, "move", epoch=assignment.epoch, reason=reason)
        close = CloseCall(
            id=new_command_id(),
            call=call.ref,
            epoch=assignment.epoch,
            answer_to=NO_ANSWER,
            reason="moved",
        )
        send_after_commit(old, close)
    logger.info("Call %s moved from %s to %s: %s", call.ref, old, worker, assignment)
    return assignment


def send_after_commit(worker: str, command: Command) -> None:
    """Sends a command whose answer nobody waits for. While Redis is away it is lost: the
    call_events process says it again when the worker goes on about a call that is over."""
    after_commit(send, worker, command)


def send(worker: str, command: Command) -> None:
    """Raises: redis.RedisError."""
    with redis_client() as client:
        client.xadd(commands_stream(worker), {"data": command.to_json()}, maxlen=COMMANDS_KEPT)


def new_command_id() -> str:
    return uuid.uuid4().hex


def _require_open(call: Call) -> None:
    if not Call.objects.filter(pk=call.pk, ended_at__isnull=True).exists():
        raise CallEnded


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _read_heartbeat(beat: bytes | str) -> Heartbeat | None:
    try:
        return parse_heartbeat(beat)
    except MessageError as error:
        logger.warning("A heartbeat could not be read: %s", error)
        return None
