"""RTP headers: written, read, and read when broken."""

from hypothesis import given
from hypothesis import strategies as st

from video.relay.core.rtp import (
    MIN_BYTES,
    RtpError,
    abs_send_time,
    find_extension,
    payload_start,
    read_extensions,
    read_header,
    unwrap_rtx,
    write_header,
)

PLAIN = bytes.fromhex("80e0 1234 00000010 deadbeef") + b"payload"
# CC 1, X, one-byte elements: 3 -> 0a0b, padding, 5 -> 01.
ONE_BYTE = bytes.fromhex("9160 0001 00000002 00000003 00000004 bede 0002 310a0b00 50010000") + b"xy"
# Two-byte elements: 3 -> 0a0b, 20 -> (empty), 5 -> 01.
TWO_BYTE = bytes.fromhex("9060 0001 00000002 00000003 1000 0003 03020a0b 14000501 01000000") + b"xy"


def test_read_header_reads_every_field():
    header = read_header(PLAIN)

    assert (header.marker, header.payload_type, header.sequence_number) == (True, 96, 0x1234)
    assert (header.timestamp, header.ssrc, header.padding) == (16, 0xDEADBEEF, False)
    assert PLAIN[header.payload_start : header.payload_end] == b"payload"


def test_one_byte_extensions_are_found_past_csrc_and_padding():
    header = read_header(ONE_BYTE)

    assert header.extensions == {3: b"\x0a\x0b", 5: b"\x01"}
    assert ONE_BYTE[find_extension(ONE_BYTE, 3) :][:2] == b"\x0a\x0b"
    assert ONE_BYTE[find_extension(ONE_BYTE, 5)] == 1
    assert ONE_BYTE[header.payload_start :] == b"xy"


def test_two_byte_extensions_are_found():
    assert read_extensions(TWO_BYTE) == {3: b"\x0a\x0b", 20: b"", 5: b"\x01"}
    assert TWO_BYTE[find_extension(TWO_BYTE, 5)] == 1
    assert find_extension(TWO_BYTE, 20) == -1


def test_an_extension_that_is_not_there_is_not_found():
    assert [find_extension(packet, 9) for packet in (PLAIN, ONE_BYTE, TWO_BYTE)] == [-1, -1, -1]


def test_element_15_ends_the_extensions():
    packet = bytes.fromhex("9060 0001 00000002 00000003 bede 0001 f0003100")

    assert read_extensions(packet) == {}
    assert find_extension(packet, 3) == -1


def test_a_header_longer_than_the_packet_is_refused():
    for packet in (b"", b"\x80" * 11, bytes.fromhex("9f60 0001 00000002 00000003"), b"\0" * 12):
        try:
            read_header(packet)
        except RtpError:
            continue
        raise AssertionError(packet)


def test_padding_is_not_payload():
    packet = bytes.fromhex("a060 0001 00000002 00000003") + b"ab\0\0\3"
    header = read_header(packet)

    assert packet[header.payload_start : header.payload_end] == b"ab"


@given(
    second=st.integers(0, 255),
    sequence_number=st.integers(0, 0xFFFF),
    timestamp=st.integers(0, 0xFFFFFFFF),
    ssrc=st.integers(0, 0xFFFFFFFF),
    send_time_id=st.integers(0, 14),
)
def test_what_is_written_is_read_again(second, sequence_number, timestamp, ssrc, send_time_id):
    buffer = bytearray(64)

    length = write_header(
        buffer, 0, second, sequence_number, timestamp, ssrc, send_time_id, 0x010203
    )
    header = read_header(bytes(buffer[:length]))

    assert (header.marker, header.payload_type) == (bool(second & 0x80), second & 0x7F)
    assert (header.sequence_number, header.timestamp, header.ssrc) == (
        sequence_number,
        timestamp,
        ssrc,
    )
    assert header.extensions == ({send_time_id: b"\x01\x02\x03"} if send_time_id else {})


def test_abs_send_time_wraps_after_64_seconds():
    assert abs_send_time(1.5) == abs_send_time(65.5) == 0x060000


def test_unwrap_rtx_restores_number_type_and_payload():
    rtx = bytes.fromhex("80e1 0009 00000010 00000077 1234") + b"payload"

    assert unwrap_rtx(rtx, MIN_BYTES, payload_type=96, ssrc=0xDEADBEEF) == PLAIN


def test_unwrap_rtx_ignores_a_probe_of_padding():
    probe = bytes.fromhex("a061 0009 00000010 00000077") + b"\0" * 9 + b"\x0a"

    assert unwrap_rtx(probe, MIN_BYTES, payload_type=96, ssrc=1) is None


@given(st.binary(min_size=12, max_size=80), st.integers(1, 14))
def test_no_packet_makes_the_readers_raise(packet, wanted):
    packet = bytes((packet[0] & 0x3F | 0x80,)) + packet[1:]
    start = payload_start(packet, len(packet))

    if start >= 0:
        position = find_extension(packet, wanted)
        assert -1 <= position < len(packet)
        assert read_header(packet).payload_end <= len(packet)
        unwrap_rtx(packet, start, payload_type=96, ssrc=1)


def test_a_wrong_profile_has_no_elements():
    packet = bytes.fromhex("9060 0001 00000002 00000003 abcd 0001 31000000")

    assert (read_extensions(packet), find_extension(packet, 3)) == ({}, -1)


def test_two_byte_elements_that_are_cut_off_are_left_out():
    packet = bytes.fromhex("9060 0001 00000002 00000003 1000 0001 00030900")

    assert (read_extensions(packet), find_extension(packet, 3)) == ({}, -1)


def test_one_byte_elements_that_are_cut_off_are_left_out():
    packet = bytes.fromhex("9060 0001 00000002 00000003 bede 0001 00000037")

    assert (read_extensions(packet), find_extension(packet, 3)) == ({}, -1)
