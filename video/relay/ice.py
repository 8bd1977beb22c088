"""The ICE-lite end of a peer: credentials, checked STUN requests, and the shim DTLS runs over.

RFC 8445, 2.5 (lite) and 7.3 (server procedures). We never send a check ourselves.
"""

import asyncio
import secrets
import struct
from dataclasses import dataclass
from typing import Protocol

from aioice import stun

from video.relay.srtp import Slot

Address = tuple[str, int]

_MAGIC_COOKIE = b"\x21\x12\xa4\x42"
_BINDING_REQUEST = 0x0001
_USERNAME = 0x0006
_STUN_ERRORS = (ValueError, IndexError, KeyError, struct.error)
_MAX_WAITING_DTLS = 64


class Path(Protocol):
    """Where packets for a browser go: a UDP address or a TCP connection."""

    address: Address

    def send(self, data: bytes | memoryview) -> None:
        """Sends one packet now or drops it; never blocks, never raises."""

    def post(self, slot: Slot, length: int) -> None:
        """The same with the start of a slot, at the latest when the batch ends (outbox.BATCH)."""


@dataclass(frozen=True, slots=True)
class IceCredentials:
    """One side's user name fragment and password for one ICE session."""

    ufrag: str
    pwd: str


def new_credentials() -> IceCredentials:
    """Random ones: 8 and 32 characters (RFC 8445, 5.3 asks for 4 and 22 at least)."""
    return IceCredentials(ufrag=secrets.token_hex(4), pwd=secrets.token_hex(16))


def peek_username(data: bytes) -> str | None:
    """The USERNAME of a STUN binding request, read cheaply before anything is verified.

    None for everything that is not a well-formed binding request with a user name.
    """
    length = len(data)
    if length < 28 or data[0] or data[1] != _BINDING_REQUEST or data[4:8] != _MAGIC_COOKIE:
        return None
    if (data[2] << 8 | data[3]) + 20 != length:
        return None
    position = 20
    while position + 4 <= length:
        kind = data[position] << 8 | data[position + 1]
        size = data[position + 2] << 8 | data[position + 3]
        position += 4
        if kind == _USERNAME:
            if position + size > length or size > 128:
                return None
            try:
                return data[position : position + size].decode("ascii")
            except UnicodeDecodeError:
                return None
        position += size + (-size % 4)
    return None


def check_request(data: bytes, local: IceCredentials) -> stun.Message | None:
    """The parsed request when its MESSAGE-INTEGRITY holds under our password, else None."""
    try:
        request = stun.parse_message(data)
        if request.check_message_integrity(local.pwd.encode()):
            return request
    except _STUN_ERRORS:
        return None
    return None


def write_response(request: stun.Message, address: Address, local: IceCredentials) -> bytes:
    """The success response: the address we saw, signed with our password."""
    response = stun.Message(
        message_method=stun.Method.BINDING,
        message_class=stun.Class.RESPONSE,
        transaction_id=request.transaction_id,
    )
    response.attributes["XOR-MAPPED-ADDRESS"] = address
    response.add_message_integrity(local.pwd.encode())
    return bytes(response)


class DtlsChannel:
    """What aiortc's RTCDtlsTransport takes for an ICE transport: DTLS records only.

    Media never passes through here; the endpoint hands it to the peer at once.
    """

    role = "controlled"

    def __init__(self) -> None:
        self._records: asyncio.Queue[bytes | None] = asyncio.Queue(_MAX_WAITING_DTLS)
        self._closed = False
        self.path: Path | None = None

    def receive(self, record: bytes) -> None:
        """A DTLS record from an address that ICE has validated; dropped when too many wait."""
        if not self._closed and not self._records.full():
            self._records.put_nowait(record)

    def close(self) -> None:
        """Ends whoever waits for a record."""
        self._closed = True
        while not self._records.empty():
            self._records.get_nowait()
        self._records.put_nowait(None)

    async def _recv(self) -> bytes:
        record = None if self._closed else await self._records.get()
        if record is None:
            raise ConnectionError("The ICE transport is closed.")
        return record

    async def _send(self, data: bytes) -> None:
        if self.path is not None:
            self.path.send(data)
