"""VP8 descriptors: frame numbers that go on when the source of a leg changes. RFC 7741, 4.2.

A decoder orders frames by PictureID and TL0PICIDX; each simulcast layer counts its own. After a
switch they are shifted, so that the first frame of the new layer follows the last of the old one.
"""

from typing import NamedTuple

_PICTURE_MASK = 0x7FFF  # only 15-bit ids are shifted; every browser sends these
_TL0_MASK = 0xFF


class Vp8Descriptor(NamedTuple):
    """Where the numbers of a packet are; -1 for what it does not carry."""

    picture_id: int
    picture_at: int
    tl0: int
    tl0_at: int
    payload_at: int


def read_descriptor(data: bytes | bytearray, start: int, end: int) -> Vp8Descriptor | None:
    """The descriptor at `start`, or None when it does not fit."""
    if start >= end:
        return None
    picture_id = picture_at = tl0 = tl0_at = -1
    position = start + 1
    if data[start] & 0x80:
        if position >= end:
            return None
        flags = data[position]
        position += 1
        if flags & 0x80:
            if position + 1 >= end:
                return None
            if data[position] & 0x80:
                picture_at = position
                picture_id = (data[position] & 0x7F) << 8 | data[position + 1]
                position += 2
            else:
                position += 1
        if flags & 0x40:
            if position >= end:
                return None
            tl0_at, tl0 = position, data[position]
            position += 1
        if flags & 0x30:
            position += 1
    return Vp8Descriptor(picture_id, picture_at, tl0, tl0_at, min(position, end))


def read_height(data: bytes | bytearray, start: int, end: int) -> int:
    """The picture's height when this is the first packet of a keyframe, else 0.

    After the descriptor: a 3-byte tag, the start code 9d 01 2a, 14-bit width and height, little
    endian (RFC 6386, 9.1).
    """
    descriptor = read_descriptor(data, start, end)
    if descriptor is None:
        return 0
    at = descriptor.payload_at
    if at + 10 > end or data[at] & 0x01 or data[at + 3 : at + 6] != b"\x9d\x01\x2a":
        return 0
    return (data[at + 8] | data[at + 9] << 8) & 0x3FFF


class Vp8Numbers:
    """The shift of one leg. `follow` at a switch, `shift` per packet while `is_shifting`."""

    __slots__ = ("_picture_shift", "_tl0_shift", "is_shifting")

    def __init__(self) -> None:
        self._picture_shift = 0
        self._tl0_shift = 0
        self.is_shifting = False

    def last_sent(self, newest: Vp8Descriptor) -> tuple[int, int]:
        """The numbers that the newest packet of the source had on the leg."""
        return (
            (newest.picture_id + self._picture_shift) & _PICTURE_MASK,
            (newest.tl0 + self._tl0_shift) & _TL0_MASK,
        )

    def follow(self, last_sent: tuple[int, int] | None, first: Vp8Descriptor | None) -> None:
        """The packet `first` begins what comes after `last_sent` (None: nothing was sent)."""
        self._picture_shift = self._tl0_shift = 0
        if last_sent is not None and first is not None:
            if first.picture_id >= 0:
                self._picture_shift = (last_sent[0] + 1 - first.picture_id) & _PICTURE_MASK
            if first.tl0 >= 0:
                self._tl0_shift = (last_sent[1] + 1 - first.tl0) & _TL0_MASK
        self.is_shifting = bool(self._picture_shift or self._tl0_shift)

    def shift(self, buffer: bytearray, start: int, end: int) -> None:
        """Shifts the numbers of the packet whose descriptor is at `start`, in place."""
        found = read_descriptor(buffer, start, end)
        if found is None:
            return
        if found.picture_at >= 0:
            shifted = (found.picture_id + self._picture_shift) & _PICTURE_MASK
            buffer[found.picture_at] = 0x80 | shifted >> 8
            buffer[found.picture_at + 1] = shifted & 0xFF
        if found.tl0_at >= 0:
            buffer[found.tl0_at] = (found.tl0 + self._tl0_shift) & _TL0_MASK
