"""Letters over real SMTP: when they leave the house, and what is known when the line breaks."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from counselling.gateways.email import EmailGateway
from counselling.gateways.shape import GatewayError, Message
from tests.outside_world import OutsideWorld

TO = "hong@example.test"
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nSUMMARY:영상상담\r\nEND:VCALENDAR\r\n"


class Stop(Exception):
    """Somebody changed their mind just before the letter left."""


@pytest.fixture
def world(settings: Settings) -> Iterator[OutsideWorld]:
    world = OutsideWorld()
    settings.EMAIL_BACKEND = "counselling.gateways.smtp.TellingBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = world.email_url.removeprefix("smtp://").split(":")
    settings.EMAIL_PORT = int(settings.EMAIL_PORT)
    settings.EMAIL_TIMEOUT = 10
    yield world
    world.close()


def message(**fields: str) -> Message:
    values = {"heading": "예약 안내", "text": "인증번호\n.123456", "key": "abc-1"} | fields
    return Message("email", TO, **values)


def test_a_letter_arrives_whole_with_a_stable_message_id(world: OutsideWorld) -> None:
    EmailGateway().send(message())

    (letter,) = world.letters
    assert (letter["To"], letter["Subject"]) == (TO, "예약 안내")
    assert letter["Message-ID"] == "<abc-1@localhost>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().splitlines() == ["인증번호", ".123456"]


def test_c9_the_calendar_goes_along_with_its_method(world: OutsideWorld) -> None:
    EmailGateway().send(message(calendar=CALENDAR))

    (part,) = world.letters[0].iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "CANCEL"
    assert part.get_filename() == "maju.ics"
    assert part.get_payload(decode=True).decode() == CALENDAR


def test_the_handover_is_told_when_nobody_has_the_letter_yet(world: OutsideWorld) -> None:
    had = []

    EmailGateway().send(message(), before_handover=lambda: had.append(len(world.letters)))

    assert (had, len(world.letters)) == ([0], 1)


def test_who_stops_at_the_handover_sends_nothing(world: OutsideWorld) -> None:
    def stop() -> None:
        raise Stop

    with pytest.raises(Stop):
        EmailGateway().send(message(), before_handover=stop)

    assert world.letters == []


@pytest.mark.parametrize(("after_taking", "letters"), [(False, 0), (True, 1)])
def test_a_line_that_breaks_leaves_doubt_only_after_the_handover(
    world: OutsideWorld, after_taking: bool, letters: int
) -> None:
    world.hold(TO, after_taking=after_taking).opened.set()

    with pytest.raises(GatewayError) as failed:
        EmailGateway().send(message())

    assert (failed.value.is_unsure, failed.value.is_permanent) == (after_taking, False)
    assert len(world.letters) == letters


def test_a_heading_of_two_lines_is_no_second_header(world: OutsideWorld) -> None:
    with pytest.raises(ValueError, match="newlines"):
        EmailGateway().send(message(heading="안내\r\nBcc: all@example.test"))

    assert world.letters == []
