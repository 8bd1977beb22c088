from dataclasses import replace

import pytest
import redis
from django.conf import settings
from django.test import TestCase

from tests.video.made import make_call, make_seat
from video import calls, receivers
from video.call_events import record_event
from video.enums import EndReason, Quality, SeatState
from video.models import Call, CallEvent, CallRecord, RelayAssignment, Seat
from video.relay.messages import (
    Event,
    Figures,
    May,
    MediaReceived,
    SeatConnected,
    SeatLeft,
    SeatLost,
    SeatWeak,
    SetPermissions,
    SoundOnly,
    Track,
    TracksChanged,
    commands_stream,
    parse_command,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat() -> Seat:
    seat = make_seat()
    RelayAssignment.objects.create(call=seat.call, worker="one")
    return seat


def common(seat: Seat, sequence: int = 1) -> dict[str, object]:
    return {
        "call": seat.call.ref,
        "seat": seat.ref,
        "epoch": 1,
        "sequence": sequence,
        "worker": "one",
        "at": 1_800_000_000.5,
    }


def happen(*events: Event) -> None:
    for event in events:
        record_event(event)


def test_event_is_written_once(seat: Seat) -> None:
    event = SeatConnected(**common(seat))

    assert record_event(event) is not None
    assert record_event(event) is None

    [written] = CallEvent.objects.all()
    assert (written.type, written.seat, written.epoch) == ("seat_connected", seat, 1)
    assert written.happened_at.timestamp() == 1_800_000_000.5


def test_receivers_get_each_event_once(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    got: list[str] = []
    monkeypatch.setattr(receivers, "_receivers", [lambda event: got.append(event.type)])
    event = MediaReceived(**common(seat), source="camera", packets=1)

    happen(event, event)

    assert got == ["media_received"]


def test_event_is_not_written_when_a_receiver_fails(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(event: CallEvent) -> None:
        raise RuntimeError("not now")

    monkeypatch.setattr(receivers, "_receivers", [fail])
    with pytest.raises(RuntimeError):
        record_event(SeatConnected(**common(seat)))

    assert not CallEvent.objects.exists()
    assert Seat.objects.get().state == SeatState.INVITED


def test_seat_follows_what_the_relay_hears(seat: Seat) -> None:
    states = []
    for number, kind in enumerate((SeatConnected, SeatWeak, SeatLost, SeatConnected), start=1):
        record_event(kind(**common(seat, number)))
        states.append(Seat.objects.get().state)
    record_event(SeatLeft(**common(seat, 5), reason="left"))

    assert states == ["connected", "weak", "lost", "connected"]
    assert Seat.objects.get().state == SeatState.LEFT


def test_tracks_are_those_of_the_last_word(seat: Seat) -> None:
    camera, voice = Track(source="camera", kind="video"), Track(source="microphone", kind="audio")

    happen(
        TracksChanged(**common(seat, 1), tracks=(camera, voice)),
        TracksChanged(**common(seat, 2), tracks=(replace(camera, muted=True),)),
    )

    assert Seat.objects.get().tracks == [{"source": "camera", "kind": "video", "muted": True}]


def test_the_first_connection_starts_the_record(seat: Seat) -> None:
    happen(SeatConnected(**common(seat, 1)), SeatConnected(**common(seat, 2)))

    [record] = CallRecord.objects.all()
    assert record.started_at.timestamp() == 1_800_000_000.5


def test_what_an_old_epoch_says_changes_nothing(seat: Seat) -> None:
    RelayAssignment.objects.update(epoch=2)

    record_event(SeatConnected(**common(seat)))

    assert CallEvent.objects.count() == 1
    assert Seat.objects.get().state == SeatState.INVITED


def test_figures_become_a_word_and_are_told_when_it_changes(seat: Seat) -> None:
    figures = {"jitter_ms": 5.0, "received_bps": 1, "sent_bps": 1}
    before = Call.objects.get().sequence

    happen(
        Figures(**common(seat, 1), loss=0.0, rtt_ms=700.0, **figures),
        Figures(**common(seat, 2), loss=0.0, rtt_ms=800.0, **figures),
    )

    assert Seat.objects.get().quality == Quality.POOR
    assert Call.objects.get().sequence == before + 1


def test_sound_only_is_known_until_the_seat_comes_back(seat: Seat) -> None:
    known = []
    for number, event in enumerate(
        (
            SoundOnly(**common(seat, 1), on=True),
            SeatLost(**common(seat, 2)),
            SeatConnected(**common(seat, 3)),
            SoundOnly(**common(seat, 4), on=True),
            SoundOnly(**common(seat, 5), on=False),
        )
    ):
        record_event(event)
        known.append((number, Seat.objects.get().sound_only))

    assert known == [(0, True), (1, True), (2, False), (3, True), (4, False)]


def test_a_lost_seat_keeps_its_place_and_ends_an_equipment_check(seat: Seat) -> None:
    echo = calls.open_echo_call(name="나")

    happen(SeatLost(**common(seat)), SeatLost(**common(echo)))

    assert Call.objects.get(pk=seat.call_id).ended_at is None
    assert Call.objects.get(pk=echo.call_id).end_reason == EndReason.EMPTY


def test_a_worker_that_was_not_told_of_a_revoked_seat_is_told_again(seat: Seat) -> None:
    """Redis was away when the seat was taken back."""
    calls.revoke_seat(seat, reason="removed")

    assert told(seat, MediaReceived(**common(seat), source="microphone", packets=1500))
    assert not told(seat, SeatLeft(**common(seat, 2), reason="revoked"))


def test_a_worker_that_still_sends_to_a_seat_on_hold_is_told_again(seat: Seat) -> None:
    figures = {"loss": 0.0, "rtt_ms": 5.0, "jitter_ms": 5.0, "received_bps": 1}
    assert not told(seat, Figures(**common(seat, 1), **figures, sent_bps=40_000))
    calls.hold_seat(seat, on_hold=True)

    assert told(seat, Figures(**common(seat, 2), **figures, sent_bps=40_000))
    assert not told(seat, Figures(**common(seat, 3), **figures, sent_bps=800))


def told(seat: Seat, event: Event) -> bool:
    """Say whether the worker gets to know, because of this, that the seat may nothing."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.delete(commands_stream("one"))
        with TestCase.captureOnCommitCallbacks(execute=True):
            record_event(event)
        orders = [
            parse_command(body[b"data"]) for _id, body in client.xrange(commands_stream("one"))
        ]
    return [(type(order), order.seat, order.may) for order in orders] == [
        (SetPermissions, seat.ref, May())
    ]


def test_events_of_unknown_calls_and_seats_do_no_harm(seat: Seat) -> None:
    other = make_seat(make_call())

    happen(
        SeatConnected(**{**common(seat), "call": "unknown"}),
        SeatConnected(**{**common(seat), "seat": other.ref}),
    )

    assert [event.seat for event in CallEvent.objects.all()] == [None]
