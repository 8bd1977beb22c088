"""Loss repair on both legs, seen packet by packet."""

import asyncio
import struct

import pytest_asyncio

from tests.benchmarks.lean_peer import RTX_TYPE, VP8_TYPE, LeanPeer
from tests.peers import EVERYTHING, Signalling, eventually
from video.relay.core.rtcp import (
    Nack,
    PictureLoss,
    ReceiverReport,
    Remb,
    ReportBlock,
    SenderReport,
    read_compound,
)
from video.relay.core.rtcp_writing import (
    write_nack,
    write_pli,
    write_receiver_report,
    write_sender_report,
)
from video.relay.core.rtp import read_header
from video.relay.messages import SdpAnswer, TakeOffer

KEYFRAME = bytes.fromhex("10 00") + b"key"
INTERFRAME = bytes.fromhex("10 01") + b"inter"


class Studio:
    """A publisher of one camera and a viewer of it, with all that each of them got."""

    def __init__(self, publisher: LeanPeer, viewer: LeanPeer, ssrc: int, leg_ssrc: int) -> None:
        self.publisher, self.viewer = publisher, viewer
        self.ssrc, self.leg_ssrc = ssrc, leg_ssrc
        self.seen: list[bytes] = []
        self.datagrams: list[tuple[int, int]] = []  # payload type and number, as on the wire
        self.told: list[object] = []  # RTCP the publisher got
        self.reports: list[object] = []  # RTCP the viewer got
        viewer.on_datagram = self._keep
        viewer.on_rtp = self.seen.append
        publisher.on_rtcp = lambda data: self.told.extend(read_compound(data))
        viewer.on_rtcp = lambda data: self.reports.extend(read_compound(data))

    def _keep(self, data: bytes) -> None:
        if not 192 <= data[1] <= 223:
            self.datagrams.append((data[1] & 0x7F, data[2] << 8 | data[3]))

    def send(self, number: int, payload: bytes = INTERFRAME, timestamp: int = 0) -> None:
        head = struct.pack("!BBHII", 0x80, 0x80 | VP8_TYPE, number, timestamp, self.ssrc)
        self.publisher.send_rtp(head + payload)

    def numbers(self, payload_type: int = VP8_TYPE) -> list[int]:
        headers = [read_header(packet) for packet in self.seen]
        return [h.sequence_number for h in headers if h.payload_type == payload_type]

    async def begin(self) -> int:
        """Sends the keyframe 100 and returns the number it has for the viewer."""
        await eventually(lambda: PictureLoss in map(type, self.told) or self._poke())
        self.send(100, KEYFRAME)
        await eventually(self.numbers)
        return self.numbers()[0]

    def _poke(self) -> bool:
        self.send(99)
        return False


async def take_seat(signalling: Signalling, seat: str, peer: LeanPeer) -> None:
    answer = await signalling.ask(
        TakeOffer,
        call=signalling.call,
        seat=seat,
        sdp=peer.offer(),
        purpose="first",
        may=EVERYTHING,
        publishes=tuple(peer.publishes),
        receives=tuple(peer.receives),
    )
    assert isinstance(answer, SdpAnswer)
    await peer.connect(answer.sdp)


async def make_studio(signalling: Signalling, *, rtx: bool) -> Studio:
    publisher, viewer = LeanPeer(), LeanPeer(rtx=rtx)
    ssrc = publisher.publish("camera")
    mid = viewer.receive("anna", "camera")
    await take_seat(signalling, "anna", publisher)
    await take_seat(signalling, "ben", viewer)
    return Studio(publisher, viewer, ssrc, viewer.leg_ssrcs[mid])


@pytest_asyncio.fixture(params=[True, False], ids=["rtx", "no rtx"])
async def studio(request, signalling):
    made = await make_studio(signalling, rtx=request.param)
    yield made
    await made.publisher.close()
    await made.viewer.close()


async def test_a_viewer_starts_at_a_keyframe_that_was_asked_for(studio):
    first = await studio.begin()
    studio.send(101)

    await eventually(lambda: len(studio.seen) == 2)

    assert PictureLoss in map(type, studio.told)
    assert studio.numbers() == [first, first + 1]
    assert studio.seen[0].endswith(KEYFRAME)
    assert {read_header(packet).ssrc for packet in studio.seen} == {studio.leg_ssrc}


async def test_the_publisher_is_asked_for_what_is_missing_and_its_repair_goes_on(studio):
    first = await studio.begin()
    studio.send(103)

    nack = await eventually(lambda: next((p for p in studio.told if isinstance(p, Nack)), None))
    assert (nack.media_ssrc, nack.sequence_numbers) == (studio.ssrc, (101, 102))

    studio.send(101)
    rtx = struct.pack("!BBHII", 0x80, RTX_TYPE, 1, 0, studio.publisher.rtx_ssrcs["0"])
    studio.publisher.send_rtp(rtx + struct.pack("!H", 102) + INTERFRAME)
    await eventually(lambda: len(studio.seen) == 4)
    assert studio.numbers() == [first, first + 3, first + 1, first + 2]


async def test_a_keyframe_is_asked_for_when_a_packet_was_given_up(studio):
    first = await studio.begin()
    studio.told.clear()
    studio.send(102)

    await eventually(lambda: PictureLoss in map(type, studio.told))
    assert isinstance(studio.told[0], Nack)  # first the packet, long before a whole picture
    studio.send(103, KEYFRAME)

    await eventually(lambda: len(studio.seen) == 3)
    assert studio.numbers() == [first, first + 2, first + 3]


async def test_a_viewers_nack_is_answered_from_the_cache(studio):
    first = await studio.begin()
    studio.send(101)
    await eventually(lambda: len(studio.seen) == 2)

    nack = write_nack(1, studio.leg_ssrc, [first, first + 1, first + 500])
    studio.viewer.send_rtcp(nack)
    studio.viewer.send_rtcp(nack)  # too soon: the first repeats are still on their way
    await eventually(lambda: len(studio.datagrams) == 4)
    await asyncio.sleep(0.05)

    if studio.viewer._rtx:
        repeats = [p for p in studio.seen if read_header(p).payload_type == RTX_TYPE]
        originals = [p[read_header(p).payload_start :][:2] for p in repeats]
        assert originals == [struct.pack("!H", first), struct.pack("!H", first + 1)]
    else:
        # SRTP hides a repeat of what had arrived: look at the datagrams.
        assert studio.datagrams == [(VP8_TYPE, first), (VP8_TYPE, first + 1)] * 2
    assert len(studio.datagrams) == 4


async def test_a_storm_of_nacks_is_answered_within_the_allowance(studio):
    first = await studio.begin()
    for number in range(101, 201):
        studio.send(number)
    await eventually(lambda: len(studio.seen) == 101)

    for _ in range(100):
        studio.viewer.send_rtcp(write_nack(1, studio.leg_ssrc, range(first, first + 101)))
        await asyncio.sleep(0.002)
    await asyncio.sleep(0.1)

    assert len(studio.seen) < 101 + 1000


async def test_many_plis_of_a_viewer_reach_the_publisher_as_one(studio):
    await studio.begin()
    studio.told.clear()

    for _ in range(10):
        studio.viewer.send_rtcp(write_pli(1, studio.leg_ssrc))
    await eventually(lambda: PictureLoss in map(type, studio.told))
    report = write_sender_report(SenderReport(studio.ssrc, 0xAABBCCDD11223344, 9000, 1, 5))
    studio.publisher.send_rtcp(report)  # when it is through, so is all that was before
    await eventually(lambda: SenderReport in map(type, studio.reports))

    assert [p.media_ssrc for p in studio.told if isinstance(p, PictureLoss)] == [studio.ssrc]


async def test_a_sender_report_is_passed_on_in_the_viewers_numbers(studio):
    await studio.begin()
    shown = read_header(studio.seen[0]).timestamp

    studio.publisher.send_rtcp(
        write_sender_report(SenderReport(studio.ssrc, 0xAABBCCDD11223344, 9000, 1, 5))
    )

    report = await eventually(
        lambda: next((p for p in studio.reports if isinstance(p, SenderReport)), None)
    )
    assert (report.ssrc, report.ntp_time) == (studio.leg_ssrc, 0xAABBCCDD11223344)
    assert report.rtp_timestamp == (shown + 9000) & 0xFFFFFFFF
    assert (report.packets, report.octets) == (1, len(KEYFRAME))


async def test_who_comes_later_is_told_the_last_report_at_once(studio, signalling):
    await studio.begin()
    studio.publisher.send_rtcp(
        write_sender_report(SenderReport(studio.ssrc, 0xAABBCCDD11223344, 9000, 1, 5))
    )
    await eventually(lambda: SenderReport in map(type, studio.reports))
    late = LeanPeer()
    leg_ssrc = late.leg_ssrcs, late.receive("anna", "camera")
    told: list[object] = []
    late.on_rtcp = lambda data: told.extend(read_compound(data))
    asked = len(studio.told)
    await take_seat(signalling, "cleo", late)
    await eventually(lambda: PictureLoss in map(type, studio.told[asked:]))

    studio.send(101, KEYFRAME)

    report = await eventually(lambda: next((p for p in told if isinstance(p, SenderReport)), None))
    assert (report.ssrc, report.ntp_time) == (leg_ssrc[0][leg_ssrc[1]], 0xAABBCCDD11223344)
    await late.close()


async def test_the_publisher_gets_reports_of_its_loss(studio):
    await studio.begin()
    studio.send(103)

    def find() -> ReportBlock | None:
        reports = [p for p in studio.told if isinstance(p, ReceiverReport)]
        blocks = [block for report in reports for block in report.reports]
        return next((b for b in blocks if b.ssrc == studio.ssrc and b.packets_lost == 2), None)

    block = await eventually(find)
    assert block.highest_sequence & 0xFFFF == 103


async def test_a_report_of_the_viewer_and_a_strange_remb_disturb_nothing(studio):
    first = await studio.begin()
    block = ReportBlock(studio.leg_ssrc, 20, 5, first, 3, 0, 0)
    studio.viewer.send_rtcp(write_receiver_report(1, [block]))
    studio.viewer.send_rtcp(b"\x8f\xce\x00\x04" + bytes(8) + b"REMB\x01\xff\xff\xff")

    studio.send(101)

    await eventually(lambda: len(studio.seen) == 2)
    assert Remb not in map(type, studio.told)
