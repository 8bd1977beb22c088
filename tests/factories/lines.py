"""Messages of a line and call displays."""

from counselling.domain import call_displays, line_messages
from counselling.models import CallDisplay, LineMessage, TimedMessage, User
from tests.cast import Cast


def make_line_message(cast: Cast, text: str = "10분 늦어집니다.") -> LineMessage:
    return line_messages.say(cast.line, text, by=cast.kim)


def make_timed_message(cast: Cast, *, after_minutes: int = 5) -> TimedMessage:
    return line_messages.add_timed(
        cast.line, by=cast.park, after_minutes=after_minutes, text_ko="기다려 주세요."
    )


def make_display(cast: Cast, *, by: User | None = None) -> tuple[CallDisplay, str]:
    """Create the department's screen, and the token that opens it."""
    return call_displays.create_display(name="입구", by=by or cast.park, department=cast.food)


def keys_of_line(cast: Cast) -> dict[str, str]:
    """Create one of each, and return what addresses name them by."""
    return {
        "line_message": make_line_message(cast).ref,
        "timed_pk": str(make_timed_message(cast).pk),
        "screen": make_display(cast)[0].ref,
        "token": "nothing",
    }
