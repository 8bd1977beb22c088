"""The practice room: a call with a robot that greets, listens and echoes (features.md, F8)."""

import logging
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from video.browser_messages import next_sequence, tell_call
from video.calls import give_seat, open_call
from video.enums import CallKind, PracticePhase, SeatRole
from video.models import Call, PracticeRun, Seat
from video.relay.messages import PracticeSaid, Practise
from video.robots import choose_robot, send_after_commit

logger = logging.getLogger(__name__)

_ORDER = [phase.value for phase in PracticePhase]


@dataclass(frozen=True)
class PracticeSeats:
    """Who sits in a practice call."""

    guest: Seat
    robot: Seat


def open_practice_call(*, name: str, robot_name: str, language: str) -> PracticeSeats:
    """A call of one's own with the robot, which comes once the guest is there.

    Raises: NoRobot.
    """
    robot = choose_robot("practice")
    with transaction.atomic():
        call = open_call(subject="practice", kind=CallKind.PRACTICE)
        PracticeRun.objects.create(call=call)
        guest = give_seat(call, name=name, role=SeatRole.GUEST, share_screen=False)
        host = give_seat(call, name=robot_name, role=SeatRole.ROBOT, share_screen=False)
        send_after_commit(
            Practise(robot=robot, call=call.ref, seat=host.ref, guest=guest.ref, language=language)
        )
    return PracticeSeats(guest=guest, robot=host)


def take_word(said: PracticeSaid) -> None:
    """The robot is at a phase: noted with its figures, and told to the guest's page."""
    with transaction.atomic():
        call = Call.objects.filter(ref=said.call, ended_at=None).first()
        if call is None:
            return
        earlier = _ORDER[: _ORDER.index(said.phase) + 1]
        noted = PracticeRun.objects.filter(call=call, phase__in=earlier).update(
            phase=said.phase,
            sound_packets=said.sound_packets,
            picture_frames=said.picture_frames,
            sent_loss=said.loss,
            finished_at=timezone.now() if said.phase == PracticePhase.DONE else None,
        )
        if not noted:
            return
        next_sequence(call)
        tell_call(
            call,
            "practice",
            phase=said.phase,
            sound_packets=said.sound_packets,
            picture_frames=said.picture_frames,
            loss=said.loss,
        )
