"""What a batch holds arrives as single datagrams in order, however the kernel is asked to send."""

import socket
from time import monotonic

import pytest

from video.relay.outbox import BATCH, MAX_PACKETS, SPARE_SLOTS, Outbox, UdpPath, _join, _send_singly
from video.relay.srtp import OUTGOING_SLOT, Slot
from video.relay.standstill import FENCE, STANDSTILL_SECONDS


@pytest.fixture(params=["127.0.0.1", "::1"])
def ways(request):
    """Our outbox, and two browsers with the paths to them."""
    family = socket.AF_INET6 if ":" in request.param else socket.AF_INET
    made = [socket.socket(family, socket.SOCK_DGRAM) for _ in range(3)]
    for sock in made:
        sock.setblocking(False)
        sock.bind((request.param, 0))
    outbox = Outbox(made[0])
    yield outbox, [(sock, UdpPath(outbox, sock.getsockname()[:2])) for sock in made[1:]]
    for sock in made:
        sock.close()


@pytest.fixture(autouse=True)
def closed_batch():
    yield
    BATCH.flush()


def write(text: bytes) -> Slot:
    slot = Slot()
    slot.data[: len(text)] = text
    return slot


def read(sock: socket.socket) -> list[bytes]:
    got = []
    while True:
        try:
            got.append(sock.recv(2048))
        except BlockingIOError:
            return got


# Sizes as they occur: a picture's packets, a shorter last one, sound in between, a longer one.
SIZES = (1000, 1000, 400, 90, 1000, 1000, 1200, 1200, 1, 1472)


def test_packets_of_a_batch_wait_for_its_end_and_arrive_in_order(ways):
    kept = [Slot() for _ in range(4)]
    _, both = ways
    BATCH.begin()
    for number, slot in enumerate(kept):
        slot.data[:2] = bytes((number, 7))
        both[number % 2][1].post(slot, 2)

    assert read(both[0][0]) == []
    BATCH.flush()

    assert [read(sock) for sock, _ in both] == [[b"\0\7", b"\2\7"], [b"\1\7", b"\3\7"]]


@pytest.mark.parametrize("cuts", [True, False])
def test_every_size_arrives_as_it_was_posted(ways, cuts):
    _, both = ways
    for _, path in both:
        path.cuts = path.cuts and cuts
    slots = [[write(bytes((n, to)) * 736) for n in range(len(SIZES))] for to in (0, 1)]
    BATCH.begin()
    for n, size in enumerate(SIZES):
        for to, (_, path) in enumerate(both):
            path.post(slots[to][n], size)
    BATCH.flush()

    for to, (sock, _) in enumerate(both):
        expected = [(bytes((n, to)) * 736)[:size] for n, size in enumerate(SIZES)]
        assert read(sock) == expected


def test_a_message_that_the_kernel_refuses_goes_packet_by_packet(ways):
    _, both = ways
    sock, path = both[0]
    slots = [write(bytes((number,)) * 10) for number in range(3)]
    messages = _join([(path, slot.address, 10) for slot in slots])
    assert len(messages) == 1

    _send_singly(*messages[0])

    assert read(sock) == [bytes((number,)) * 10 for number in range(3)]
    assert not path.cuts


def test_more_than_one_call_takes_is_sent_by_several(ways):
    _, both = ways
    sock, path = both[0]
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    slots = [write(number.to_bytes(2, "big")) for number in range(MAX_PACKETS + 3)]
    BATCH.begin()
    for slot in slots:
        path.post(slot, 2)
    BATCH.flush()

    assert read(sock) == [number.to_bytes(2, "big") for number in range(MAX_PACKETS + 3)]


def test_spare_slots_are_used_again_only_after_they_were_sent(ways):
    _, both = ways
    sock, path = both[0]
    BATCH.begin()
    for number in range(SPARE_SLOTS + 5):
        slot = BATCH.spare()
        slot.data[:2] = number.to_bytes(2, "big")
        path.post(slot, 2)
    BATCH.flush()

    assert read(sock) == [number.to_bytes(2, "big") for number in range(SPARE_SLOTS + 5)]


def test_outside_of_a_batch_a_packet_leaves_at_once(ways):
    _, both = ways
    sock, path = both[0]
    slot = BATCH.spare()
    slot.data[:3] = b"now"

    path.post(slot, 3)

    assert slot is OUTGOING_SLOT
    assert read(sock) == [b"now"]


def test_after_a_standstill_what_was_in_hand_is_thrown_away(ways, monkeypatch):
    _, both = ways
    sock, path = both[0]
    slots = [write(bytes((number,)) * 10) for number in range(3)]
    BATCH.begin()
    for slot in slots:
        path.post(slot, 10)
    monkeypatch.setattr(FENCE, "woke_at", monotonic() - STANDSTILL_SECONDS - 0.1)
    path.send(b"answer")
    BATCH.flush()

    assert read(sock) == []
    monkeypatch.setattr(FENCE, "woke_at", monotonic())
    path.send(b"asked")
    assert read(sock) == [b"asked"]


def test_an_address_that_cannot_be_reached_loses_only_its_own_packets(ways):
    outbox, both = ways
    if outbox.socket.family == socket.AF_INET6:
        nowhere = UdpPath(outbox, ("2001:db8::1", 9))
    else:
        nowhere = UdpPath(outbox, ("255.255.255.255", 9))  # needs SO_BROADCAST
    slots = [write(bytes((number,)) * 10) for number in range(4)]
    BATCH.begin()
    both[0][1].post(slots[0], 10)
    nowhere.post(slots[1], 10)
    nowhere.post(slots[2], 10)
    both[1][1].post(slots[3], 10)
    BATCH.flush()

    assert [read(sock) for sock, _ in both] == [[b"\0" * 10], [b"\3" * 10]]
