"""A seat without codecs: ICE, DTLS and SRTP are real, its RTP packets are replayed or made.

Cheap enough that one process plays hundreds of them, and exact enough for tests that must see or
send single packets.
"""

import asyncio
import secrets
import socket
import struct
from collections.abc import Callable
from typing import Any

from aioice import stun
from aiortc import RTCCertificate, RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport
from pylibsrtp import Error as SrtpError

from video.relay.ice import DtlsChannel, IceCredentials, write_response
from video.relay.messages import Published, Received, Source

TRANSPORT_CC_ID = 3
ABS_SEND_TIME_ID = 2
OPUS_TYPE = 111
VP8_TYPE = 96
RTX_TYPE = 97
_TIMESTAMPS = 35  # SO_TIMESTAMPNS; Linux only and not in the socket module
_TIMESPEC = struct.Struct("=qq")

_AUDIO = f"""m=audio 9 UDP/TLS/RTP/SAVPF {OPUS_TYPE}
a=rtpmap:{OPUS_TYPE} opus/48000/2
a=rtcp-fb:{OPUS_TYPE} transport-cc
"""
_VIDEO = f"""m=video 9 UDP/TLS/RTP/SAVPF {VP8_TYPE} {RTX_TYPE}
a=rtpmap:{VP8_TYPE} VP8/90000
a=rtcp-fb:{VP8_TYPE} goog-remb
a=rtcp-fb:{VP8_TYPE} transport-cc
a=rtcp-fb:{VP8_TYPE} ccm fir
a=rtcp-fb:{VP8_TYPE} nack
a=rtcp-fb:{VP8_TYPE} nack pli
a=rtpmap:{RTX_TYPE} rtx/90000
a=fmtp:{RTX_TYPE} apt={VP8_TYPE}
"""
_VIDEO_WITHOUT_RTX = "".join(
    line for line in _VIDEO.splitlines(True) if f":{RTX_TYPE} " not in line
).replace(f" {RTX_TYPE}\n", "\n")
_EXTENSIONS = f"""a=extmap:{ABS_SEND_TIME_ID} http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
a=extmap:{TRANSPORT_CC_ID} http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
a=rtcp-mux
"""


class LeanPeer:
    """One connection. Make it, `offer()`, give the answer to `connect`, then send and receive."""

    certificate: RTCCertificate | None = None

    def __init__(self, *, rtx: bool = True, host: str = "127.0.0.1") -> None:
        if LeanPeer.certificate is None:
            LeanPeer.certificate = RTCCertificate.generateCertificate()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        self.socket.bind((host, 0))
        self.on_rtp: Callable[[bytes], None] | None = None
        self.on_rtcp: Callable[[bytes], None] | None = None
        self.on_datagram: Callable[[bytes], None] | None = None
        self.received_rtp = 0
        self.arrived_ns = 0  # when the kernel took the packet in that is being handed on
        self._receive: Callable[[], bytes] = self._receive_plain
        self.publishes: list[Published] = []
        self.receives: list[Received] = []
        self.ssrcs: dict[str, int] = {}
        self.rtx_ssrcs: dict[str, int] = {}
        self.leg_ssrcs: dict[str, int] = {}
        self._ufrag = secrets.token_hex(4)
        self._pwd = secrets.token_hex(16)
        self._rtx = rtx
        self._lines: list[str] = []
        self._stun_answered = asyncio.Event()
        self._channel = DtlsChannel()
        self._channel.path = self
        self._dtls = RTCDtlsTransport(self._channel, [LeanPeer.certificate])  # type: ignore[arg-type]
        self._dtls._set_role("client")
        self._consent: asyncio.Task[None] | None = None
        self.address = self.socket.getsockname()
        self.relay: tuple[str, int] = ("127.0.0.1", 0)
        self.remote_ufrag = self.remote_pwd = ""

    # The offer

    def publish(self, source: Source) -> int:
        """Adds a sendonly line and returns its SSRC."""
        mid = str(len(self._lines))
        ssrc, repair = secrets.randbits(32), secrets.randbits(32)
        video = source != "microphone"
        text = self._line(video, mid, "sendonly")
        if video and self._rtx:
            text += f"a=ssrc-group:FID {ssrc} {repair}\na=ssrc:{repair} cname:lean\n"
        self._lines.append(text + f"a=ssrc:{ssrc} cname:lean\n")
        self.publishes.append(Published(mid=mid, source=source))
        self.ssrcs[mid], self.rtx_ssrcs[mid] = ssrc, repair
        return ssrc

    def echo(self, source: Source) -> int:
        """Adds a sendrecv line, as the servers we compare with expect; returns its SSRC."""
        ssrc = self.publish(source)
        self._lines[-1] = self._lines[-1].replace("a=sendonly", "a=sendrecv")
        return ssrc

    def receive(self, seat: str, source: Source) -> str:
        """Adds a recvonly line and returns its mid."""
        mid = str(len(self._lines))
        self._lines.append(self._line(source != "microphone", mid, "recvonly"))
        self.receives.append(Received(mid=mid, seat=seat, source=source))
        return mid

    def _line(self, video: bool, mid: str, direction: str) -> str:
        media = _AUDIO if not video else (_VIDEO if self._rtx else _VIDEO_WITHOUT_RTX)
        return media + _EXTENSIONS + f"a=mid:{mid}\na={direction}\n"

    def offer(self) -> str:
        assert LeanPeer.certificate is not None
        fingerprint = LeanPeer.certificate.getFingerprints()[0].value
        head = (
            "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nt=0 0\n"
            f"a=group:BUNDLE {' '.join(str(n) for n in range(len(self._lines)))}\n"
            f"a=ice-ufrag:{self._ufrag}\na=ice-pwd:{self._pwd}\n"
            f"a=fingerprint:sha-256 {fingerprint}\na=setup:actpass\n"
        )
        candidate = f"a=candidate:1 1 udp 2130706431 {self.address[0]} {self.address[1]} typ host\n"
        return (head + "".join(line + candidate for line in self._lines)).replace("\n", "\r\n")

    def read_answer(self, sdp: str) -> list[RTCDtlsFingerprint]:
        """Takes the relay's port, credentials and SSRCs from its answer."""
        fingerprints, mid = [], ""
        for line in sdp.splitlines():
            name, _, value = line[2:].partition(":")
            if name == "candidate" and value.split()[2] == "udp":
                self.relay = (value.split()[4], int(value.split()[5]))
            elif name == "ice-ufrag":
                self.remote_ufrag = value
            elif name == "ice-pwd":
                self.remote_pwd = value
            elif name == "fingerprint":
                fingerprints = [RTCDtlsFingerprint(*value.split())]
            elif name == "setup":
                self._dtls._set_role("server" if value == "active" else "client")
            elif name == "mid":
                mid = value
            elif name == "ssrc":
                self.leg_ssrcs.setdefault(mid, int(value.split()[0]))
        return fingerprints

    # Connecting

    async def connect(self, sdp: str) -> None:
        """ICE and DTLS as the answer says.

        Raises: ConnectionError, TimeoutError.
        """
        fingerprints = self.read_answer(sdp)
        asyncio.get_running_loop().add_reader(self.socket, self._read)
        async with asyncio.timeout(10):
            while not self._stun_answered.is_set():
                self.send_stun()
                try:
                    async with asyncio.timeout(0.2):
                        await self._stun_answered.wait()
                except TimeoutError:
                    continue
            await self._dtls.start(RTCDtlsParameters(fingerprints=fingerprints))
        if self._dtls.state != "connected":
            raise ConnectionError("DTLS failed")
        self._consent = asyncio.create_task(self._keep_consent())

    def send_stun(self, *, ufrag: str = "", pwd: str = "") -> None:
        request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
        request.attributes["USERNAME"] = f"{ufrag or self.remote_ufrag}:{self._ufrag}"
        request.attributes["PRIORITY"] = 1
        request.attributes["ICE-CONTROLLING"] = 1
        request.attributes["USE-CANDIDATE"] = None
        request.add_message_integrity((pwd or self.remote_pwd).encode())
        self.send(bytes(request))

    async def _keep_consent(self) -> None:
        while True:
            await asyncio.sleep(2)
            self.send_stun()

    def send(self, data: bytes | memoryview) -> None:
        """One raw datagram to the relay (also what DTLS uses)."""
        try:
            self.socket.sendto(data, self.relay)
        except OSError:
            return

    def note_arrivals(self) -> None:
        """Keep `arrived_ns`, so that a delay does not contain how long packets waited for us."""
        self.socket.setsockopt(socket.SOL_SOCKET, _TIMESTAMPS, 1)
        self._receive = self._receive_stamped

    def _receive_plain(self) -> bytes:
        return self.socket.recv(2048)

    def _receive_stamped(self) -> bytes:
        data, control, _flags, _address = self.socket.recvmsg(2048, 64)
        seconds, nanoseconds = _TIMESPEC.unpack(control[0][2][: _TIMESPEC.size])
        self.arrived_ns = seconds * 1_000_000_000 + nanoseconds
        return data

    def _read(self) -> None:
        for _ in range(64):
            try:
                data = self._receive()
            except OSError:
                return
            if not data:
                continue
            if 127 < data[0] < 192:
                self._take_media(data)
            elif 19 < data[0] < 64:
                self._channel.receive(data)
            else:
                self._take_stun(data)

    def _take_stun(self, data: bytes) -> None:
        """An answer to our check, or the check of a full ICE agent, which wants an answer."""
        message = stun.parse_message(data)
        if message.message_class == stun.Class.RESPONSE:
            self._stun_answered.set()
        elif message.message_class == stun.Class.REQUEST:
            local = IceCredentials(self._ufrag, self._pwd)
            self.send(write_response(message, self.relay, local))

    def _take_media(self, data: bytes) -> None:
        if self.on_datagram is not None:
            self.on_datagram(data)
        session: Any = self._dtls._rx_srtp
        try:
            if 192 <= data[1] <= 223:
                if self.on_rtcp is not None:
                    self.on_rtcp(session.unprotect_rtcp(data))
                return
            self.received_rtp += 1
            if self.on_rtp is not None:
                self.on_rtp(session.unprotect(data))
        except SrtpError:
            return

    # Media

    def send_rtp(self, packet: bytes) -> None:
        """Encrypts and sends one whole RTP packet."""
        self.send(self._dtls._tx_srtp.protect(packet))

    def send_rtcp(self, compound: bytes) -> None:
        self.send(self._dtls._tx_srtp.protect_rtcp(compound))

    async def close(self) -> None:
        if self._consent is not None:
            self._consent.cancel()
        await self._dtls.stop()
        self._channel.close()
        asyncio.get_running_loop().remove_reader(self.socket)
        self.socket.close()
