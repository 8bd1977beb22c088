"""Arithmetic of 16-bit sequence numbers and 32-bit timestamps that wrap. RFC 3550, A.1."""

SEQUENCE_MASK = 0xFFFF
TIMESTAMP_MASK = 0xFFFFFFFF


def unwrap(sequence_number: int, near: int) -> int:
    """The 16-bit number as the unwrapped integer nearest to `near`."""
    ahead = (sequence_number - near) & SEQUENCE_MASK
    return near + (ahead if ahead < 0x8000 else ahead - 0x10000)
