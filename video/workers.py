"""Relay workers: who is alive, who takes a call, and what happens when one falls silent.

A call's RelayAssignment names its worker and an epoch. A silent worker is declared dead by the
conditional update epoch n -> n+1: whoever changes the row has moved the call, all others find
that somebody was faster. A worker in drain loses its calls the same way, but serves who is still
there until they have followed (make before break).
"""

import logging
import time
import uuid

import redis
from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from video.after_commit import after_commit
from video.browser_messages import next_sequence, tell_call
from video.enums import SeatState
from video.exceptions import CallEnded, NoWorker
from video.models import Call, CallEvent, RelayAssignment, Seat
from video.receivers import tell_receivers
from video.relay.messages import (
    COMMANDS_KEPT,
    WORKERS_SET,
    CloseCall,
    Command,
    Drain,
    Heartbeat,
    MessageError,
    MoveOut,
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
DRAIN_SEEN_SECONDS = 3.0  # in which a worker that is told to drain must say that it does
WORKER_LOST = "worker_lost"
SEAT_LOST = "seat_lost"
# Events of ours are of epoch 0; after the end of a call (1) come those of each move.
EVENTS_OF_A_MOVE = 1000
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


def choose(workers: list[Heartbeat], *, assigned: dict[str, int] | None = None) -> Heartbeat:
    """The least loaded worker that takes new calls.

    assigned: the open calls of each worker by the database. A heartbeat is old news when many calls
    are placed at once, as after the loss of a worker.

    Raises: NoWorker.
    """
    open_for_calls = [worker for worker in workers if has_room(worker)]
    if not open_for_calls:
        raise NoWorker
    counts = assigned or {}
    return min(
        open_for_calls,
        key=lambda worker: (round(worker.cpu, 1), counts.get(worker.worker, 0), worker.seats),
    )


def assigned_calls() -> dict[str, int]:
    """How many open calls each worker has by the database."""
    open_ones = RelayAssignment.objects.filter(call__ended_at__isnull=True)
    rows = open_ones.values_list("worker").annotate(calls=Count("pk"))
    return dict(rows.order_by())


def has_room(worker: Heartbeat) -> bool:
    lags = worker.loop_lag_p99_ms > LOOP_LAG_LIMIT_MS and worker.cpu >= CPU_WHERE_LAG_COUNTS
    return not worker.draining and worker.cpu < CPU_LIMIT and not lags


def assign(call: Call) -> RelayAssignment:
    """The call's assignment; made now if it has none, moved on if its worker is silent or drains.

    Raises: CallEnded, NoWorker, redis.RedisError.
    """
    assignment = RelayAssignment.objects.select_related("call").filter(call=call).first()
    with redis_client() as client:
        beat = _beat_of(client, assignment.worker) if assignment else None
        if assignment and beat and not beat.draining:
            return assignment
        try:
            chosen = choose(living_workers(client), assigned=assigned_calls()).worker
        except NoWorker:
            if assignment and beat:
                return assignment  # it drains, but nobody else can serve the call
            raise
    if assignment:
        return move(assignment, worker=chosen, reason="drain" if beat else WORKER_LOST)
    with transaction.atomic():
        _require_open(call)
        made, _created = RelayAssignment.objects.get_or_create(
            call=call, defaults={"worker": chosen}
        )
    return made


def rescue(call_ref: str, *, epoch: int) -> RelayAssignment | None:
    """Moves a call whose worker is silent or drains; None when it is over or not assigned.

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

    The old worker, should it still live, is told after commit that a higher epoch owns the call;
    with the reason "drain" it goes on for those who are still there.
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
        there = call.seats.filter(state__in=(SeatState.CONNECTED, SeatState.WEAK))
        lost = list(there) if reason == WORKER_LOST else []
        there.update(state=SeatState.LOST)
        _note_lost(lost, epoch=assignment.epoch)
        next_sequence(call)
        tell_call(call, "move", epoch=assignment.epoch, reason=reason)
        send_after_commit(old, _farewell(assignment, reason))
    logger.info("Call %s moved from %s to %s: %s", call.ref, old, worker, assignment)
    return assignment


def _note_lost(seats: list[Seat], *, epoch: int) -> None:
    """Writes what the dead worker cannot say any more; the receivers hear of it after commit."""
    now = timezone.now()
    events = [
        CallEvent.objects.create(
            call_id=seat.call_id,
            epoch=0,
            sequence=epoch * EVENTS_OF_A_MOVE + number,
            type=SEAT_LOST,
            seat=seat,
            happened_at=now,
        )
        for number, seat in enumerate(seats)
    ]
    # Not now: nothing that a receiver does may keep the call from being moved.
    transaction.on_commit(lambda: _tell_lost(events), robust=True)


def _tell_lost(events: list[CallEvent]) -> None:
    with transaction.atomic():
        for event in events:
            tell_receivers(event)


def drain(worker: str) -> tuple[int, int]:
    """Has a worker take no new calls and moves those it has; gives how many moved and how many not.

    Raises: redis.RedisError.
    """
    order = Drain(id=new_command_id(), call="", epoch=0, answer_to=NO_ANSWER)
    send(worker, order)
    _wait_until_it_drains(worker)
    mine = RelayAssignment.objects.filter(worker=worker, call__ended_at__isnull=True)
    moved = stayed = 0
    for assignment in mine.select_related("call"):
        if assign(assignment.call).worker == worker:
            stayed += 1
        else:
            moved += 1
    return moved, stayed


def _wait_until_it_drains(worker: str) -> None:
    until = time.monotonic() + DRAIN_SEEN_SECONDS
    with redis_client() as client:
        while (beat := _beat_of(client, worker)) and not beat.draining:
            if time.monotonic() > until:
                raise NoWorker
            time.sleep(0.05)


def _farewell(assignment: RelayAssignment, reason: str) -> Command:
    ident, call, epoch = new_command_id(), assignment.call.ref, assignment.epoch
    if reason == "drain":
        return MoveOut(id=ident, call=call, epoch=epoch, answer_to=NO_ANSWER)
    return CloseCall(id=ident, call=call, epoch=epoch, answer_to=NO_ANSWER, reason="moved")


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


def _beat_of(client: redis.Redis, worker: str) -> Heartbeat | None:
    beat = client.get(worker_key(worker))
    return None if beat is None else _read_heartbeat(beat)


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _read_heartbeat(beat: bytes | str) -> Heartbeat | None:
    try:
        return parse_heartbeat(beat)
    except MessageError as error:
        logger.warning("A heartbeat could not be read: %s", error)
        return None
