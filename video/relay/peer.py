"""One browser's connection: ICE-lite and DTLS-SRTP on the shared port, what it sends and gets."""

import asyncio
import logging
import secrets
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any, Protocol, cast

from aiortc import RTCCertificate, RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport

from video.relay.commands import TakeOffer
from video.relay.core.downlink import DownlinkEstimate
from video.relay.core.picture_gate import PictureGate
from video.relay.core.rates import RateMeter
from video.relay.core.sdp import Offer, SdpError, TransportAnswer, write_answer
from video.relay.core.seats import SeatWatch
from video.relay.ice import DtlsChannel, Path, new_credentials
from video.relay.incoming import Incoming
from video.relay.link import Link
from video.relay.media_in import Layer
from video.relay.negotiation import plan_lines
from video.relay.peer_feedback import write_feedback, write_repairs
from video.relay.peer_lines import PeerLines
from video.relay.peer_reports import take_rtcp
from video.relay.srtp import Slot
from video.relay.track import Track

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 30.0


class PeerOwner(Protocol):
    """The call a peer belongs to. Called on the loop, from the packet path: be quick."""

    def peer_connected(self, peer: "Peer") -> None: ...

    def peer_gone(self, peer: "Peer") -> None: ...

    def peer_media_began(self, peer: "Peer", track: Track) -> None: ...

    def peer_layers_changed(self, peer: "Peer") -> None: ...

    def peer_urgent(self, peer: "Peer") -> None: ...

    def peer_limited(self, peer: "Peer", now: float) -> None: ...


class Peer:
    """A seat's connection. Make it, `answer` its first offer, `start` it, `close` it."""

    def __init__(
        self, *, seat: str, owner: PeerOwner, certificate: RTCCertificate, now: float
    ) -> None:
        self.seat = seat
        self.owner = owner
        self.link = Link()
        self.lines = PeerLines(seat=seat, link=self.link)
        self.watch = SeatWatch(now)
        incoming = Incoming(
            link=self.link,
            lines=self.lines,
            watch=self.watch,
            take_rtcp=partial(take_rtcp, self),
            take_layer=self._take_layer,
        )
        self.feedback = incoming.feedback
        # Takes an SRTP or SRTCP packet.
        self.receive: Callable[[Slot, int, float, float], None] = incoming.receive
        self.ssrc = secrets.randbits(32)  # the sender of our RTCP
        self.local = new_credentials()
        self.remote_ufrag = ""
        self.downlink = DownlinkEstimate(now)
        self.gate = PictureGate(now)
        self.gets_sound_only = False
        self.sent_rate = RateMeter()
        self.pictures_rate = RateMeter()  # of what was sent, without headers
        self.was_limited = False
        self.reported_at = now
        self.connected_at = now
        self.feedback_due_at = now
        self.closed = False
        self._session_id = secrets.randbits(62)
        self._version = 0
        self._remote_fingerprints: tuple[tuple[str, str], ...] = ()
        self._certificate = certificate
        self._channel = DtlsChannel()
        self._dtls = RTCDtlsTransport(cast(Any, self._channel), [certificate])
        self._dtls._set_role("server")  # so that browsers choose AES-GCM (docs/relay.md, 4)
        self._task: asyncio.Task[None] | None = None
        self._nominated = False

    # Offer and answer

    def answer(self, offer: Offer, command: TakeOffer, candidates: tuple[str, ...]) -> str:
        """Answers the offer and changes tracks and legs to what it says.

        The caller must (again) register `local` and `remote_ufrag` at the endpoint: a new ICE
        user name in the offer is an ICE restart and brings new credentials of our own.

        Raises: SdpError; then nothing has changed.
        """
        if self._remote_fingerprints and offer.fingerprints != self._remote_fingerprints:
            raise SdpError("The DTLS fingerprint changed within a connection.")
        plan = plan_lines(offer, command)
        self._remote_fingerprints = offer.fingerprints
        if self.remote_ufrag and offer.ice_ufrag != self.remote_ufrag:
            self.local = new_credentials()
        self.remote_ufrag = offer.ice_ufrag
        self._version += 1
        answered = self.lines.apply(plan)
        for track in self.lines.tracks.values():
            for layer in track.layers.values():
                self._adopt(layer)
        transport = TransportAnswer(
            ice_ufrag=self.local.ufrag,
            ice_pwd=self.local.pwd,
            fingerprint=self._certificate.getFingerprints()[0].value,
            candidates=candidates,
        )
        return write_answer(
            answered,
            transport,
            session_id=self._session_id,
            version=self._version,
        )

    def _adopt(self, layer: Layer) -> None:
        layer.on_first_media = self._media_began
        layer.on_urgent = self._hurry

    def _take_layer(self, layer: Layer) -> None:
        """A stream came that its offer did not name."""
        self._adopt(layer)
        self.owner.peer_layers_changed(self)

    def _media_began(self, layer: Layer, _now: float) -> None:
        self.owner.peer_media_began(self, layer.track)

    def _hurry(self) -> None:
        self.owner.peer_urgent(self)

    # Life

    def start(self) -> None:
        """Waits for the browser's DTLS; call it after the first answer."""
        self._task = asyncio.create_task(self._connect())

    async def _connect(self) -> None:
        fingerprints = [RTCDtlsFingerprint(*pair) for pair in self._remote_fingerprints]
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await self._dtls.start(RTCDtlsParameters(fingerprints=fingerprints))
        except TimeoutError:
            logger.info("peer %s did not connect in %s s", self.seat, CONNECT_SECONDS)
        except Exception:
            # The edge of one connection: whatever its DTLS made OpenSSL or aiortc do ends here.
            logger.exception("peer %s failed in its handshake", self.seat)
        if self.closed:
            return
        if self._dtls.state != "connected":
            self.owner.peer_gone(self)
            return
        self.link.open(self._dtls._rx_srtp, self._dtls._tx_srtp)
        self._dtls.on("statechange", self._dtls_changed)
        self.connected_at = monotonic()
        self.downlink = DownlinkEstimate(self.connected_at)
        self.watch.connect(self.connected_at)
        self.owner.peer_connected(self)

    def _dtls_changed(self) -> None:
        if self._dtls.state in ("closed", "failed") and not self.closed:
            self.owner.peer_gone(self)

    def fall_silent(self) -> None:
        """Nothing is sent any more, not even a goodbye: another worker serves the seat."""
        self.link.path = self._channel.path = None

    async def close(self) -> None:
        """Says goodbye and frees everything; the endpoint must forget the peer as well."""
        if self.closed:
            return
        self.closed = True
        self.lines.close()
        if self._task is not None and self._task is not asyncio.current_task():
            self._task.cancel()
        await self._dtls.stop()
        # Breaks the only cycles, so that OpenSSL's 100 KB go now and not at some collection.
        self.receive = _ignore
        self._dtls.remove_all_listeners()
        self._channel.close()
        self.link.close()

    # What comes in besides media

    def take_path(self, path: Path, *, nominated: bool, now: float) -> None:
        """A checked STUN request came over this path: use it when nominated, or as the first."""
        self.watch.heard_at = now
        self._nominated = self._nominated or nominated
        if self.link.path is None or (nominated and self.link.path is not path):
            self._use(path)

    def receive_dtls(self, record: bytes, path: Path) -> None:
        """A DTLS record from a validated address.

        Until a path is nominated the handshake follows the browser: Chromium drops an answer on
        another path than it spoke on, and would only hear the repetition 1 s later (measured).
        """
        if not self._nominated and self.link.path is not path:
            self._use(path)
        self._channel.receive(record)

    def _use(self, path: Path) -> None:
        self.link.path = path
        self._channel.path = path

    # What goes out on time

    def tick(self, now: float) -> None:
        """Call it each 50 ms: congestion feedback and reports."""
        if self.link.is_up:
            write_feedback(self, now)

    def hurry(self, now: float) -> bool:
        """Sends NACKs and keyframe requests that are due; True when more will be due soon.

        Call it within 10 ms of `peer_urgent`, and again while it says True.
        """
        return self.link.is_up and write_repairs(self, now)

    def measure(self, now: float) -> None:
        """Brings its rates and its allowance up to date; a few times a second."""
        self.link.renew(now)
        self.sent_rate.update(self.link.sent_bytes, now)
        pictures = [leg.octets for leg in self.lines.legs.values() if leg.kind == "video"]
        self.pictures_rate.update(sum(pictures), now)
        for layer in self.lines.layers.values():
            layer.rate.update(layer.octets, now)

    @property
    def measured_rtt_seconds(self) -> float:
        """The last round trip that any receiving line has measured, 0 when none has."""
        return max((leg.reports.rtt_seconds for leg in self.lines.legs.values()), default=0.0)

    @property
    def rtt_seconds(self) -> float:
        """The round trip to reckon with: 0.1 before one was measured."""
        return self.measured_rtt_seconds or 0.1


def _ignore(_slot: Slot, _length: int, _now: float, _arrived_at: float) -> None:
    return
