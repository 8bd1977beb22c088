"""Calls, seats and browser sessions for tests; plain functions, no surprises."""

from importlib import import_module
from typing import Any

import redis
from django.conf import settings

from video import calls
from video.enums import CallKind, SeatRole
from video.models import Call, Seat
from video.relay.messages import WORKERS_SET as WORKERS
from video.relay.messages import Heartbeat, worker_key


def make_call(**fields: Any) -> Call:
    fields.setdefault("kind", CallKind.COUNSELLING)
    return calls.open_call(subject="session:abc", **fields)


def make_seat(call: Call | None = None, **fields: Any) -> Seat:
    fields.setdefault("name", "박민원")
    fields.setdefault("role", SeatRole.CITIZEN)
    return calls.give_seat(call or make_call(), **fields)


def make_session(*seats: Seat) -> str:
    """The key of a stored browser session that may take these seats."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["call_seats"] = {seat.call.ref: seat.ref for seat in seats}
    session.save()
    return str(session.session_key)


def heartbeat(name: str, **fields: Any) -> Heartbeat:
    known = {
        "version": 1,
        "pid": 1,
        "at": 0.0,
        "port": 40000,
        "addresses": ("127.0.0.1",),
        "calls": 0,
        "seats": 0,
        "cpu": 0.1,
        "loop_lag_p99_ms": 1.0,
        "received_bps": 0,
        "sent_bps": 0,
        "draining": False,
    }
    return Heartbeat(worker=name, **{**known, **fields})


def let_live(*workers: Heartbeat) -> None:
    """Shows these workers as alive for a minute."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        for worker in workers:
            client.sadd(WORKERS, worker.worker)
            client.set(worker_key(worker.worker), worker.to_json(), ex=60)


def let_die(name: str) -> None:
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.delete(worker_key(name))
