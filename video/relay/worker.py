"""A relay worker: takes commands, keeps calls by epoch, drives the clock of all peers."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from aiortc import RTCCertificate

from video.relay.call import Call
from video.relay.commands import (
    Answer,
    CloseCall,
    Command,
    Done,
    Drain,
    Failed,
    MoveOut,
    OpenCall,
    RemoveSeat,
    SdpAnswer,
    SetLayer,
    SetMuted,
    SetPermissions,
    TakeOffer,
)
from video.relay.core.sdp import SdpError
from video.relay.endpoint import Endpoint
from video.relay.events import Event
from video.relay.ice import IceCredentials
from video.relay.offer import read_offer
from video.relay.peer import Peer
from video.relay.refusal import Refusal

logger = logging.getLogger(__name__)

T = TypeVar("T")

# Epochs of calls that ended here are remembered, so that a late command cannot revive one.
MAX_EPOCHS = 10_000
# Browsers that were told to follow their call to another worker have this long to do so.
MOVING_OUT_SECONDS = 5.0
CERTIFICATE_SECONDS = 24 * 3600.0  # aiortc makes them for 30 days


class Worker:
    """Everything one process serves. `say` of the bus gets the events."""

    def __init__(self, *, name: str, endpoint: Endpoint, candidates: tuple[str, ...]) -> None:
        self.name = name
        self.candidates = candidates
        self._certificate = RTCCertificate.generateCertificate()
        self._certified_at = monotonic()
        self.calls: dict[str, Call] = {}
        self.draining = False
        self.on_event: Callable[[Event], None] = _ignore
        self.is_overloaded: Callable[[], bool] = bool
        self.on_urgent: Callable[[], None] = _ignore_urgent
        self.urgent: set[Peer] = set()
        # Since the start, for the metrics: refusals by code; calls taken over and given up.
        self.refused: Counter[str] = Counter()
        self.epochs: Counter[str] = Counter()
        self._endpoint = endpoint
        self._peers: dict[Peer, None] = {}  # in the order in which they came
        self._epochs: dict[str, int] = {}
        self._moving_out: dict[str, tuple[Call, float]] = {}
        self._ended: list[Call] = []

    # Commands

    def handle(self, command: Command) -> Answer:
        """Does a command now and says how it went; never raises."""
        try:
            return self._do(command)
        except Refusal as refusal:
            self.refused[refusal.code] += 1
            return Failed(id=command.id, code=refusal.code, text=str(refusal))
        except SdpError as error:
            self.refused[error.code] += 1
            return Failed(id=command.id, code=error.code, text=str(error))
        except Exception:
            # The edge of one command: whatever is wrong with it must not end the worker.
            logger.exception("command %s of call %s failed", command.type, command.call)
            return Failed(id=command.id, code="internal", text="The relay failed; see its log.")

    def _do(self, command: Command) -> Answer:
        if isinstance(command, Drain):
            self.draining = True
            return _done(command)
        self._check_epoch(command)
        if isinstance(command, MoveOut):
            return _done(command)
        if isinstance(command, OpenCall):
            return self._open(command)
        if isinstance(command, CloseCall):
            return self._close(command)
        call = self.calls.get(command.call)
        if call is None:
            raise Refusal("unknown_call", "The call is not open on this worker.")
        if isinstance(command, TakeOffer):
            offer = read_offer(command.sdp)
            return SdpAnswer(id=command.id, sdp=call.take_offer(command, offer, monotonic()))
        if isinstance(command, SetPermissions):
            call.set_permissions(command)
        elif isinstance(command, SetMuted):
            call.set_muted(command)
        elif isinstance(command, SetLayer):
            call.set_layer(command)
        elif isinstance(command, RemoveSeat):
            call.remove_seat(command.seat, command.reason)
        else:
            raise Refusal("bad_message", f"The command {command.type} is not served.")
        return _done(command)

    def _check_epoch(self, command: Command) -> None:
        highest = self._epochs.get(command.call, 0)
        if command.epoch < highest:
            raise Refusal("stale_epoch", f"The call is at epoch {highest}.")
        if command.epoch > highest:
            self._epochs[command.call] = command.epoch
            if len(self._epochs) > MAX_EPOCHS:
                self._forget_epoch()
            self._give_up(command)

    def _give_up(self, command: Command) -> None:
        """Told of a higher epoch: the call was given to somebody else in between."""
        self._end_moving_out(command.call)
        old = self.calls.pop(command.call, None)
        self.epochs["given"] += old is not None
        if old is not None and isinstance(command, MoveOut):
            self._moving_out[command.call] = old, monotonic() + MOVING_OUT_SECONDS
        elif old is not None:
            for seat in old.seats.values():
                for peer in seat.peers():
                    peer.fall_silent()
            self._end(old, None)

    def _end_moving_out(self, ref: str) -> None:
        call, _until = self._moving_out.pop(ref, (None, 0.0))
        if call is not None:
            self._end(call, None)

    def _forget_epoch(self) -> None:
        oldest = next((ref for ref in self._epochs if ref not in self.calls), None)
        if oldest is not None:
            del self._epochs[oldest]

    def _open(self, command: OpenCall) -> Answer:
        call = self.calls.get(command.call)
        if call is not None:
            call.limit_seats = command.limit_seats
        elif self.draining:
            raise Refusal("busy", "This worker takes no new calls.")
        elif self.is_overloaded():
            raise Refusal("busy", "This worker is full.")
        else:
            self.calls[command.call] = Call(command, self)
            self.epochs["taken"] += command.epoch > 1
        return _done(command)

    def _close(self, command: CloseCall) -> Answer:
        self._end_moving_out(command.call)
        call = self.calls.pop(command.call, None)
        if call is not None:
            self._end(call, command.reason)
        return _done(command)

    def _end(self, call: Call, reason: str | None) -> None:
        call.close(reason)
        self._ended.append(call)

    async def close(self) -> None:
        """Closes every peer; the calls themselves live on in the database."""
        for call in self.calls.values():
            self._end(call, None)
        self.calls.clear()
        for ref in list(self._moving_out):
            self._end_moving_out(ref)
        await asyncio.gather(*(call.wait_closed() for call in self._ended))
        self._ended.clear()

    # What calls ask for (seat.Host)

    @property
    def certificate(self) -> RTCCertificate:
        """One for all connections of a day: making one takes as long as a hundred packets."""
        if monotonic() - self._certified_at > CERTIFICATE_SECONDS:
            self._certificate = RTCCertificate.generateCertificate()
            self._certified_at = monotonic()
        return self._certificate

    def admit(self, peer: Peer, local: IceCredentials, remote_ufrag: str) -> None:
        """Packets with these credentials belong to the peer."""
        self._peers[peer] = None
        self._endpoint.peers.admit(peer, local, remote_ufrag)

    def expel(self, peer: Peer) -> None:
        """Nothing belongs to the peer any more."""
        self._peers.pop(peer, None)
        self.urgent.discard(peer)
        self._endpoint.peers.expel(peer)

    def hurry(self, peer: Peer) -> None:
        """The peer has something to send within 10 ms."""
        self.urgent.add(peer)
        self.on_urgent()

    def say(self, event: Event) -> None:
        """Something happened in a call; of one that is moving out another worker speaks."""
        if event.epoch >= self._epochs.get(event.call, 0):
            self.on_event(event)

    # On time

    def peers(self) -> list[Peer]:
        """Every connection of every call."""
        return list(self._peers)

    def _present(self) -> list[Call]:
        """The calls it serves, and those that are moving out."""
        return [*self.calls.values(), *(call for call, _until in self._moving_out.values())]

    @property
    def is_empty(self) -> bool:
        """True when nobody is here any more: the process may end."""
        return not self.calls and not self._moving_out

    def tick_calls(self, now: float, *, part: int = 0, parts: int = 1) -> None:
        """States and figures of one part of the calls; every call four times a second."""
        for call in self._present()[part::parts]:
            try:
                call.tick(now)
            except Exception:
                # The edge of one call: a fault in it must not stop the others.
                logger.exception("call %s failed in its tick", call.ref)
        for ref, (call, until) in list(self._moving_out.items()):
            if now >= until or not any(seat.peers() for seat in call.seats.values()):
                self._end_moving_out(ref)
        self._ended = [call for call in self._ended if call.is_closing]

    def tick_peer(self, peer: Peer, now: float) -> None:
        """What a peer sends on time; each 50 ms."""
        self._guard(peer, peer.tick, now)

    def tick_urgent(self, now: float) -> None:
        """Peers that cannot wait: 10 ms after `on_urgent`, and again while any are left."""
        if self.urgent:
            waiting, self.urgent = self.urgent, set()
            self.urgent |= {peer for peer in waiting if self._guard(peer, peer.hurry, now)}

    def _guard(self, peer: Peer, act: Callable[[float], T], now: float) -> T | None:
        try:
            return act(now)
        except Exception:
            # The edge of one connection: it ends, the others do not notice.
            logger.exception("peer %s failed in its tick", peer.seat)
            peer.owner.peer_gone(peer)
            return None


def _ignore(_event: Event) -> None:
    return


def _ignore_urgent() -> None:
    return


def _done(command: Command) -> Done:
    return Done(id=command.id, call=command.call, epoch=command.epoch)
