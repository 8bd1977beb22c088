"""One call under one epoch: commands become routing, what happens becomes events."""

import asyncio

from video.relay import attendance, bandwidth
from video.relay.announcer import Announcer
from video.relay.commands import May, OpenCall, SetLayer, SetMuted, SetPermissions, TakeOffer
from video.relay.core.sdp import Offer
from video.relay.events import CallClosed, MediaReceived, SeatConnected, SeatLeft, SeatLost
from video.relay.peer import Peer
from video.relay.refusal import Refusal
from video.relay.routing import route
from video.relay.seat import Host, Seat
from video.relay.track import Track

# The old connection of a seat goes on at most this long after the new one is up.
BREAK_AFTER_SECONDS = 5.0
SHARE_APART_SECONDS = 0.05
NOTHING = May()


class Call:
    """Owned by the worker; also what its peers report to (peer.PeerOwner)."""

    def __init__(self, command: OpenCall, host: Host) -> None:
        self.ref = command.call
        self.epoch = command.epoch
        self.limit_seats = command.limit_seats
        self.seats: dict[str, Seat] = {}
        self._host = host
        self._announcer = Announcer(command.call, command.epoch, host)
        self._closing: set[asyncio.Task[None]] = set()
        self._shared_at = 0.0

    # Commands

    def take_offer(self, command: TakeOffer, offer: Offer, now: float) -> str:
        """Answers a browser's offer.

        Raises: Refusal, SdpError; then nothing has changed.
        """
        if command.may == NOTHING:
            raise Refusal("not_allowed", "This seat may neither send nor receive.")
        if command.purpose == "first":
            return self._take_first(command, offer, now)
        seat = self._seat(command.seat)
        peer = seat.next_peer or seat.peer
        if peer is None:
            raise Refusal("unknown_seat", "The seat has no connection to change.")
        text = peer.answer(offer, command, self._host.candidates)
        seat.may = command.may
        self._host.admit(peer, peer.local, peer.remote_ufrag)
        self.route()
        self._announcer.tell_tracks(seat)
        return text

    def _take_first(self, command: TakeOffer, offer: Offer, now: float) -> str:
        if command.seat not in self.seats and len(self.seats) >= self.limit_seats:
            raise Refusal("busy", f"All {self.limit_seats} seats of the call are taken.")
        peer = Peer(seat=command.seat, owner=self, certificate=self._host.certificate, now=now)
        text = peer.answer(offer, command, self._host.candidates)
        seat = self.seats.setdefault(command.seat, Seat(ref=command.seat, may=command.may))
        seat.may = command.may
        if seat.peer is None:
            seat.peer = peer
        else:
            if seat.next_peer is not None:
                self._close_peer(seat.next_peer)
            seat.next_peer, seat.take_over_at = peer, None
        self._host.admit(peer, peer.local, peer.remote_ufrag)
        peer.start()
        self.route()
        return text

    def set_permissions(self, command: SetPermissions) -> None:
        """Changes what a seat may do at once; a seat that may nothing is closed.

        Raises: Refusal.
        """
        seat = self._seat(command.seat)
        seat.may = command.may
        if command.may == NOTHING:
            self.remove_seat(seat.ref, "revoked")
            return
        self.route()
        self._announcer.tell_tracks(seat)

    def set_muted(self, command: SetMuted) -> None:
        """Mutes or unmutes a source for everybody.

        Raises: Refusal.
        """
        seat = self._seat(command.seat)
        if command.muted:
            seat.muted.add(command.source)
        else:
            seat.muted.discard(command.source)
        self.route()
        self._announcer.tell_tracks(seat)

    def set_layer(self, command: SetLayer) -> None:
        """Notes how large a seat shows a picture; the next tick switches.

        Raises: Refusal.
        """
        seat = self._seat(command.seat)
        for peer in seat.peers():
            leg = peer.lines.legs.get(command.mid)
            if leg is not None:
                leg.max_height = max(0, command.max_height)

    def remove_seat(self, ref: str, reason: str) -> None:
        """Closes a seat and says so; an unknown seat is already gone."""
        seat = self.seats.pop(ref, None)
        if seat is None:
            return
        for peer in seat.peers():
            self._close_peer(peer)
        self.route()
        self._announcer.say(SeatLeft, seat=ref, reason=reason)

    def close(self, reason: str | None) -> None:
        """Closes every seat; without a reason (another worker has the call) silently."""
        for seat in self.seats.values():
            for peer in seat.peers():
                self._close_peer(peer)
        self.seats.clear()
        if reason is not None:
            self._announcer.say(CallClosed, reason=reason)

    @property
    def is_closing(self) -> bool:
        return bool(self._closing)

    async def wait_closed(self) -> None:
        """Waits until every connection that was closed has said goodbye."""
        await asyncio.gather(*self._closing, return_exceptions=True)

    def _seat(self, ref: str) -> Seat:
        seat = self.seats.get(ref)
        if seat is None:
            raise Refusal("unknown_seat", "The call has no such seat.")
        return seat

    def _close_peer(self, peer: Peer) -> None:
        self._host.expel(peer)
        task = asyncio.create_task(peer.close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    # Routing

    def route(self) -> None:
        """Connects every leg to what it should show. Runs when something has changed."""
        route(self.seats)

    # What peers tell (peer.PeerOwner)

    def peer_connected(self, peer: Peer) -> None:
        """Its DTLS is up: it can be sent to."""
        seat = self.seats.get(peer.seat)
        if seat is None:
            return
        self.route()
        if peer is seat.peer:
            self._announcer.say(SeatConnected, seat=seat.ref)
            self._announcer.tell_tracks(seat)
        elif peer is seat.next_peer:
            seat.take_over_at = peer.watch.heard_at + BREAK_AFTER_SECONDS
            if not peer.lines.tracks:
                self._take_over(seat)

    def peer_gone(self, peer: Peer) -> None:
        """It was closed by the browser, or never came up. The seat stays."""
        seat = self.seats.get(peer.seat)
        if seat is None or peer not in seat.peers():
            return
        self._close_peer(peer)
        if peer is seat.next_peer:
            seat.next_peer = seat.take_over_at = None
        elif seat.next_peer is not None:
            self._take_over(seat)
        else:
            seat.peer = None
            self.route()
            if peer.watch.lose():
                self._announcer.say(SeatLost, seat=seat.ref)

    def peer_media_began(self, peer: Peer, track: Track) -> None:
        """The first packet of a track."""
        seat = self.seats.get(peer.seat)
        if seat is None:
            return
        if peer is seat.next_peer:
            self._take_over(seat)
        self._announcer.say(
            MediaReceived, seat=seat.ref, source=track.source, packets=track.packets
        )

    def peer_layers_changed(self, peer: Peer) -> None:
        """A stream came that its offer did not name."""
        self.route()

    def peer_urgent(self, peer: Peer) -> None:
        """It has a NACK or a keyframe request to send."""
        self._host.hurry(peer)

    def peer_limited(self, _peer: Peer, now: float) -> None:
        """Less fits its way than is sent: publishers are told now, not at the next tick."""
        if now - self._shared_at >= SHARE_APART_SECONDS:
            self._share(now)

    def _share(self, now: float) -> None:
        self._shared_at = now
        bandwidth.share([peer for seat in self.seats.values() for peer in seat.peers()], now)

    def _take_over(self, seat: Seat) -> None:
        """Make before break: the new connection carries the seat, the old one ends."""
        old, seat.peer, seat.next_peer = seat.peer, seat.next_peer, None
        seat.take_over_at = None
        self.route()
        if old is not None:
            self._close_peer(old)
        if seat.peer is not None and seat.peer.link.is_up:
            self._announcer.say(SeatConnected, seat=seat.ref)
        self._announcer.tell_tracks(seat)

    # On time

    def tick(self, now: float) -> None:
        """States, evidence, figures and bandwidth. Call it four times a second."""
        for seat in list(self.seats.values()):
            if seat.take_over_at is not None and now >= seat.take_over_at:
                self._take_over(seat)
            if seat.peer is not None:
                attendance.watch(seat, seat.peer, self._announcer, now)
            if attendance.is_given_up(seat, now):
                self.remove_seat(seat.ref, "lost")
        self._share(now)
