"""Recordings: listed for those who ran the call, played side by side, sent in pieces."""

import pytest

from counselling.domain import desks, queue_calling
from counselling.models import CounsellingSession
from tests.cast import Cast
from tests.factories.queue import make_queue_ticket
from tests.factories.recordings import FILE, make_recording
from video.models import Call, Recording

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast: Cast) -> CounsellingSession:
    desks.sit_down(cast.desk1, official=cast.kim)
    ticket = make_queue_ticket(cast.service, name="박민원")
    return queue_calling.call_this(cast.desk1, ticket, official=cast.kim)


@pytest.fixture
def recording(session: CounsellingSession, settings, tmp_path) -> Recording:
    settings.RECORDINGS_DIR = tmp_path
    call = Call.objects.get(ref=session.call_ref)
    return make_recording(call, seat=call.seats.get(role="citizen").ref)


def test_list_shows_only_what_one_ran(client, cast: Cast, recording: Recording):
    pages = {}
    for who in ("kim", "lee", "park", "choi"):
        client.force_login(getattr(cast, who))
        pages[who] = recording.ref in client.get("/office/recordings/").content.decode()

    assert pages == {"kim": True, "lee": False, "park": True, "choi": True}


def test_an_empty_list_says_how_recordings_come_there(client, cast: Cast):
    client.force_login(cast.kim)

    page = client.get("/office/recordings/").content.decode()

    assert "상담이나 회의를 녹화하면 여기에서 다시 볼 수 있습니다." in page


def test_page_shows_each_person_with_name_and_file(client, cast: Cast, recording: Recording):
    client.force_login(cast.kim)

    page = client.get(f"/office/recordings/{recording.ref}/").content.decode()

    assert f'src="/office/recordings/{recording.ref}/{FILE}"' in page
    assert "박민원의 영상" in page


def test_page_without_files_says_so(client, cast: Cast, recording: Recording, tmp_path):
    (tmp_path / recording.ref / "index.json").unlink()
    client.force_login(cast.kim)

    page = client.get(f"/office/recordings/{recording.ref}/").content.decode()

    assert "아직 볼 수 있는 영상이 없습니다." in page


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        ("", 200, b"0123456789"),
        ("bytes=2-4", 206, b"234"),
        ("bytes=7-", 206, b"789"),
        ("bytes=-3", 206, b"789"),
        ("bytes=10-", 416, b""),
        ("bytes=5-2", 416, b""),
        ("bytes=-", 200, b"0123456789"),
        ("lines=1", 200, b"0123456789"),
    ],
)
def test_file_is_sent_as_asked(client, cast: Cast, recording: Recording, asked, status, body):
    client.force_login(cast.kim)
    headers = {"Range": asked} if asked else {}

    answer = client.get(f"/office/recordings/{recording.ref}/{FILE}", headers=headers)

    assert answer.status_code == status
    assert b"".join(answer) == body


@pytest.mark.parametrize("name", ["index.json", "..", "other.webm"])
def test_only_files_of_the_index_are_sent(client, cast: Cast, recording: Recording, name: str):
    client.force_login(cast.kim)

    assert client.get(f"/office/recordings/{recording.ref}/{name}").status_code == 404


def test_a_deleted_recording_is_gone(client, cast: Cast, recording: Recording):
    Recording.objects.update(state="deleted")
    client.force_login(cast.kim)

    assert client.get(f"/office/recordings/{recording.ref}/").status_code == 404
