"""STUN requests: looked at cheaply, checked, answered."""

import pytest
from aioice import stun
from hypothesis import given
from hypothesis import strategies as st

from video.relay.ice import (
    DtlsChannel,
    IceCredentials,
    check_request,
    new_credentials,
    peek_username,
    write_response,
)

LOCAL = IceCredentials(ufrag="ours", pwd="x" * 32)


def write_request(*, pwd: str = LOCAL.pwd) -> bytes:
    request = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
    request.attributes["PRIORITY"] = 1
    request.attributes["USERNAME"] = "ours:theirs"
    request.add_message_integrity(pwd.encode())
    return bytes(request)


def test_the_user_name_is_seen_without_checking_anything():
    request = write_request(pwd="whatever")

    assert peek_username(request) == "ours:theirs"


def test_what_is_not_a_binding_request_has_no_user_name():
    request = bytearray(write_request())
    response = bytes((1, 1)) + bytes(request[2:])
    unnamed = bytes(stun.Message(stun.Method.BINDING, stun.Class.REQUEST)) + bytes(8)

    for data in (b"", bytes(request[:30]), bytes(request) + b"\0", response, unnamed):
        assert peek_username(data) is None


def test_only_a_request_under_our_password_passes():
    assert check_request(write_request(), LOCAL) is not None
    assert check_request(write_request(pwd="wrong"), LOCAL) is None
    assert check_request(write_request()[:-10], LOCAL) is None


@pytest.mark.parametrize("address", [("192.0.2.7", 4000), ("2001:db8::7", 4000, 0, 0)])
def test_the_response_tells_the_address_and_is_signed(address):
    request = check_request(write_request(), LOCAL)
    assert request is not None

    response = stun.parse_message(write_response(request, address, LOCAL))

    assert response.attributes["XOR-MAPPED-ADDRESS"] == address[:2]
    assert response.check_message_integrity(LOCAL.pwd.encode())
    assert response.transaction_id == request.transaction_id


def test_credentials_are_long_enough_and_never_the_same():
    first, second = new_credentials(), new_credentials()

    assert (len(first.ufrag), len(first.pwd)) == (8, 32)
    assert first != second


@given(st.data())
def test_no_mutated_request_passes_or_raises(data):
    request = bytearray(write_request())
    position = data.draw(st.integers(0, len(request) - 1))
    request[position] ^= data.draw(st.integers(1, 255))
    cut = data.draw(st.integers(0, len(request)))

    peek_username(request)
    peek_username(request[:cut])
    # Everything before FINGERPRINT (8 bytes) is signed; of what follows only the CRC is checked.
    passed = check_request(bytes(request), LOCAL)
    assert passed is None or position >= len(request) - 8 or position in (2, 3)


async def test_a_flood_of_dtls_records_is_dropped_when_too_many_wait():
    channel = DtlsChannel()
    for _ in range(1000):
        channel.receive(b"record")

    assert channel._records.qsize() == 64

    channel.close()
    with pytest.raises(ConnectionError):
        await channel._recv()
