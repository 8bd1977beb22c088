"""One browser's media transport as the hot path sees it: a cipher and a path, nothing else."""

from video.relay.ice import Path
from video.relay.srtp import OUTGOING_VIEW, MediaCipher


class Link:
    """Encrypts what lies in OUTGOING and sends it; before DTLS is done nothing is sent."""

    __slots__ = ("cipher", "path", "received_bytes", "sent_bytes")

    def __init__(self) -> None:
        self.cipher: MediaCipher | None = None
        self.path: Path | None = None
        self.received_bytes = 0
        self.sent_bytes = 0

    def send(self, length: int) -> None:
        """Sends the RTP packet of that length in OUTGOING."""
        cipher = self.cipher
        if cipher is not None and self.path is not None:
            protected = cipher.protect(length)
            if protected:
                self.sent_bytes += protected
                self.path.send(OUTGOING_VIEW[:protected])

    def send_rtcp(self, compound: bytes) -> None:
        """Sends an RTCP compound."""
        cipher = self.cipher
        if cipher is not None and self.path is not None:
            protected = cipher.protect_rtcp(compound)
            if protected:
                self.sent_bytes += protected
                self.path.send(OUTGOING_VIEW[:protected])
