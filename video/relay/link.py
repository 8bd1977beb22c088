"""One browser's media transport as the hot path sees it: SRTP contexts and a path, nothing else."""

from pylibsrtp import Session

from video.relay.ice import Path
from video.relay.srtp import (
    OUTGOING_VIEW,
    Context,
    context_of,
    protect,
    protect_rtcp,
)


class Link:
    """Encrypts what lies in OUTGOING and sends it; before DTLS is done nothing is sent."""

    __slots__ = ("_sessions", "path", "received_bytes", "receiving", "sending", "sent_bytes")

    def __init__(self) -> None:
        self.path: Path | None = None
        self.receiving: Context = None
        self.sending: Context = None
        self.received_bytes = 0
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

    def close(self) -> None:
        """Nothing is sent or taken any more."""
        self.path = self.receiving = self.sending = None
        self._sessions = ()

    def send(self, length: int) -> None:
        """Sends the RTP packet of that length in OUTGOING."""
        context, path = self.sending, self.path
        if context is not None and path is not None:
            protected = protect(context, length)
            if protected:
                self.sent_bytes += protected
                path.send(OUTGOING_VIEW[:protected])

    def send_rtcp(self, compound: bytes) -> None:
        """Sends an RTCP compound."""
        context, path = self.sending, self.path
        if context is not None and path is not None:
            protected = protect_rtcp(context, compound)
            if protected:
                self.sent_bytes += protected
                path.send(OUTGOING_VIEW[:protected])
