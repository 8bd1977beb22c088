"""The one port: answers leave from where they were asked, and by the path they were asked on."""

import asyncio
import socket
from types import SimpleNamespace

import pytest
from aioice import stun

from video.relay.endpoint import Endpoint
from video.relay.ice import IceCredentials

OURS = IceCredentials(ufrag="ours", pwd="x" * 32)


def write_check(*, nominate: bool = False) -> bytes:
    request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
    request.attributes["USERNAME"] = "ours:theirs"
    if nominate:
        request.attributes["USE-CANDIDATE"] = None
    request.add_message_integrity(OURS.pwd.encode())
    return bytes(request)


class Receiver:
    """Notes the paths it is told of."""

    def __init__(self) -> None:
        self.paths = []
        self.records = []

    def take_path(self, path, *, nominated, now):
        self.paths.append((path, nominated))

    def receive_dtls(self, record, path):
        self.records.append((record, path))


@pytest.fixture
async def opened():
    endpoint = Endpoint()
    await endpoint.open("0.0.0.0", 0, addresses=("127.0.0.3", "192.0.2.77"))
    receiver = Receiver()
    endpoint.peers.admit(receiver, OURS, "theirs")
    browser = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    browser.bind(("127.0.0.1", 0))
    browser.setblocking(False)
    yield SimpleNamespace(endpoint=endpoint, receiver=receiver, browser=browser)
    browser.close()
    endpoint.close()


async def ask(opened, address: str, data: bytes) -> tuple[str, int]:
    """Sends from the browser's one socket; returns who answers."""
    opened.browser.sendto(data, (address, opened.endpoint.port))
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(2):
        _, answered_by = await loop.sock_recvfrom(opened.browser, 2048)
    return answered_by


async def test_an_answer_leaves_from_the_address_that_was_asked(opened):
    port = opened.endpoint.port

    assert await ask(opened, "127.0.0.3", write_check()) == ("127.0.0.3", port)
    assert await ask(opened, "127.0.0.1", write_check()) == ("127.0.0.1", port)
    assert await ask(opened, "127.0.0.3", write_check()) == ("127.0.0.3", port)


async def test_a_dtls_record_is_told_with_the_path_it_came_by(opened):
    await ask(opened, "127.0.0.1", write_check(nominate=True))
    await ask(opened, "127.0.0.3", write_check())

    opened.browser.sendto(b"\x16record", ("127.0.0.3", opened.endpoint.port))
    await asyncio.sleep(0.05)

    [(nominated, _), (other, _)] = opened.receiver.paths
    assert opened.receiver.records == [(b"\x16record", other)]
    assert other is not nominated


async def test_nobody_else_can_bind_the_port_of_a_worker(opened):
    for host in ("0.0.0.0", "127.0.0.1", "127.0.0.3"):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with pytest.raises(OSError, match="in use"):
                other.bind((host, opened.endpoint.port))


async def test_a_second_endpoint_on_the_port_is_refused(opened):
    second = Endpoint()
    with pytest.raises(OSError, match="in use"):
        await second.open("0.0.0.0", opened.endpoint.port, addresses=("127.0.0.3",))
