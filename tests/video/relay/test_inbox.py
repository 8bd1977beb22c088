"""Both kinds of inbox read the same from a socket."""

import socket
import time

import pytest

from video.relay.inbox import BATCH, BatchInbox, Inbox


@pytest.fixture(params=["127.0.0.1", "::1"])
def pair(request):
    family = socket.AF_INET6 if ":" in request.param else socket.AF_INET
    made = [socket.socket(family, socket.SOCK_DGRAM) for _ in range(2)]
    for sock in made:
        sock.setblocking(False)
        sock.bind((request.param, 0))
    yield made
    for sock in made:
        sock.close()


@pytest.mark.parametrize("kind", [Inbox, BatchInbox])
def test_an_inbox_tells_data_length_and_sender_of_each_datagram(pair, kind):
    ours, theirs = pair
    inbox = kind(ours)
    for data in (b"one", b"", b"three" * 100):
        theirs.sendto(data, ours.getsockname())

    assert inbox.receive() == 3

    slots = zip(inbox.slots, inbox.lengths, strict=False)
    read = [bytes(slot.data[:length]) for slot, length in list(slots)[:3]]
    assert read == [b"one", b"", b"three" * 100]
    assert inbox.address(2) == theirs.getsockname()[:2]
    assert inbox.senders[0] == inbox.senders[2]
    assert hash(inbox.senders[0])
    assert inbox.receive() == 0


@pytest.mark.parametrize("kind", [Inbox, BatchInbox])
def test_what_is_more_than_a_batch_is_read_by_the_next_call(pair, kind):
    ours, theirs = pair
    inbox = kind(ours)
    for number in range(BATCH + 2):
        theirs.sendto(bytes((number,)), ours.getsockname())

    assert [inbox.receive(), inbox.receive(), inbox.receive()] == [BATCH, 2, 0]


@pytest.mark.parametrize("kind", [Inbox, BatchInbox])
def test_two_senders_are_told_apart(pair, kind):
    ours, theirs = pair
    inbox = kind(ours)
    ours.sendto(b"myself", ours.getsockname())
    theirs.sendto(b"other", ours.getsockname())

    assert inbox.receive() == 2

    assert inbox.senders[0] != inbox.senders[1]


def test_how_long_datagrams_have_waited_is_told_when_it_matters(pair):
    ours, theirs = pair
    inbox = BatchInbox(ours)
    theirs.sendto(b"early", ours.getsockname())
    time.sleep(0.05)
    theirs.sendto(b"late", ours.getsockname())

    waits = inbox.waits(inbox.receive())

    assert waits is not None
    assert 0.045 < waits[0] - waits[1] < 0.2


def test_a_short_wait_is_not_looked_at(pair, monkeypatch):
    ours, theirs = pair
    inbox = BatchInbox(ours)
    monkeypatch.setattr("video.relay.inbox.SHORT_WAIT_NS", 1_000_000_000)
    theirs.sendto(b"now", ours.getsockname())

    assert inbox.waits(inbox.receive()) is None
