from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.video.made import heartbeat, let_live, make_call, make_seat
from video import calls, receivers, workers
from video.browser_messages import call_state
from video.enums import CallKind, EndReason, SeatRole, SeatState
from video.exceptions import CallEnded
from video.models import CallEvent, CallRecord
from video.relay.messages import May
from video.written_talk import say

pytestmark = pytest.mark.django_db


def test_end_call_ends_it_once() -> None:
    call = make_call()

    calls.end_call(call, reason=EndReason.FINISHED)
    first = call.ended_at
    calls.end_call(call, reason=EndReason.TECHNICAL)

    call.refresh_from_db()
    assert (call.ended_at, call.end_reason) == (first, EndReason.FINISHED)


def test_end_call_tells_receivers_once_after_commit(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    told: list[CallEvent] = []
    monkeypatch.setattr(receivers, "_receivers", [told.append])
    call = make_call()

    with django_capture_on_commit_callbacks(execute=True):
        calls.end_call(call, reason=EndReason.FINISHED)
        calls.end_call(call, reason=EndReason.FINISHED)
        assert told == []

    assert [(event.type, event.call) for event in told] == [(calls.CALL_ENDED, call)]


def test_end_call_closes_the_record() -> None:
    call = make_call()
    CallRecord.objects.create(call=call, started_at=call.created_at)

    calls.end_call(call, reason=EndReason.FINISHED)

    record = CallRecord.objects.get()
    assert (record.ended_at, record.reason, record.seconds) == (call.ended_at, "finished", 0)


def test_no_seat_in_a_call_that_has_ended() -> None:
    call = make_call()
    calls.end_call(call, reason=EndReason.FINISHED)

    with pytest.raises(CallEnded):
        make_seat(call)


def test_revoked_seat_is_not_open_any_more() -> None:
    kept, revoked = make_seat(call := make_call()), make_seat(call)

    calls.revoke_seat(revoked, reason="removed")

    assert list(calls.open_seats(call)) == [kept]
    assert calls.may_of(revoked) == May()


def test_seat_on_hold_may_nothing_until_admitted() -> None:
    seat = make_seat()
    free = May(publish=True, share_screen=True, receive=True)
    assert calls.may_of(seat) == free

    calls.hold_seat(seat, on_hold=True)
    assert calls.may_of(seat) == May()
    calls.hold_seat(seat, on_hold=False)
    assert calls.may_of(seat) == free


def test_observer_receives_only() -> None:
    seat = make_seat(role=SeatRole.OBSERVER, publish=False, share_screen=False)

    assert calls.may_of(seat) == May(receive=True)


def test_echo_call_lets_its_seat_receive_itself_and_ends_when_it_leaves() -> None:
    seat = calls.open_echo_call(name="나")
    assert calls.may_of(seat).receive_self

    calls.leave(seat)

    seat.call.refresh_from_db()
    assert (seat.call.kind, seat.call.end_reason) == (CallKind.ECHO, EndReason.EMPTY)


def test_leaving_keeps_the_seat() -> None:
    seat = make_seat()

    calls.leave(seat)

    assert list(calls.open_seats(seat.call).values_list("state", flat=True)) == [SeatState.LEFT]


def test_a_listener_who_leaves_gives_up_the_seat() -> None:
    seat = make_seat(role=SeatRole.LISTENER, publish=False, share_screen=False)

    calls.leave(seat)

    assert not calls.open_seats(seat.call).exists()


def test_every_change_has_a_number_of_its_own() -> None:
    call = make_call()
    seat = make_seat(call)
    say(seat, text="하나", client_id="1")
    calls.leave(seat)
    calls.end_call(call, reason=EndReason.FINISHED)

    assert call_state(call)["sequence"] == 4


def test_a_line_said_twice_is_kept_once() -> None:
    seat = make_seat()

    first = say(seat, text=" 안녕하세요 ", client_id="x")
    again = say(seat, text="안녕하세요", client_id="x")
    other = say(make_seat(seat.call), text="네", client_id="x")

    assert (again, first.text) == (first, "안녕하세요")
    assert [line["text"] for line in call_state(seat.call)["messages"]] == ["안녕하세요", "네"]
    assert other.sequence > first.sequence


def test_nothing_is_said_after_the_end() -> None:
    seat = make_seat()
    calls.end_call(seat.call, reason=EndReason.FINISHED)

    with pytest.raises(CallEnded):
        say(seat, text="늦은 말", client_id="1")


def test_end_call_closes_it_on_its_worker(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sent: list[tuple[str, Any]] = []
    monkeypatch.setattr(workers, "send", lambda worker, command: sent.append((worker, command)))
    let_live(heartbeat("one"))
    call = make_call()
    workers.assign(call)

    with django_capture_on_commit_callbacks(execute=True):
        calls.end_call(call, reason=EndReason.FINISHED)

    [(worker, command)] = sent
    assert (worker, command.type, command.call, command.epoch) == ("one", "close_call", call.ref, 1)
