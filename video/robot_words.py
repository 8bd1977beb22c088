"""What robots say, handed on to whom it concerns."""

from video import practice, recordings
from video.relay.messages import PracticeSaid, RobotEvent


def take_word(said: RobotEvent) -> None:
    """Does what follows from it; said twice it changes nothing."""
    if isinstance(said, PracticeSaid):
        practice.take_word(said)
    else:
        recordings.take_word(said)
