"""Recordings: started and stopped by command only, written by a recorder process.

off (no row) -> asking -> on <-> paused -> stored -> deleted. Who may start one, and with whose
consent, is decided by the caller.
"""

import logging
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from video.calls import CALL_ENDED, open_calls, open_seats
from video.enums import RecordingState
from video.exceptions import CallEnded, NoRobot, NotRecording
from video.models import Call, CallEvent, Recording, RecordingChange, RelayAssignment
from video.relay.messages import (
    PauseRecording,
    PublishingSeat,
    RecordingBegan,
    RecordingStored,
    ResumeRecording,
    RobotEvent,
    StartRecording,
    StopRecording,
)
from video.robots import choose_robot, living_robots, send_after_commit

logger = logging.getLogger(__name__)

# AUTH_USER_MODEL; this app knows nothing of it.
User = Any
# A recorder that was told to stop and has not said that it did is not waited for any longer.
STOP_WITHIN = timedelta(seconds=60)


def running_recordings(call: Call | None = None) -> QuerySet[Recording]:
    """Recordings for which a recorder is at work, of that call or of all."""
    rows = Recording.objects.filter(state__in=RecordingState.running()).select_related("call")
    return rows if call is None else rows.filter(call=call)


def start_recording(call: Call, *, by: User | None = None, why: str = "") -> Recording:
    """Begins to record the call; a recording that runs already is given back.

    Raises: CallEnded, NoRobot.
    """
    running = running_recordings(call).first()
    if running is not None:
        return running
    recorder = choose_robot("recorder")
    try:
        with transaction.atomic():
            if not open_calls().select_for_update().filter(pk=call.pk).exists():
                raise CallEnded
            recording = Recording.objects.create(call=call, recorder=recorder)
            _note(recording, "", by=by, why=why)
            _tell_start(recording)
    except IntegrityError:
        return running_recordings(call).get()  # somebody was faster
    logger.info("Recording %s of call %s starts at %s", recording.ref, call.ref, recorder)
    return recording


def pause_recording(recording: Recording, *, by: User | None = None, why: str = "") -> None:
    """The recorder leaves the call and can come back.

    Raises: NotRecording.
    """
    with transaction.atomic():
        _change(recording, [RecordingState.ON], RecordingState.PAUSED, by=by, why=why)
        _tell(recording, PauseRecording)


def resume_recording(recording: Recording, *, by: User | None = None, why: str = "") -> None:
    """Goes on after a pause.

    Raises: NotRecording.
    """
    with transaction.atomic():
        _change(recording, [RecordingState.PAUSED], RecordingState.ON, by=by, why=why)
        _tell(recording, ResumeRecording)


def stop_recording(recording: Recording, *, by: User | None = None, why: str = "") -> None:
    """The recorder leaves and finishes its files; it is stored when it says so."""
    with transaction.atomic():
        stopped = running_recordings().filter(pk=recording.pk, stopped_at=None)
        if not stopped.update(stopped_at=timezone.now()):
            return
        recording.refresh_from_db()
        _note(recording, recording.state, by=by, why=why or "told to stop")
        _tell(recording, StopRecording)
    logger.info("Recording %s stops", recording.ref)


def delete_recording(recording: Recording, *, by: User | None = None, why: str = "") -> None:
    """Deletes the files for good; the row says that there was a recording.

    Raises: NotRecording, when it is not stored.
    """
    with transaction.atomic():
        _change(recording, [RecordingState.STORED], RecordingState.DELETED, by=by, why=why)
        transaction.on_commit(lambda: remove_files(recording), robust=True)


def folder_of(recording: Recording) -> Path:
    return Path(settings.RECORDINGS_DIR) / recording.ref


def remove_files(recording: Recording) -> None:
    shutil.rmtree(folder_of(recording), ignore_errors=True)


def on_call_event(event: CallEvent) -> None:
    """With the call its recording ends."""
    if event.type == CALL_ENDED:
        for recording in running_recordings(event.call):
            stop_recording(recording, why="the call ended")


def take_word(said: RobotEvent) -> None:
    """What a recorder says; said twice it changes nothing."""
    recording = Recording.objects.filter(ref=getattr(said, "recording", "")).first()
    if recording is None:
        return
    try:
        if isinstance(said, RecordingBegan):
            with transaction.atomic():
                began = datetime.fromtimestamp(said.at, UTC)
                _change(recording, [RecordingState.ASKING], RecordingState.ON, began_at=began)
        elif isinstance(said, RecordingStored):
            _store(recording, seconds=said.seconds, size_bytes=said.size_bytes)
    except NotRecording:
        logger.info("Recording %s: %s changes nothing", recording.ref, said.type)


def _store(recording: Recording, *, seconds: int, size_bytes: int) -> None:
    recording.refresh_from_db()
    if recording.stopped_at is None:
        return  # its recorder ends; another one goes on (look_after_recordings)
    to = RecordingState.STORED if size_bytes else RecordingState.DELETED
    with transaction.atomic():
        _change(
            recording,
            RecordingState.running(),
            to,
            why="" if size_bytes else "nobody was heard or seen",
            seconds=seconds,
            size_bytes=size_bytes,
        )
        if not size_bytes:
            transaction.on_commit(lambda: remove_files(recording), robust=True)


def look_after_recordings() -> None:
    """Says again what a recorder missed, and gives its work to another one when it is gone.

    Raises: redis.RedisError.
    """
    running = list(running_recordings())
    if not running:
        return
    alive = {robot.robot: robot for robot in living_robots("recorder")}
    for recording in running:
        at_work = recording.recorder in alive and (
            recording.ref in alive[recording.recorder].recordings
        )
        if recording.stopped_at is not None:
            _end_stopped(recording, at_work=at_work)
        elif not at_work and alive:
            _give_to_another(recording, alive=set(alive))


def _end_stopped(recording: Recording, *, at_work: bool) -> None:
    if at_work:
        _tell(recording, StopRecording)
    elif recording.stopped_at and timezone.now() - recording.stopped_at > STOP_WITHIN:
        sizes = [path.stat().st_size for path in folder_of(recording).glob("*.webm")]
        _store(recording, seconds=0, size_bytes=sum(sizes))


def _give_to_another(recording: Recording, *, alive: set[str]) -> None:
    if recording.recorder not in alive:
        try:
            recording.recorder = choose_robot("recorder")
        except NoRobot:
            return
        Recording.objects.filter(pk=recording.pk).update(recorder=recording.recorder)
        logger.warning("Recording %s goes on at %s", recording.ref, recording.recorder)
    _tell_start(recording)


def _tell_start(recording: Recording) -> None:
    assignment = RelayAssignment.objects.filter(call=recording.call).first()
    seats = [
        PublishingSeat(seat=seat.ref, sources=tuple(track["source"] for track in seat.tracks))
        for seat in open_seats(recording.call)
        if seat.tracks
    ]
    send_after_commit(
        StartRecording(
            robot=recording.recorder,
            call=recording.call.ref,
            recording=recording.ref,
            worker=assignment.worker if assignment else "",
            epoch=assignment.epoch if assignment else 0,
            seats=tuple(seats),
        )
    )
    if recording.state == RecordingState.PAUSED:
        _tell(recording, PauseRecording)


def _tell(recording: Recording, kind: type) -> None:
    send_after_commit(
        kind(robot=recording.recorder, call=recording.call.ref, recording=recording.ref)
    )


def _change(
    recording: Recording,
    allowed_from: list[RecordingState],
    to: RecordingState,
    *,
    by: User | None = None,
    why: str = "",
    **fields: Any,
) -> None:
    before = Recording.objects.select_for_update().get(pk=recording.pk).state
    rows = Recording.objects.filter(pk=recording.pk, state__in=allowed_from)
    if not rows.update(state=to, **fields):
        raise NotRecording
    recording.refresh_from_db()
    _note(recording, before, by=by, why=why)


def _note(recording: Recording, before: str, *, by: User | None, why: str) -> None:
    RecordingChange.objects.create(
        recording=recording, from_state=before, to_state=recording.state, by=by, why=why
    )
