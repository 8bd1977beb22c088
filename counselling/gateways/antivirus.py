"""ClamAV over its socket (CLAMD_SOCKET): unix:///run/clamav/clamd.ctl or tcp://host:3310.

INSTREAM of clamd(8): "zINSTREAM\\0", then parts of <4 bytes length, big endian> + data, ended by
a length of 0. The answer ends with NUL: "stream: OK", "stream: NAME FOUND", or an error.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

from counselling.gateways.shape import GatewayError

TIMEOUT_SECONDS = 60
PART_BYTES = 64 * 1024
ANSWER_AT_MOST_BYTES = 4096
DEFAULT_PORT = 3310


@dataclass(frozen=True)
class Verdict:
    """What the scanner found; "" when the file is clean."""

    found: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.found


class ClamdGateway:
    name = "clamd"

    def __init__(self, address: str, *, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._address = urlsplit(address)
        self._timeout_seconds = timeout_seconds

    def scan(self, file: IO[bytes]) -> Verdict:
        """Send the file through the scanner.

        Raises:
            GatewayError: There is no verdict: not reached, cut off, over clamd's own limit. Always
                worth another try; never to be taken for clean.
        """
        try:
            with self._connected() as connection:
                connection.sendall(b"zINSTREAM\0")
                for part in _parts(file):
                    connection.sendall(part)
                answer = _answer(connection)
        except OSError as error:
            text = f"The virus scanner was not reached: {type(error).__name__}."
            raise GatewayError(text, is_permanent=False) from error
        return _verdict(answer)

    def ping(self) -> bool:
        """Say whether the scanner answers."""
        try:
            with self._connected() as connection:
                connection.sendall(b"zPING\0")
                return _answer(connection) == "PONG"
        except OSError:
            return False

    @contextmanager
    def _connected(self) -> Iterator[socket.socket]:
        if self._address.scheme == "unix":
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            where: str | tuple[str, int] = self._address.path
        else:
            connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            where = (self._address.hostname or "localhost", self._address.port or DEFAULT_PORT)
        with connection:
            connection.settimeout(self._timeout_seconds)
            connection.connect(where)
            yield connection


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    while data := file.read(PART_BYTES):
        yield struct.pack(">I", len(data)) + data
    yield struct.pack(">I", 0)


def _answer(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < ANSWER_AT_MOST_BYTES:
        part = connection.recv(ANSWER_AT_MOST_BYTES)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0").decode("utf-8", errors="replace").strip()


def _verdict(answer: str) -> Verdict:
    """Take only the two known answers for a verdict."""
    what = answer.removeprefix("stream:").strip()
    if what == "OK":
        return Verdict()
    if what.endswith(" FOUND"):
        return Verdict(found=what.removesuffix(" FOUND"))
    raise GatewayError(f"The virus scanner gave no verdict: {what[:100]}", is_permanent=False)
