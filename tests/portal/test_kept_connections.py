"""Database connections outlive a request, but only those on which nothing is left over."""

import socket
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from psycopg2.extensions import TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_INTRANS

from portal.postgres import kept
from portal.postgres.kept import KeptConnections

KEY = "dbname=maju"


class Connection:
    """As much of a connection as is looked at, with a real socket to a server."""

    def __init__(self) -> None:
        self.server, self._own = socket.socketpair()
        self.info = SimpleNamespace(transaction_status=TRANSACTION_STATUS_IDLE)
        self.closed = 0

    def fileno(self) -> int:
        return self._own.fileno()

    def close(self) -> None:
        self.closed = 1
        self._own.close()
        self.server.close()


@pytest.fixture
def connect() -> Iterator[Callable[[], Connection]]:
    made: list[Connection] = []

    def one() -> Connection:
        made.append(Connection())
        return made[-1]

    yield one
    for connection in made:
        connection.close()


def test_a_clean_connection_serves_the_next_request(connect: Callable[[], Connection]) -> None:
    pool, connection = KeptConnections(at_most=2), connect()

    assert pool.give(connection, KEY)
    assert pool.take("dbname=another") is None
    assert pool.take(KEY) is connection
    assert pool.take(KEY) is None


def test_a_connection_in_a_transaction_is_not_kept(connect: Callable[[], Connection]) -> None:
    pool, connection = KeptConnections(at_most=2), connect()
    connection.info.transaction_status = TRANSACTION_STATUS_INTRANS

    assert not pool.give(connection, KEY)


@pytest.mark.parametrize("last_words", [b"terminating connection", b""])
def test_a_connection_that_the_server_ended_is_not_handed_out(
    connect: Callable[[], Connection], last_words: bytes
) -> None:
    pool, ended, good = KeptConnections(at_most=2), connect(), connect()
    pool.give(good, KEY)
    pool.give(ended, KEY)
    ended.server.sendall(last_words)
    ended.server.close()

    assert pool.take(KEY) is good
    assert ended.closed


def test_no_more_are_kept_than_may_be_and_none_for_long(
    connect: Callable[[], Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    pool, first, second, third = KeptConnections(at_most=2), connect(), connect(), connect()
    for connection in (first, second, third):
        pool.give(connection, KEY)
    assert (first.closed, second.closed, third.closed) == (1, 0, 0)

    monkeypatch.setattr(kept, "KEPT_FOR_SECONDS", 0.0)
    fourth = connect()
    pool.give(fourth, KEY)
    assert (second.closed, third.closed) == (1, 1)


def test_nothing_is_kept_where_no_number_was_named(connect: Callable[[], Connection]) -> None:
    assert not KeptConnections().give(connect(), KEY)
