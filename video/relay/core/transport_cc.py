"""Transport-wide congestion control: telling a sender when each of its packets arrived.

draft-holmer-rmcat-transport-wide-cc-extensions-01, 3.1. A feedback packet is: sender SSRC, media
SSRC, base number (16), count (16), reference time (24, units of 64 ms), feedback count (8), then
chunks of packet states and one receive delta (250 us units) for each packet that arrived.

A queue never lets a packet overtake another. Where packets do, the way jitters, and a sender would
take what is only late for lost and the jitter for a queue: so what may still come is waited for, as
long as packets were late lately, and each is told to have come no later than what was sent after
it. A queue still shows, as it delays the quickest as well.
"""

import struct
from operator import sub

from video.relay.core.rtcp import TRANSPORT_CC_FORMAT, TRANSPORT_FEEDBACK
from video.relay.core.rtcp_writing import write_packet
from video.relay.core.sequences import unwrap

_TICKS_PER_SECOND = 4000  # 250 us
_TICKS_PER_REFERENCE = 256  # 64 ms
_SMALL, _LARGE = 1, 2  # 0 is lost
_MAX_RUN = 0x1FFF
_VECTOR_SYMBOLS = 7
_HEAD = struct.Struct("!IIHHI")


class TransportFeedback:
    """Collects arrivals of one transport and writes feedback; call `write` each 50 or 100 ms.

    Append to `numbers` (16-bit) and `times` (seconds) per packet: nothing is cheaper, and it
    happens for every packet.
    """

    # A late packet within this time is still reported, in a feedback that begins with it.
    MEMORY_SECONDS = 0.5
    # A jump of the numbers this wide starts anew; it also bounds the work of one feedback.
    MAX_JUMP = 1000
    MAX_PACKETS = 400  # per feedback, so that it fits a datagram; the rest waits for the next
    MOST_PATIENCE_SECONDS = 0.25
    FADING = 1 / 64  # per feedback, of the patience that was learned
    OVERTAKERS = 64  # so many of those sent later are looked at

    __slots__ = (
        "_arrivals",
        "_count",
        "_floor",
        "_highest",
        "_next",
        "_patience",
        "_runs",
        "numbers",
        "times",
    )

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.times: list[float] = []
        self._runs: list[tuple[int, list[int]]] = []  # in order: first number, ticks
        self._arrivals: dict[int, int] = {}  # number -> ticks, for what did not come in order
        self._highest = -1
        self._next = -1  # the first number that no feedback has covered
        self._floor = -1  # below it arrivals have been forgotten
        self._count = 0
        self._patience = 0.0  # ticks

    def write(self, sender_ssrc: int, media_ssrc: int, now: float) -> bytes | None:
        """The feedback since the last one, or None when nothing has arrived."""
        if not self.numbers and self._next > self._highest:
            return None
        first = self._next
        oldest = int((now - self.MEMORY_SECONDS) * _TICKS_PER_SECOND)
        measured = self._take_run(oldest) if self.numbers else None
        if measured is None:
            first, arrivals = self._take_any()
            self._forget(oldest)
            if self._patience:
                arrivals = _settled(arrivals, now * _TICKS_PER_SECOND - self._patience)
                self._patience *= 1 - self.FADING
            if not arrivals:
                return None
            count, measured = len(arrivals), _measure(arrivals)
        else:
            count = self._highest + 1 - first
        reference, chunks, deltas = measured
        head = _HEAD.pack(
            sender_ssrc,
            media_ssrc,
            first & 0xFFFF,
            count,
            (reference & 0xFFFFFF) << 8 | self._count,
        )
        self._count = (self._count + 1) & 0xFF
        self._next = first + count
        return write_packet(TRANSPORT_FEEDBACK, TRANSPORT_CC_FORMAT, head + chunks + deltas)

    def _take_run(self, oldest: int) -> tuple[int, bytes, bytes] | None:
        """By far the most common: nothing lost, nothing late, one run of small deltas.

        The reference time, the chunk and the deltas; None (and nothing taken) when it is not so.
        """
        numbers, first = self.numbers, self._highest + 1
        low, count = first & 0xFFFF, len(numbers)
        if self._next != first or count > self.MAX_PACKETS:
            return None
        if numbers != list(range(low, low + count)):
            return None
        ticks = [int(at * _TICKS_PER_SECOND + 0.5) for at in self.times]
        reference = ticks[0] // _TICKS_PER_REFERENCE
        try:
            deltas = bytes(map(sub, ticks, (reference * _TICKS_PER_REFERENCE, *ticks)))
        except ValueError:  # a delta that does not fit one byte
            return None
        numbers.clear()
        self.times.clear()
        self._highest += count
        runs = self._runs
        runs.append((first, ticks))
        if runs[0][1][-1] < oldest:
            forgotten, their = runs.pop(0)
            self._floor = forgotten + len(their)
            self._arrivals.clear()  # older than any run
        return reference, (_SMALL << 13 | count).to_bytes(2, "big"), deltas

    def _take_any(self) -> tuple[int, list[int | None]]:
        """The first number to report and the arrivals from there on, None for what is missing."""
        for first, ticks in self._runs:
            self._arrivals.update(zip(range(first, first + len(ticks)), ticks, strict=True))
        self._runs.clear()
        for number, at in zip(self.numbers, self.times, strict=True):
            self._take(number, int(at * _TICKS_PER_SECOND + 0.5))
        self.numbers.clear()
        self.times.clear()
        first, last = self._next, min(self._highest, self._next + self.MAX_PACKETS - 1)
        if first < 0:
            return first, []
        return first, [self._arrivals.get(number) for number in range(first, last + 1)]

    def _take(self, sequence_number: int, ticks: int) -> None:
        number = self._place(sequence_number)
        if number < self._floor or number in self._arrivals:
            return
        if number > self._highest:
            self._highest = number
        else:
            self._learn(number, ticks)
            self._next = min(self._next, number)
        self._arrivals[number] = ticks

    def _learn(self, number: int, ticks: int) -> None:
        """This one was overtaken: be as patient with others."""
        arrivals = self._arrivals
        later = range(number + 1, min(self._highest, number + self.OVERTAKERS) + 1)
        overtaken_at = min((arrivals[one] for one in later if one in arrivals), default=ticks)
        most = self.MOST_PATIENCE_SECONDS * _TICKS_PER_SECOND
        self._patience = max(self._patience, min((ticks - overtaken_at) * 1.1, most))

    def _place(self, sequence_number: int) -> int:
        if self._highest >= 0:
            number = unwrap(sequence_number, self._highest)
            if abs(number - self._highest) <= self.MAX_JUMP:
                return number
        # One cycle up, so that unwrapped numbers never become negative.
        number = sequence_number + 0x10000
        self._arrivals.clear()
        self._next = self._floor = number
        self._highest = number - 1
        return number

    def _forget(self, before: int) -> None:
        arrivals = self._arrivals
        for number in list(arrivals):
            if arrivals[number] >= before or number >= self._next:
                break
            del arrivals[number]
            self._floor = max(self._floor, number + 1)


def _settled(arrivals: list[int | None], missed_before: float) -> list[int | None]:
    """As far as nothing is missing that may still come; none later than what was sent after it."""
    settled, end = arrivals.copy(), len(arrivals)
    earliest = next((at for at in reversed(arrivals) if at is not None), 0)
    for position in range(end - 1, -1, -1):
        at = arrivals[position]
        if at is not None:
            settled[position] = earliest = min(at, earliest)
        elif earliest > missed_before:
            end = position
    return settled[:end]


def _measure(arrivals: list[int | None]) -> tuple[int, bytes, bytes]:
    """The reference time, the chunks, and the packed deltas."""
    whole = [ticks for ticks in arrivals if ticks is not None]
    reference = whole[0] // _TICKS_PER_REFERENCE if whole else 0
    steps = list(map(sub, whole, [reference * _TICKS_PER_REFERENCE, *whole]))
    if whole and min(steps) >= 0 and max(steps) <= 255:
        states = bytearray(ticks is not None for ticks in arrivals)
        return reference, _write_chunks(states), bytes(steps)
    return reference, *_measure_wide(arrivals, steps)


def _measure_wide(arrivals: list[int | None], steps: list[int]) -> tuple[bytes, bytes]:
    """Chunks and deltas when some deltas need two bytes."""
    states, deltas = bytearray(len(arrivals)), bytearray()
    step = iter(steps)
    for position, ticks in enumerate(arrivals):
        if ticks is None:
            continue
        delta = next(step)
        if 0 <= delta <= 255:
            states[position] = _SMALL
            deltas.append(delta)
        else:
            # A pause longer than 8 s does not fit: say the longest that does.
            states[position] = _LARGE
            deltas += max(-0x8000, min(delta, 0x7FFF)).to_bytes(2, "big", signed=True)
    return _write_chunks(states), bytes(deltas)


def _write_chunks(states: bytearray) -> bytes:
    """Run-length chunks where they pay, else vectors of seven 2-bit states."""
    chunks = bytearray()
    position, count = 0, len(states)
    while position < count:
        state = states[position]
        run = 1
        while position + run < count and states[position + run] == state and run < _MAX_RUN:
            run += 1
        if run >= _VECTOR_SYMBOLS or position + run == count:
            chunks += (state << 13 | run).to_bytes(2, "big")
            position += run
            continue
        vector = 0b11
        for state in states[position : position + _VECTOR_SYMBOLS].ljust(_VECTOR_SYMBOLS, b"\0"):
            vector = vector << 2 | state
        chunks += vector.to_bytes(2, "big")
        position += _VECTOR_SYMBOLS
    return bytes(chunks)
