"""A seat without a browser: the recorder and the robot of the practice room connect with it.

It offers as a browser does (ICE with USE-CANDIDATE, DTLS client, SRTP) and the relay answers; it
has no codecs. Received packets are handed on decrypted, sent ones are whole RTP packets.
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from time import monotonic
from typing import Any, cast

from aioice import stun
from aiortc import RTCCertificate, RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport
from pylibsrtp import Error as SrtpError
from pylibsrtp import Session

from video.relay.core.rtcp import is_rtcp
from video.relay.core.rtp import MIN_BYTES
from video.relay.ice import Address, DtlsChannel, new_credentials
from video.relay.robot_sdp import RobotLine, read_robot_answer, write_robot_offer

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 5.0
RETRY_SECONDS = 0.1
CONSENT_SECONDS = 1.0
# No answer to so many seconds of STUN: the worker is gone, or has forgotten us.
SILENT_SECONDS = 4.0
_PACKETS_AT_ONCE = 64
_MAX_BYTES = 2048
_BUFFER_BYTES = 1 << 21

_certificates: list[RTCCertificate] = []


def _certificate() -> RTCCertificate:
    """One for all connections of the process; making one takes 50 ms."""
    if not _certificates:
        _certificates.append(RTCCertificate.generateCertificate())
    return _certificates[0]


class RobotSeat:
    """One connection. `offer()`, then `connect(answer)`; after more lines the same again."""

    def __init__(self) -> None:
        self.lines: list[RobotLine] = []
        self.on_rtp: Callable[[bytes, float], None] = _ignore
        self.on_rtcp: Callable[[bytes, float], None] = _ignore
        self.heard_at = 0.0
        self.address: Address | None = None  # what DTLS takes for its path
        self._local = new_credentials()
        self._remote = ("", "")
        self._candidates: list[Address] = []
        self._socket: socket.socket | None = None
        self._validated = asyncio.Event()
        self._channel = DtlsChannel()
        self._channel.path = cast(Any, self)
        self._dtls = RTCDtlsTransport(cast(Any, self._channel), [_certificate()])
        self._dtls._set_role("client")
        self._receiving: Session | None = None
        self._sending: Session | None = None
        self._consent: asyncio.Task[None] | None = None
        self.closed = False

    @property
    def is_up(self) -> bool:
        return self._sending is not None

    @property
    def is_silent(self) -> bool:
        """Nothing was heard for too long."""
        return self.is_up and monotonic() - self.heard_at > SILENT_SECONDS

    def offer(self) -> str:
        """The SDP offer of all lines as they are now."""
        fingerprint = _certificate().getFingerprints()[0].value
        return write_robot_offer(self.lines, self._local, fingerprint)

    async def connect(self, sdp: str) -> None:
        """Does what the answer says; on a connection that is up it only reads new lines.

        Raises: ConnectionError, TimeoutError.
        """
        answer = read_robot_answer(sdp)
        for line in self.lines:
            line.ssrc = answer.ssrcs.get(line.mid, line.ssrc)
        if self.is_up:
            return
        self._remote = (answer.ufrag, answer.pwd)
        self._candidates = list(answer.candidates)
        if not self._candidates:
            raise ConnectionError("The relay's answer has no UDP candidate.")
        self._open_socket(self._candidates[0])
        async with asyncio.timeout(CONNECT_SECONDS):
            await self._find_path()
            fingerprints = [RTCDtlsFingerprint(*answer.fingerprint)]
            await self._dtls.start(RTCDtlsParameters(fingerprints=fingerprints))
        if self._dtls.state != "connected":
            raise ConnectionError("DTLS failed.")
        self._receiving, self._sending = self._dtls._rx_srtp, self._dtls._tx_srtp
        self.heard_at = monotonic()
        self._consent = asyncio.create_task(self._keep_consent())

    def _open_socket(self, first: Address) -> None:
        family = socket.AF_INET6 if ":" in first[0] else socket.AF_INET
        self._candidates = [a for a in self._candidates if (":" in a[0]) == (":" in first[0])]
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_BYTES)
        asyncio.get_running_loop().add_reader(self._socket, self._read)

    async def _find_path(self) -> None:
        while not self._validated.is_set():
            for candidate in self._candidates:
                self._ask(candidate)
            try:
                async with asyncio.timeout(RETRY_SECONDS):
                    await self._validated.wait()
            except TimeoutError:
                continue

    def _ask(self, address: Address) -> None:
        """One binding request; the relay believes our address from it."""
        ufrag, pwd = self._remote
        request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
        request.attributes["USERNAME"] = f"{ufrag}:{self._local.ufrag}"
        request.attributes["PRIORITY"] = 1
        request.attributes["ICE-CONTROLLING"] = 1
        request.attributes["USE-CANDIDATE"] = None
        request.add_message_integrity(pwd.encode())
        self._send_to(bytes(request), address)

    async def _keep_consent(self) -> None:
        while self.address is not None:
            await asyncio.sleep(CONSENT_SECONDS)
            self._ask(self.address)

    # What comes

    def _read(self) -> None:
        sock = self._socket
        for _ in range(_PACKETS_AT_ONCE):
            if sock is None:
                return
            try:
                data, address = sock.recvfrom(_MAX_BYTES)
            except OSError:
                return  # nothing more, or nobody listens there
            if data:
                self._take(data, (address[0], address[1]))

    def _take(self, data: bytes, address: Address) -> None:
        first = data[0]
        if 127 < first < 192:
            self._take_media(data)
        elif 19 < first < 64:
            self._channel.receive(data)
        elif first < 4 and address in self._candidates:
            self._take_stun(data, address)

    def _take_stun(self, data: bytes, address: Address) -> None:
        try:
            message = stun.parse_message(data)
        except ValueError:
            return
        if message.message_class == stun.Class.RESPONSE:
            self.heard_at = monotonic()
            if self.address is None:
                self.address = address
            self._validated.set()

    def _take_media(self, data: bytes) -> None:
        session, now = self._receiving, monotonic()
        if session is None or len(data) < MIN_BYTES:
            return
        try:
            if is_rtcp(data):
                self.on_rtcp(session.unprotect_rtcp(data), now)
                return
            plain = session.unprotect(data)
        except SrtpError:
            return  # forged, or a repeat of what had come
        self.heard_at = now
        self.on_rtp(plain, now)

    # What goes

    def send(self, data: bytes | memoryview) -> None:
        """One datagram as it is (what DTLS uses)."""
        if self.address is not None:
            self._send_to(data, self.address)

    def _send_to(self, data: bytes | memoryview, address: Address) -> None:
        if self._socket is not None:
            try:
                self._socket.sendto(data, address)
            except OSError:
                return  # a full buffer, or nobody listens there: as lost on the way

    def send_rtp(self, packet: bytes) -> None:
        """Encrypts and sends one whole RTP packet."""
        if self._sending is not None:
            self.send(self._sending.protect(packet))

    def send_rtcp(self, compound: bytes) -> None:
        """Encrypts and sends one RTCP compound."""
        if self._sending is not None:
            self.send(self._sending.protect_rtcp(compound))

    async def close(self) -> None:
        """Says goodbye and frees everything; twice is harmless."""
        if self.closed:
            return
        self.closed = True
        self._receiving = self._sending = None
        if self._consent is not None:
            self._consent.cancel()
        await self._dtls.stop()
        self._dtls.remove_all_listeners()
        self._channel.close()
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket)
            self._socket.close()
            self._socket = None


def _ignore(_data: bytes, _now: float) -> None:
    return
