"""SRTP in place: packets are decrypted and encrypted in the buffers they came in.

pylibsrtp's own `protect` and `unprotect` copy each packet twice and allocate a length per call:
1.9 and 1.5 us for 1000 bytes (AES-GCM), here 0.9 and 0.9. The sessions are those that aiortc's
RTCDtlsTransport made from the DTLS keys; this module only calls the same library functions.
"""

from array import array
from typing import Any

from pylibsrtp import Session
from pylibsrtp._binding import ffi, lib

MAX_DATAGRAM_BYTES = 1472
SLOT_BYTES = 2048
# A packet that would not fit a datagram after encryption is not sent: 16 bytes tag, 4 index.
MAX_PLAIN_BYTES = MAX_DATAGRAM_BYTES - 20


class Slot:
    """A buffer for one packet, as Python and as C see it."""

    __slots__ = ("address", "data", "pointer", "view")

    def __init__(self) -> None:
        self.data = bytearray(SLOT_BYTES)
        self.view = memoryview(self.data)
        self.pointer: Any = ffi.from_buffer(self.data)
        self.address = int(ffi.cast("uintptr_t", self.pointer))


# One packet is handled at a time (one thread, no await in between): what does not come in a batch
# comes in the one, and what is written anew is written in the other.
INCOMING_SLOT = Slot()
OUTGOING_SLOT = Slot()
INCOMING = INCOMING_SLOT.data
OUTGOING = OUTGOING_SLOT.data
INCOMING_VIEW = INCOMING_SLOT.view
OUTGOING_VIEW = OUTGOING_SLOT.view

# What C reads and writes the length of the packet in: an array is quicker to reach from Python.
LENGTH = array("i", (0,))
LENGTH_POINTER: Any = ffi.cast("int *", LENGTH.buffer_info()[0])
# The hot path calls these two itself: C's (context, pointer, length pointer) -> 0 or an error.
srtp_protect = lib.srtp_protect
srtp_unprotect = lib.srtp_unprotect
_protect_rtcp = lib.srtp_protect_rtcp
_unprotect_rtcp = lib.srtp_unprotect_rtcp


Context = Any  # srtp_t of libsrtp


def context_of(session: Session) -> Context:
    """The C context of a session, which must be kept as long as the context is used."""
    return session._srtp[0]


# Each returns the new length of the packet, 0 when it failed. In C an error is not 0.


def unprotect_rtcp(context: Context, length: int, slot: Slot = INCOMING_SLOT) -> int:
    """Decrypts the RTCP compound in the slot; 0 when forged, replayed or broken."""
    LENGTH[0] = length
    return 0 if _unprotect_rtcp(context, slot.pointer, LENGTH_POINTER) else LENGTH[0]


def protect_rtcp(context: Context, compound: bytes, slot: Slot = OUTGOING_SLOT) -> int:
    """Encrypts the RTCP compound into the slot; 0 also when it would not fit a datagram."""
    length = len(compound)
    if length > MAX_PLAIN_BYTES:
        return 0
    slot.data[:length] = compound
    LENGTH[0] = length
    return 0 if _protect_rtcp(context, slot.pointer, LENGTH_POINTER) else LENGTH[0]
