"""RTCP: what is written is read again, and nothing makes the reader raise."""

from hypothesis import given
from hypothesis import strategies as st

from video.relay.core.rtcp import (
    Goodbye,
    Nack,
    PictureLoss,
    ReceiverReport,
    Remb,
    ReportBlock,
    SenderReport,
    is_rtcp,
    read_compound,
)
from video.relay.core.rtcp_writing import (
    write_goodbye,
    write_nack,
    write_packet,
    write_pli,
    write_receiver_report,
    write_remb,
    write_sender_report,
    write_source_description,
)

BLOCK = ReportBlock(7, 128, -3, 0x10005, 90, 0xAABBCCDD, 65536)


def test_a_compound_is_read_packet_by_packet():
    report = SenderReport(1, 0x0123456789ABCDEF, 90000, 10, 1000, (BLOCK,))
    compound = (
        write_sender_report(report)
        + write_source_description(1, "seat")
        + write_receiver_report(2, [BLOCK])
        + write_nack(3, 4, [65534, 65535, 65536, 65560])
        + write_pli(3, 4)
        + write_remb(3, 1_500_000, [4, 5])
        + write_goodbye([1, 2])
    )

    assert read_compound(compound) == [
        report,
        ReceiverReport(2, (BLOCK,)),
        Nack(3, 4, (65534, 65535, 0, 24)),
        PictureLoss(3, 4),
        Remb(1_500_000, (4, 5)),
        Goodbye((1, 2)),
    ]


def test_transport_feedback_of_a_browser_does_not_spoil_the_compound():
    strange = write_packet(205, 15, bytes(16))

    assert read_compound(strange + write_pli(1, 2)) == [PictureLoss(1, 2)]


def test_a_fir_asks_for_a_keyframe_of_each_entry():
    body = bytes.fromhex("00000001 00000000 0000000a 01000000 0000000b 02000000")

    assert read_compound(write_packet(206, 4, body)) == [PictureLoss(1, 10), PictureLoss(1, 11)]


def test_padding_of_the_last_packet_is_left_out():
    nack = bytearray(write_packet(205, 1, bytes.fromhex("00000001 00000002 00050000 00000004")))
    nack[0] |= 0x20

    assert read_compound(bytes(nack)) == [Nack(1, 2, (5,))]


def test_a_packet_that_claims_too_much_ends_the_reading():
    assert read_compound(write_pli(1, 2) + bytes.fromhex("81ce ffff 00000000")) == [
        PictureLoss(1, 2)
    ]


def test_remb_of_zero_and_of_the_largest_exponent_are_numbers():
    assert read_compound(write_remb(1, 0, [])) == [Remb(0, ())]
    huge = bytearray(write_remb(1, 0, []))
    huge[17:20] = b"\xff\xff\xff"

    assert read_compound(bytes(huge)) == [Remb(0x3FFFF << 63, ())]


def test_rtcp_is_told_from_rtp_by_its_second_byte():
    assert [is_rtcp(bytes((0x80, second))) for second in (96, 191, 192, 223, 224)] == [
        False,
        False,
        True,
        True,
        False,
    ]


@given(st.sets(st.integers(0, 400), min_size=1, max_size=60), st.integers(0, 0xFFFF))
def test_a_nack_names_exactly_what_is_missing(offsets, base):
    missing = sorted(base + offset for offset in offsets)

    (nack,) = read_compound(write_nack(1, 2, missing))

    assert nack.sequence_numbers == tuple(number & 0xFFFF for number in missing)


@given(st.integers(0, 2**40))
def test_remb_keeps_the_bitrate_to_18_bits(bitrate):
    (remb,) = read_compound(write_remb(1, bitrate, [2]))

    assert 0 <= bitrate - remb.bitrate_bps <= bitrate / 2**17


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_raise(data):
    read_compound(data)


@given(st.data())
def test_no_mutation_makes_the_reader_raise(data):
    compound = bytearray(
        write_sender_report(SenderReport(1, 2, 3, 4, 5, (BLOCK,)))
        + write_nack(1, 2, [3, 9])
        + write_remb(1, 99, [2])
    )
    for _ in range(data.draw(st.integers(1, 6))):
        compound[data.draw(st.integers(0, len(compound) - 1))] = data.draw(st.integers(0, 255))

    read_compound(bytes(compound[: data.draw(st.integers(0, len(compound)))]))


def test_packets_too_short_for_their_kind_are_left_out():
    short = [write_packet(kind, 1, b"") for kind in (200, 201, 203, 205, 206)]

    assert read_compound(b"".join(short) + write_pli(1, 2)) == [PictureLoss(1, 2)]


def test_feedback_of_unknown_formats_is_left_out():
    unknown = write_packet(206, 15, bytes(8) + b"ABCD" + bytes(4)) + write_packet(206, 9, bytes(8))

    assert read_compound(unknown + write_pli(1, 2)) == [PictureLoss(1, 2)]


def test_a_compound_of_empty_packets_is_read_only_so_far():
    assert read_compound(write_packet(202, 0, b"") * 64 + write_pli(1, 2)) == []
