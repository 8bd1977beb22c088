"""RTP headers: what the relay reads of a packet and how it writes its own.

A packet is: 12-byte header, 4 * CC bytes of CSRC, and when X is set a 4-byte extension header with
4 * length bytes of elements (RFC 3550, 5.1 and 5.3.1; RFC 8285 for one- and two-byte elements).
"""

import struct
from dataclasses import dataclass

MIN_BYTES = 12
ONE_BYTE_PROFILE = 0xBEDE
TWO_BYTE_PROFILE = 0x1000  # the low 4 bits are application bits
HEADER = struct.Struct("!BBHII")
# What HEADER unpacks: P, X and CC bits; M bit and payload type; number; timestamp; SSRC.
Header = tuple[int, int, int, int, int]
_EXTENSION = struct.Struct("!HH")
OUR_HEADER = struct.Struct("!BBHIIII")
OUR_HEADER_BYTES = OUR_HEADER.size
_PLAIN_HEADER_BYTES = HEADER.size

# One-byte element of 3 bytes in an extension of one word.
ONE_WORD = ONE_BYTE_PROFILE << 16 | 1


class RtpError(ValueError):
    """The bytes are not an RTP packet."""


@dataclass(frozen=True, slots=True)
class RtpHeader:
    """A parsed header. payload_start..payload_end is the payload without padding."""

    padding: bool
    marker: bool
    payload_type: int
    sequence_number: int
    timestamp: int
    ssrc: int
    extensions: dict[int, bytes]
    payload_start: int
    payload_end: int


def read_header(data: bytes) -> RtpHeader:
    """Reads a whole header; the forwarding path uses `payload_start` and `find_extension` instead.

    Raises: RtpError.
    """
    if len(data) < MIN_BYTES or data[0] >> 6 != 2:
        raise RtpError("The packet has no RTP version 2 header.")
    first, second, sequence_number, timestamp, ssrc = HEADER.unpack_from(data)
    start = payload_start(data, len(data))
    if start < 0:
        raise RtpError("The RTP header is longer than the packet.")
    return RtpHeader(
        padding=bool(first & 0x20),
        marker=bool(second & 0x80),
        payload_type=second & 0x7F,
        sequence_number=sequence_number,
        timestamp=timestamp,
        ssrc=ssrc,
        extensions=read_extensions(data),
        payload_start=start,
        payload_end=payload_end(data, start, len(data)),
    )


def payload_start(data: bytes | bytearray, length: int) -> int:
    """Where the payload starts in the first `length` (at least 12) bytes, -1 if it cannot."""
    start = MIN_BYTES + 4 * (data[0] & 0x0F)
    if data[0] & 0x10:
        if length < start + 4:
            return -1
        start += 4 + 4 * (data[start + 2] << 8 | data[start + 3])
    return start if start <= length else -1


def payload_end(data: bytes | bytearray, start: int, length: int) -> int:
    """Where the payload ends before its padding (RFC 3550, 5.1: the last octet counts it)."""
    if data[0] & 0x20 and length > start:
        return max(start, length - data[length - 1])
    return length


def find_extension(data: bytes | bytearray, wanted: int) -> int:
    """Where the value of the element with id `wanted` starts, or -1.

    Needs a packet for which `payload_start` is not -1. The value may be shorter than hoped for:
    use `read_extensions` where its length matters.
    """
    if not data[0] & 0x10 or not wanted:
        return -1
    position = MIN_BYTES + 4 * (data[0] & 0x0F)
    profile = data[position] << 8 | data[position + 1]
    end = position + 4 + 4 * (data[position + 2] << 8 | data[position + 3])
    position += 4
    if profile == ONE_BYTE_PROFILE:
        while position < end:
            head = data[position]
            if head >> 4 == wanted:
                return position + 1 if position + 1 + (head & 0x0F) < end else -1
            if head:
                if head >= 0xF0:  # id 15 ends the elements (RFC 8285, 4.2)
                    return -1
                position += 2 + (head & 0x0F)
            else:
                position += 1
        return -1
    return _find_two_byte(data, wanted, profile, position, end)


def _find_two_byte(
    data: bytes | bytearray, wanted: int, profile: int, position: int, end: int
) -> int:
    if profile & 0xFFF0 != TWO_BYTE_PROFILE:
        return -1
    while position + 1 < end:
        if not data[position]:
            position += 1
            continue
        length = data[position + 1]
        if data[position] == wanted:
            return position + 2 if length and position + 2 + length <= end else -1
        position += 2 + length
    return -1


def read_extensions(data: bytes | bytearray) -> dict[int, bytes]:
    """All elements by id; what is cut off or of an unknown profile is left out."""
    if not data[0] & 0x10:
        return {}
    position = MIN_BYTES + 4 * (data[0] & 0x0F)
    profile, words = _EXTENSION.unpack_from(data, position)
    end = min(len(data), position + 4 + 4 * words)
    position += 4
    if profile == ONE_BYTE_PROFILE:
        return _read_one_byte(data, position, end)
    if profile & 0xFFF0 == TWO_BYTE_PROFILE:
        return _read_two_byte(data, position, end)
    return {}


def _read_one_byte(data: bytes | bytearray, position: int, end: int) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    while position < end:
        head = data[position]
        if head == 0:
            position += 1
            continue
        length = (head & 0x0F) + 1
        if head >> 4 == 15 or position + 1 + length > end:
            break
        found[head >> 4] = bytes(data[position + 1 : position + 1 + length])
        position += 1 + length
    return found


def _read_two_byte(data: bytes | bytearray, position: int, end: int) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    while position + 1 < end:
        if data[position] == 0:
            position += 1
            continue
        length = data[position + 1]
        if position + 2 + length > end:
            break
        found[data[position]] = bytes(data[position + 2 : position + 2 + length])
        position += 2 + length
    return found


def abs_send_time(now: float) -> int:
    """Seconds as 24-bit 6.18 fixed point (webrtc.org abs-send-time)."""
    return int(now * 262144) & 0xFFFFFF


def write_header(
    buffer: bytearray | memoryview,
    padding: int,
    second: int,
    sequence_number: int,
    timestamp: int,
    ssrc: int,
    send_time_id: int,
    send_time: int,
) -> int:
    """Writes the relay's own header into the start of `buffer` and returns its length.

    Args: padding: the P bit as 0x20 or 0. second: M bit and payload type. send_time_id: the leg's
    id of abs-send-time, 0 when it did not negotiate it (then there is no extension).
    """
    if send_time_id:
        OUR_HEADER.pack_into(
            buffer,
            0,
            0x90 | padding,
            second,
            sequence_number,
            timestamp,
            ssrc,
            ONE_WORD,
            (send_time_id << 4 | 2) << 24 | send_time,
        )
        return OUR_HEADER_BYTES
    HEADER.pack_into(buffer, 0, 0x80 | padding, second, sequence_number, timestamp, ssrc)
    return _PLAIN_HEADER_BYTES


def unwrap_rtx(
    data: bytes | bytearray, start: int, *, payload_type: int, ssrc: int
) -> bytes | None:
    """The packet that an RTX packet repeats (RFC 4588, 4), or None when it carries only padding.

    The payload starts with the 2-byte original sequence number.
    """
    end = payload_end(data, start, len(data))
    if end - start <= 2:
        return None
    second, timestamp = data[1], int.from_bytes(data[4:8], "big")
    original = data[start] << 8 | data[start + 1]
    header = HEADER.pack(0x80, second & 0x80 | payload_type, original, timestamp, ssrc)
    return header + bytes(data[start + 2 : end])
