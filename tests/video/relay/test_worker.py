"""A fault of one connection or call stays its own."""

import pytest

from video.relay.call import Call
from video.relay.endpoint import Endpoint
from video.relay.messages import Failed, May, OpenCall, SetMuted
from video.relay.peer import Peer
from video.relay.seat import Seat
from video.relay.worker import MAX_EPOCHS, Worker

SHAPE = {"id": "1", "epoch": 1, "answer_to": "p"}


@pytest.fixture
def worker() -> Worker:
    return Worker(name="w", endpoint=Endpoint(), candidates=())


class Owner:
    def __init__(self) -> None:
        self.gone: list[Peer] = []

    def peer_gone(self, peer: Peer) -> None:
        self.gone.append(peer)


async def test_a_peer_that_fails_in_its_tick_is_ended_alone(worker, monkeypatch):
    owner = Owner()
    peers = [Peer(seat=seat, owner=owner, certificate=worker.certificate, now=0.0) for seat in "ab"]
    monkeypatch.setattr(peers[0], "tick", lambda _now: 1 / 0)
    monkeypatch.setattr(peers[0], "hurry", lambda _now: 1 / 0)
    worker.urgent = set(peers)

    for peer in peers:
        worker.tick_peer(peer, 1.0)
    worker.tick_urgent(1.0)

    assert owner.gone == [peers[0]] * 2
    assert worker.urgent == set()


async def test_a_call_that_fails_in_its_tick_does_not_stop_the_others(worker, monkeypatch):
    ticked = []
    for ref in ("first", "second"):
        worker.handle(OpenCall(call=ref, **SHAPE))
    monkeypatch.setattr(
        Call, "tick", lambda call, _now: 1 / 0 if call.ref == "first" else ticked.append(call.ref)
    )

    worker.tick_calls(1.0)

    assert ticked == ["second"]


async def test_a_command_that_fails_is_answered(worker, monkeypatch):
    worker.handle(OpenCall(call="c", **SHAPE))
    monkeypatch.setattr(Call, "set_muted", lambda *_: 1 / 0)

    answer = worker.handle(SetMuted(call="c", seat="s", source="camera", muted=True, **SHAPE))

    assert answer == Failed(id="1", code="internal", text="The relay failed; see its log.")


async def test_epochs_are_remembered_within_a_bound(worker):
    for n in range(MAX_EPOCHS + 50):
        worker.handle(SetMuted(call=f"c{n}", seat="s", source="camera", muted=True, **SHAPE))

    assert len(worker._epochs) == MAX_EPOCHS


async def test_a_place_where_nobody_sits_for_two_minutes_is_free_again(worker):
    said = []
    worker.on_event = said.append
    worker.handle(OpenCall(call="c", **SHAPE))
    call = worker.calls["c"]
    call.seats["s"] = Seat(ref="s", may=May(publish=True))

    for now in (0.0, 100.0, 119.0):
        call.tick(now)

    assert call.seats == {}
    assert [(event.seat, event.reason) for event in said] == [("s", "lost")]
