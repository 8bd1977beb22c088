"""Tells STUN, DTLS and media apart (RFC 7983) and knows whose they are.

Only an address from which a STUN request with a valid MESSAGE-INTEGRITY came is known; everything
else from elsewhere is dropped after one look-up.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

from video.relay.ice import IceCredentials, Path, check_request, peek_username, write_response
from video.relay.srtp import MAX_DATAGRAM_BYTES, Slot

MAX_PATHS_PER_PEER = 16


class Receiver(Protocol):
    """A peer as the port sees it."""

    def take_path(self, path: Path, *, nominated: bool, now: float) -> None: ...

    def receive(self, slot: Slot, length: int, now: float, arrived_at: float) -> None: ...

    def receive_dtls(self, record: bytes, path: Path) -> None: ...


@dataclass
class Admission:
    """What is known of a peer: its credentials, and where it has been seen by which of our sockets.

    The same address may speak to several of our sockets (a browser tries every candidate): each
    is a path of its own, so that an answer leaves from where it was asked.
    """

    receiver: Receiver
    local: IceCredentials
    remote_ufrag: str
    paths: dict[tuple[Hashable, int], Path] = field(default_factory=dict)


class Demultiplexer:
    """All peers of a worker, by ICE user name and by address."""

    def __init__(self) -> None:
        self.dropped = 0
        self.by_address: dict[Hashable, Admission] = {}
        self._by_ufrag: dict[str, Admission] = {}

    def admit(self, receiver: Receiver, local: IceCredentials, remote_ufrag: str) -> None:
        """Lets a browser with these credentials in; an ICE restart admits it once more."""
        if local.ufrag not in self._by_ufrag:
            self._by_ufrag[local.ufrag] = Admission(receiver, local, remote_ufrag)

    def expel(self, receiver: Receiver) -> None:
        """Forgets a peer with all its addresses."""
        for ufrag, admission in list(self._by_ufrag.items()):
            if admission.receiver is receiver:
                del self._by_ufrag[ufrag]
                for address, _entry in admission.paths:
                    if self.by_address.get(address) is admission:
                        del self.by_address[address]

    def forget(self, address: Hashable) -> None:
        """The address is gone (a TCP connection has ended)."""
        admission = self.by_address.pop(address, None)
        if admission is not None:
            admission.paths.pop((address, 0), None)

    def take(
        self,
        slot: Slot,
        length: int,
        address: Hashable,
        make_path: Callable[[], Path],
        entry: int = 0,
    ) -> bool:
        """Hands the packet on; False when it was dropped.

        make_path is called when a valid STUN request comes from an address that is new.
        entry: which of our sockets it came to.
        """
        if not 0 < length <= MAX_DATAGRAM_BYTES:
            self.dropped += 1
            return False
        first = slot.data[0]
        if first < 4:
            return self._take_stun(bytes(slot.view[:length]), (address, entry), make_path)
        admission = self.by_address.get(address)
        if admission is not None:
            if 127 < first < 192:
                now = monotonic()
                admission.receiver.receive(slot, length, now, now)
                return True
            path = admission.paths.get((address, entry))
            if 19 < first < 64 and path is not None:
                admission.receiver.receive_dtls(bytes(slot.view[:length]), path)
                return True
        self.dropped += 1
        return False

    def _take_stun(
        self, data: bytes, place: tuple[Hashable, int], make_path: Callable[[], Path]
    ) -> bool:
        username = peek_username(data)
        admission = None if username is None else self._find(username)
        request = None
        if admission is not None:
            request = check_request(data, admission.local)
        if admission is None or request is None:
            self.dropped += 1
            return False
        path = admission.paths.get(place) or self._learn(admission, place, make_path())
        self.by_address[place[0]] = admission
        path.send(write_response(request, path.address, admission.local))
        nominated = "USE-CANDIDATE" in request.attributes
        admission.receiver.take_path(path, nominated=nominated, now=monotonic())
        return True

    def _find(self, username: str) -> Admission | None:
        ours, _, theirs = username.partition(":")
        admission = self._by_ufrag.get(ours)
        if admission is None or theirs != admission.remote_ufrag:
            return None
        return admission

    def _learn(self, admission: Admission, place: tuple[Hashable, int], path: Path) -> Path:
        admission.paths[place] = path
        if len(admission.paths) > MAX_PATHS_PER_PEER:
            oldest = next(iter(admission.paths))
            del admission.paths[oldest]
            self.by_address.pop(oldest[0], None)  # its next check brings it back
        return path
