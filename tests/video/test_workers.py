from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.video.made import heartbeat, let_die, let_live, make_call, make_seat
from video import calls, receivers, workers
from video.enums import EndReason, SeatState
from video.exceptions import NoWorker
from video.models import Call, CallEvent, RelayAssignment, Seat
from video.relay.messages import MoveOut, commands_stream, parse_command


def test_choose_takes_the_least_loaded() -> None:
    busy, idle, crowded = (
        heartbeat("busy", cpu=0.5),
        heartbeat("idle", cpu=0.1, seats=2),
        heartbeat("crowded", cpu=0.1, seats=20),
    )

    assert workers.choose([busy, crowded, idle]) == idle


@pytest.mark.parametrize(
    "fields",
    [{"cpu": 0.7}, {"draining": True}, {"cpu": 0.4, "loop_lag_p99_ms": 21.0}],
)
def test_choose_refuses_workers_without_room(fields: dict[str, float]) -> None:
    assert workers.choose([heartbeat("free")]).worker == "free"
    with pytest.raises(NoWorker):
        workers.choose([heartbeat("full", **fields)])


def test_of_equal_workers_the_one_with_fewer_calls_by_the_database_is_taken() -> None:
    one, two = heartbeat("one", seats=1), heartbeat("two", seats=2)

    assert workers.choose([one, two], assigned={"one": 3, "two": 1}) == two


def test_an_idle_worker_that_lags_takes_calls() -> None:
    assert workers.has_room(heartbeat("started just now", loop_lag_p99_ms=200.0))


@pytest.mark.django_db
def test_a_call_keeps_its_worker_while_that_lives() -> None:
    let_live(heartbeat("one"))
    call = make_call()

    first = workers.assign(call)
    let_live(heartbeat("two", cpu=0.0))

    assert workers.assign(call) == first
    assert (first.worker, first.epoch) == ("one", 1)


@pytest.mark.django_db
def test_a_dead_worker_loses_its_call_to_the_next_epoch() -> None:
    let_live(heartbeat("one"))
    seat = make_seat()
    workers.assign(seat.call)
    Seat.objects.update(state=SeatState.CONNECTED)
    let_die("one")
    let_live(heartbeat("two"))

    moved = workers.rescue(seat.call.ref, epoch=1)

    assert moved is not None
    assert (moved.worker, moved.epoch) == ("two", 2)
    assert Seat.objects.get().state == SeatState.LOST


@pytest.mark.django_db
def test_who_was_on_a_dead_worker_is_told_of_as_lost_and_of_a_draining_one_is_not(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    told: list[tuple[str, str]] = []

    def note(event: CallEvent) -> None:
        told.append((event.type, event.seat.ref if event.seat else ""))

    monkeypatch.setattr(receivers, "_receivers", [note])
    let_live(heartbeat("one"))
    seat = make_seat()
    make_seat(seat.call)  # was not there
    workers.assign(seat.call)
    Seat.objects.filter(pk=seat.pk).update(state=SeatState.CONNECTED)
    let_live(heartbeat("two"), heartbeat("one", draining=True))
    with django_capture_on_commit_callbacks(execute=True):
        workers.rescue(seat.call.ref, epoch=1)
    assert told == []

    Seat.objects.filter(pk=seat.pk).update(state=SeatState.CONNECTED)
    let_die("two")
    let_live(heartbeat("three"))
    with django_capture_on_commit_callbacks(execute=True):
        workers.rescue(seat.call.ref, epoch=2)

    assert told == [("seat_lost", seat.ref)]


@pytest.mark.django_db
def test_a_living_worker_keeps_its_call_when_somebody_thinks_it_dead() -> None:
    let_live(heartbeat("one"), heartbeat("two"))
    call = make_call()
    first = workers.assign(call)

    assert workers.rescue(call.ref, epoch=1) == first
    assert RelayAssignment.objects.get().epoch == 1


@pytest.mark.django_db
def test_nobody_rescues_a_call_that_has_ended() -> None:
    let_live(heartbeat("one"))
    call = make_call()
    workers.assign(call)
    let_die("one")
    calls.end_call(call, reason=EndReason.FINISHED)

    assert workers.rescue(call.ref, epoch=1) is None


@pytest.mark.django_db
def test_without_a_living_worker_the_call_waits() -> None:
    let_live(heartbeat("one"))
    call = make_call()
    workers.assign(call)
    let_die("one")

    with pytest.raises(NoWorker):
        workers.rescue(call.ref, epoch=1)
    assert RelayAssignment.objects.get().epoch == 1


@pytest.mark.django_db(transaction=True)
def test_many_rescuers_move_a_call_once() -> None:
    let_live(heartbeat("one"))
    call = make_call()
    workers.assign(call)
    let_die("one")
    let_live(heartbeat("two"))

    def rescue(_number: int) -> int:
        try:
            moved = workers.rescue(call.ref, epoch=1)
            return moved.epoch if moved else 0
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        epochs = set(threads.map(rescue, range(8)))

    assert epochs == {2}
    assert Call.objects.get().sequence == 1


@pytest.mark.django_db
def test_a_draining_worker_is_left_but_told_to_serve_who_is_still_there(
    django_capture_on_commit_callbacks: Any,
) -> None:
    let_live(heartbeat("one"))
    call = make_call()
    workers.assign(call)
    let_live(heartbeat("one", draining=True), heartbeat("two"))

    with django_capture_on_commit_callbacks(execute=True):
        moved = workers.rescue(call.ref, epoch=1)

    assert moved is not None
    assert (moved.worker, moved.epoch) == ("two", 2)
    with workers.redis_client() as client:
        [(_id, entry)] = client.xrange(commands_stream("one"))
    told = parse_command(entry[b"data"])
    assert (type(told), told.call, told.epoch) == (MoveOut, call.ref, 2)


@pytest.mark.django_db
def test_a_draining_worker_keeps_its_calls_when_nobody_else_is_there() -> None:
    let_live(heartbeat("one"))
    call = make_call()
    first = workers.assign(call)
    let_live(heartbeat("one", draining=True))

    assert workers.rescue(call.ref, epoch=1) == first
    assert RelayAssignment.objects.get().epoch == 1


@pytest.mark.django_db
def test_drain_worker_moves_every_open_call_of_the_worker(capsys: Any) -> None:
    let_live(heartbeat("one"))
    for _number in range(2):
        workers.assign(make_call())
    let_live(heartbeat("one", draining=True), heartbeat("two"))

    call_command("drain_worker", "one")

    assert "2 calls moved, 0 stay" in capsys.readouterr().out
    assert set(RelayAssignment.objects.values_list("worker", flat=True)) == {"two"}
    with pytest.raises(CommandError, match="called three"):
        call_command("drain_worker", "three")
