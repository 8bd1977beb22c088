"""One browser's media transport as the hot path sees it: SRTP contexts and a path, nothing else."""

from pylibsrtp import Session

from video.relay.ice import Path
from video.relay.outbox import BATCH
from video.relay.srtp import (
    LENGTH,
    LENGTH_POINTER,
    MAX_PLAIN_BYTES,
    Context,
    Slot,
    context_of,
    protect_rtcp,
    srtp_protect,
)


class Link:
    """Encrypts what lies in a slot and sends it; before DTLS is done nothing is sent."""

    # What one browser may send: three pictures at their best, and bursts of a keyframe each.
    MAX_RECEIVED_BPS = 12_000_000
    MAX_BURST_BYTES = 1_500_000

    __slots__ = (
        "_renewed_at",
        "_sessions",
        "path",
        "received_bytes",
        "received_limit",
        "receiving",
        "sending",
        "sent_bytes",
    )

    def __init__(self) -> None:
        self.path: Path | None = None
        self.receiving: Context = None
        self.sending: Context = None
        self.received_bytes = 0
        # Packets beyond this are dropped unread; `renew` raises it.
        self.received_limit = self.MAX_BURST_BYTES
        self._renewed_at: float | None = None
        self.sent_bytes = 0
        self._sessions: tuple[Session, ...] = ()

    @property
    def is_up(self) -> bool:
        """True between the end of DTLS's handshake and the end of the connection."""
        return self.sending is not None

    def open(self, receiving: Session, sending: Session) -> None:
        """DTLS has made the keys."""
        self._sessions = (receiving, sending)  # they own the contexts
        self.receiving, self.sending = context_of(receiving), context_of(sending)

    def renew(self, now: float) -> None:
        """Lets more in, by the time that passed. Call it a few times a second."""
        since, self._renewed_at = self._renewed_at, now
        if since is not None:
            earned = int((now - since) * self.MAX_RECEIVED_BPS / 8)
            most = self.received_bytes + self.MAX_BURST_BYTES
            self.received_limit = min(self.received_limit + earned, most)

    def close(self) -> None:
        """Nothing is sent or taken any more."""
        self.path = self.receiving = self.sending = None
        self._sessions = ()

    def send(self, length: int, slot: Slot) -> None:
        """Sends the RTP packet of that length in the slot, which is encrypted in place."""
        context, path = self.sending, self.path
        if context is not None and path is not None:
            LENGTH[0] = length
            if length > MAX_PLAIN_BYTES or srtp_protect(context, slot.pointer, LENGTH_POINTER):
                return  # it would not fit a datagram
            protected = LENGTH[0]
            self.sent_bytes += protected
            path.post(slot, protected)

    def send_rtcp(self, compound: bytes) -> None:
        """Sends an RTCP compound."""
        context, path = self.sending, self.path
        if context is not None and path is not None:
            slot = BATCH.spare()
            protected = protect_rtcp(context, compound, slot)
            if protected:
                self.sent_bytes += protected
                path.post(slot, protected)
