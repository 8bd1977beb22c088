"""One visit to the practice room: the robot greets, listens 5 s, gives it back, says what it found.

The robot is a seat like any other: what works with it works with people.
"""

import asyncio
import logging
import secrets
from time import monotonic

from video.relay.call_view import CallView
from video.relay.commands import Failed, May, RemoveSeat, SdpAnswer, TakeOffer
from video.relay.robot_clip import Clip, read_clip
from video.relay.robot_ear import Kept, RobotEar
from video.relay.robot_link import NoAnswer, RobotLink, now
from video.relay.robot_messages import PracticePhase, PracticeSaid, Practise
from video.relay.robot_sdp import RobotLine, published, received
from video.relay.robot_seat import RobotSeat
from video.relay.robot_voice import RobotVoice

logger = logging.getLogger(__name__)

LISTEN_SECONDS = 5.0
COME_WITHIN_SECONDS = 120.0
SETTLE_SECONDS = 0.5  # until the guest's lines show the robot
TICK_SECONDS = 0.01
REPORT_SECONDS = 1.0
SHOW_AGAIN_SECONDS = 0.5  # a still is sent again, for whoever missed it
TRIES = 3


class _Interrupted(Exception):
    """The call went to another worker, or our connection broke."""


class PracticeVisit:
    """`run()` until it is over."""

    def __init__(self, command: Practise, *, link: RobotLink, view: CallView) -> None:
        self._command = command
        self._link = link
        self._view = view
        self._seat = RobotSeat()
        self._place = ("", 0)
        self._ears: dict[int, RobotEar] = {}
        self._reported_at = 0.0

    async def run(self) -> None:
        """Waits for the guest, then goes through the phases; after a lost worker once more."""
        if not await self._wait_for_guest():
            return
        for _ in range(TRIES):
            try:
                await self._join()
                await self._go_through()
            except (_Interrupted, NoAnswer, ConnectionError, TimeoutError) as error:
                logger.info("practice in %s stumbled: %s", self._command.call, error)
                await self._leave()
                await asyncio.sleep(REPORT_SECONDS)
                if self._view.is_closed:
                    return
            else:
                await self._leave()
                return

    async def _wait_for_guest(self) -> bool:
        deadline = monotonic() + COME_WITHIN_SECONDS
        while self._command.guest not in self._view.seats:
            if monotonic() > deadline or self._view.is_closed:
                return False
            await asyncio.sleep(0.05)
        return True

    # The seat

    async def _join(self) -> None:
        """Raises: NoAnswer, ConnectionError, TimeoutError."""
        seat, guest = RobotSeat(), self._command.guest
        seat.lines = [
            RobotLine(mid="0", source="microphone", ssrc=secrets.randbits(32)),
            RobotLine(mid="1", source="camera", ssrc=secrets.randbits(32)),
            RobotLine(mid="2", source="microphone", seat=guest),
            RobotLine(mid="3", source="camera", seat=guest),
        ]
        self._place = (self._view.worker, self._view.epoch)
        answer = await self._link.ask(
            self._place[0],
            TakeOffer,
            call=self._command.call,
            epoch=self._place[1],
            seat=self._command.seat,
            sdp=seat.offer(),
            purpose="first",
            may=May(publish=True, receive=True),
            publishes=published(seat.lines),
            receives=received(seat.lines),
        )
        if not isinstance(answer, SdpAnswer):
            raise ConnectionError(answer.code if isinstance(answer, Failed) else answer.type)
        seat.on_rtp = self._hear
        await seat.connect(answer.sdp)
        self._seat = seat
        self._ears = {
            line.ssrc: RobotEar(line.ssrc, is_picture=not line.is_sound)
            for line in seat.lines
            if line.seat
        }
        self._voice = RobotVoice(
            seat, sound_ssrc=seat.lines[0].ssrc, picture_ssrc=seat.lines[1].ssrc
        )

    def _hear(self, data: bytes, at: float) -> None:
        ear = self._ears.get(int.from_bytes(data[8:12], "big"))
        if ear is not None:
            ear.take(data, at)

    async def _leave(self) -> None:
        was_up = self._seat.is_up
        await self._seat.close()
        if was_up:
            worker, epoch = self._place
            gone = {"call": self._command.call, "seat": self._command.seat, "reason": "left"}
            try:
                await self._link.ask(worker, RemoveSeat, epoch=epoch, **gone)
            except NoAnswer:
                logger.info("worker %s is gone already", worker)

    # The phases

    async def _go_through(self) -> None:
        await self._pass_time(monotonic() + SETTLE_SECONDS)
        self._say("greeting")
        await self._play(self._clip("greeting"))
        for ear in self._ears.values():
            ear.keeps = True
        self._say("listening")
        await self._play(self._clip("listening"), at_least=LISTEN_SECONDS)
        for ear in self._ears.values():
            ear.keeps = False
        self._say("echoing")
        await self._echo()
        await self._play(self._clip("thanks"))
        self._say("done")
        await self._pass_time(monotonic() + SETTLE_SECONDS)

    def _clip(self, name: str) -> Clip:
        return read_clip(name, self._command.language)

    def _say(self, phase: PracticePhase) -> None:
        sound = sum(ear.received for ear in self._sounds())
        expected = sum(ear.expected for ear in self._ears.values())
        came = sum(ear.received for ear in self._ears.values())
        self._link.say(
            PracticeSaid(
                call=self._command.call,
                at=now(),
                phase=phase,
                sound_packets=sound,
                picture_frames=sum(ear.frames for ear in self._pictures()),
                loss=round(1 - came / expected, 4) if expected else 0.0,
            )
        )

    def _sounds(self) -> list[RobotEar]:
        return [self._ears[line.ssrc] for line in self._seat.lines[2:3]]

    def _pictures(self) -> list[RobotEar]:
        return [self._ears[line.ssrc] for line in self._seat.lines[3:4]]

    async def _play(self, clip: Clip, *, at_least: float = 0.0) -> None:
        began = monotonic()
        moments = [(at, True, data) for at, data in clip.sounds]
        for number, (at, data) in enumerate(clip.pictures):
            last = number + 1 == len(clip.pictures)
            until = clip.seconds if last else clip.pictures[number + 1][0]
            moments += [(at + n * SHOW_AGAIN_SECONDS, False, data)
                        for n in range(max(1, int((until - at) / SHOW_AGAIN_SECONDS)))]  # fmt: skip
        for at, is_sound, data in sorted(moments, key=lambda moment: moment[0]):
            await self._pass_time(began + at)
            if is_sound:
                self._voice.say(data, began + at)
            else:
                self._voice.show(data, began + at)
        await self._pass_time(began + max(clip.seconds, at_least))

    async def _echo(self) -> None:
        """Everything that was kept, as it came, with its own pauses."""
        kept = [(kept, False) for ear in self._sounds() for kept in ear.kept]
        kept += [(kept, True) for ear in self._pictures() for kept in ear.kept]
        if not kept:
            return
        kept.sort(key=lambda entry: entry[0].arrived_at)
        shift = monotonic() + 0.1 - kept[0][0].arrived_at
        firsts: dict[bool, Kept] = {}
        befores: dict[bool, int] = {}
        for packet, is_picture in kept:
            stream = self._voice.picture if is_picture else self._voice.sound
            if is_picture not in firsts:
                firsts[is_picture] = packet
                befores[is_picture] = packet.number - 1
                if is_picture:
                    self._voice.begin_echo(packet.payload)
            first = firsts[is_picture]
            await self._pass_time(packet.arrived_at + shift)
            start = stream.timestamp(first.arrived_at + shift)
            timestamp = (start + packet.timestamp - first.timestamp) & 0xFFFFFFFF
            stream.skip(max(0, packet.number - befores[is_picture] - 1))
            befores[is_picture] = max(befores[is_picture], packet.number)
            if is_picture:
                self._voice.show_again(packet.payload, timestamp, marker=packet.marker)
            else:
                stream.send(packet.payload, timestamp, marker=packet.marker)

    async def _pass_time(self, until: float) -> None:
        """Waits, reports and asks for what is missing meanwhile.

        Raises: _Interrupted.
        """
        while True:
            at = monotonic()
            if (self._view.worker, self._view.epoch) != self._place or self._view.is_closed:
                raise _Interrupted("the call is not here any more")
            if self._seat.is_silent:
                raise _Interrupted("the worker is silent")
            compound = b"".join(ear.ask(at) for ear in self._ears.values())
            if at - self._reported_at >= REPORT_SECONDS:
                self._reported_at = at
                self._voice.report()
                compound = b"".join(ear.report() for ear in self._ears.values()) + compound
            if compound:
                self._seat.send_rtcp(compound)
            if at >= until:
                return
            await asyncio.sleep(min(TICK_SECONDS, max(0.0, until - at)))
