"""Calls of real peers through a real worker: who sees and hears whom, and what is told."""

import asyncio

from tests.peers import EVERYTHING, Browser, Signalling
from video.relay.messages import (
    CallClosed,
    CloseCall,
    Done,
    Failed,
    May,
    MediaReceived,
    MoveOut,
    RemoveSeat,
    SdpAnswer,
    SeatConnected,
    SeatLeft,
    SeatLost,
    SetMuted,
    SetPermissions,
    Track,
    TracksChanged,
)


async def join_pair(signalling: Signalling) -> tuple[Browser, Browser]:
    """Anna and Ben, each publishing sound and picture and receiving the other's."""
    anna, ben = Browser(signalling, "anna"), Browser(signalling, "ben")
    for browser, other in ((anna, "ben"), (ben, "anna")):
        browser.publish("camera")
        browser.publish("microphone")
        browser.receive(other, "camera", "microphone")
        assert isinstance(await browser.join(), SdpAnswer)
    await anna.wait_connected()
    await ben.wait_connected()
    return anna, ben


async def test_two_people_see_and_hear_each_other(signalling):
    anna, ben = await join_pair(signalling)

    for browser, other in ((anna, "ben"), (ben, "anna")):
        await browser.wait_frames(other, "camera")
        await browser.wait_frames(other, "microphone")
        assert browser.loud[other, "microphone"] > 0


async def test_joining_is_told_in_numbered_events(signalling):
    anna, _ben = await join_pair(signalling)
    await signalling.wait_event(MediaReceived, seat="ben", source="camera")
    both = (Track(source="camera", kind="video"), Track(source="microphone", kind="audio"))

    assert await signalling.wait_event(SeatConnected, seat="anna")
    assert await signalling.wait_event(TracksChanged, seat="anna", tracks=both)
    assert await signalling.wait_event(MediaReceived, seat="anna", source="microphone", packets=1)
    events = signalling.events
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    assert {event.epoch for event in events} == {1}

    await anna.close()
    assert await signalling.wait_event(SeatLost, seat="anna")


async def test_a_third_person_joins_and_the_others_ask_for_more(signalling):
    anna, _ben = await join_pair(signalling)
    clara = Browser(signalling, "clara")
    clara.publish("microphone")
    clara.receive("anna", "camera", "microphone")
    clara.receive("ben", "camera")
    await clara.join()

    anna.receive("clara", "microphone")
    assert isinstance(await anna.join(purpose="more"), SdpAnswer)

    await clara.wait_frames("anna", "camera")
    await clara.wait_frames("ben", "camera")
    await anna.wait_frames("clara", "microphone")
    await anna.wait_frames("ben", "camera")


async def test_a_seat_that_may_nothing_any_more_is_silent_within_a_second(signalling):
    _anna, ben = await join_pair(signalling)
    await ben.wait_frames("anna", "camera")

    await signalling.ask(SetPermissions, call=signalling.call, seat="anna", may=May())
    await asyncio.sleep(1)
    seen = ben.frames["anna", "camera"], ben.frames["anna", "microphone"]
    await asyncio.sleep(0.5)

    assert (ben.frames["anna", "camera"], ben.frames["anna", "microphone"]) == seen
    assert await signalling.wait_event(SeatLeft, seat="anna", reason="revoked")


async def test_who_may_not_publish_is_not_forwarded_until_allowed(signalling):
    _anna, ben = await join_pair(signalling)
    await ben.wait_frames("anna", "camera")
    may = May(receive=True)

    await signalling.ask(SetPermissions, call=signalling.call, seat="anna", may=may)
    await asyncio.sleep(0.5)
    seen = ben.frames["anna", "camera"]
    await asyncio.sleep(0.5)
    assert ben.frames["anna", "camera"] == seen
    assert await signalling.wait_event(TracksChanged, seat="anna", tracks=())

    await signalling.ask(SetPermissions, call=signalling.call, seat="anna", may=EVERYTHING)
    await ben.wait_frames("anna", "camera")


async def test_a_muted_source_is_dropped_and_goes_on_when_unmuted(signalling):
    _anna, ben = await join_pair(signalling)
    await ben.wait_frames("anna", "microphone")
    mute = {"call": signalling.call, "seat": "anna", "source": "microphone"}

    await signalling.ask(SetMuted, muted=True, **mute)
    await asyncio.sleep(0.5)
    heard = ben.frames["anna", "microphone"]
    await asyncio.sleep(0.5)
    assert ben.frames["anna", "microphone"] == heard
    await ben.wait_frames("anna", "camera")

    await signalling.ask(SetMuted, muted=False, **mute)
    await ben.wait_frames("anna", "microphone")


async def test_a_seat_that_joins_again_takes_over_from_its_old_connection(signalling):
    _anna, ben = await join_pair(signalling)
    await ben.wait_frames("anna", "camera")
    again = Browser(signalling, "anna")
    again.publish("camera")
    again.receive("ben", "camera")

    await again.join()

    await again.wait_frames("ben", "camera")
    await ben.wait_frames("anna", "camera", more=20)
    assert await signalling.wait_event(
        TracksChanged, seat="anna", tracks=(Track(source="camera", kind="video"),)
    )
    assert not any(isinstance(event, SeatLost) for event in await signalling.hear())


async def test_a_seat_may_receive_itself_only_where_allowed(signalling):
    echo = Browser(signalling, "echo", may=May(publish=True, receive=True, receive_self=True))
    plain = Browser(signalling, "plain", may=May(publish=True, receive=True))
    for browser in (echo, plain):
        browser.publish("microphone")
        browser.receive(browser.seat, "microphone")
        await browser.join()

    await echo.wait_frames("echo", "microphone")
    await plain.wait_connected()
    await asyncio.sleep(0.3)

    assert plain.frames["plain", "microphone"] == 0


async def test_removing_a_seat_and_closing_the_call_are_told(signalling):
    _anna, _ben = await join_pair(signalling)

    await signalling.ask(RemoveSeat, call=signalling.call, seat="anna", reason="left")
    await signalling.ask(CloseCall, call=signalling.call, reason="ended")

    assert await signalling.wait_event(SeatLeft, seat="anna", reason="left")
    assert await signalling.wait_event(CallClosed, reason="ended")
    again = Browser(signalling, "ben")
    again.publish("microphone")
    answer = await again.join()
    assert (type(answer), answer.code) == (Failed, "unknown_call")


async def test_a_lower_epoch_is_refused_and_a_higher_one_ends_the_call_silently(signalling):
    _anna, _ben = await join_pair(signalling)
    call = signalling.call

    moved = await signalling.ask(CloseCall, call=call, epoch=2, reason="moved")
    stale = await signalling.ask(CloseCall, call=call, epoch=1, reason="ended")
    fresh = await signalling.open_call(call, epoch=2)

    assert isinstance(moved, Done)
    assert (type(stale), stale.code) == (Failed, "stale_epoch")
    assert isinstance(fresh, Done)
    assert not any(isinstance(event, CallClosed) for event in await signalling.hear())


async def test_a_full_call_is_busy(signalling):
    await signalling.open_call(signalling.call, limit_seats=1)
    anna, ben = Browser(signalling, "anna"), Browser(signalling, "ben")
    for browser in (anna, ben):
        browser.publish("microphone")
    await anna.join()

    answer = await ben.join()

    assert (type(answer), answer.code) == (Failed, "busy")


async def test_a_call_that_moves_out_goes_on_silently_for_those_still_there(signalling):
    anna, ben = await join_pair(signalling)
    await anna.wait_frames("ben", "microphone")
    told = len(await signalling.hear())

    assert await signalling.ask(MoveOut, call=signalling.call, epoch=2)

    await anna.wait_frames("ben", "microphone", more=30)
    await ben.close()
    await asyncio.sleep(0.5)
    assert len(await signalling.hear()) == told
    refused = await signalling.ask(RemoveSeat, call=signalling.call, seat="anna", reason="left")
    assert isinstance(refused, Failed)
    assert refused.code == "stale_epoch"
