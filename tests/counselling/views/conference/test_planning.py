from typing import Any

import pytest
from django.test import Client

from counselling.models import Conference, Notice
from tests.cast import Cast
from tests.counselling.views.conference.conftest import Meeting, enter_by_code, plan_meeting

pytestmark = pytest.mark.usefixtures("office_time")


def typed(cast: Cast, *rows: dict[str, str], **fields: Any) -> dict[str, Any]:
    """The form as the secretary's browser sends it."""
    data = {
        "title": "식품안전 자문회의",
        "agency": cast.mfds.pk,
        "day": "2026-12-01",
        "starts": "14:00",
        "ends": "16:00",
        "members-TOTAL_FORMS": "11",
        "members-INITIAL_FORMS": "0",
        **fields,
    }
    for number in range(11):
        row = rows[number] if number < len(rows) else {}
        for name in ("name", "role", "affiliation", "contact"):
            default = "member" if name == "role" else ""
            data[f"members-{number}-{name}"] = row.get(name, default)
    return data


def test_meeting_is_made_and_members_are_invited(secretary: Client, cast: Cast) -> None:
    chair = {"name": "최위원장", "role": "chair", "contact": "choi@example.test"}
    member = {"name": "이위원", "affiliation": "한국대학교", "contact": "010-1234-5678"}

    response = secretary.post("/conferences/new/", typed(cast, chair, member))

    conference = Conference.objects.get()
    assert response["Location"] == f"/conferences/{conference.ref}/"
    assert list(conference.members.values_list("name", "role", "email", "phone")) == [
        ("박책임", "secretary", "park@mfds.test", ""),
        ("최위원장", "chair", "choi@example.test", ""),
        ("이위원", "member", "", "010-1234-5678"),
    ]
    assert Notice.objects.filter(kind="conference_invited").count() == 2


@pytest.mark.parametrize(
    ("rows", "fields", "says"),
    [
        ([], {}, "위원을 한 분 이상 적어 주세요."),
        ([{"name": "이위원"}], {}, "초대장을 받을 이메일이나 휴대전화를 넣어 주세요."),
        ([{"name": "이위원", "contact": "lee@"}], {}, "이메일 주소를 다시 확인해 주세요."),
        ([{"name": "이위원", "contact": "12"}], {}, "전화번호를 다시 확인해 주세요."),
        (
            [
                {"name": "이위원", "role": "chair", "contact": "a@example.test"},
                {"name": "김위원", "role": "chair", "contact": "b@example.test"},
            ],
            {},
            "위원장은 한 분만 정할 수 있습니다.",
        ),
        (
            [{"name": "이위원", "contact": "a@example.test"}],
            {"ends": "13:00"},
            "끝나는 시각이 시작 시각보다 늦어야 합니다.",
        ),
        (
            [{"name": "이위원", "contact": "a@example.test"}],
            {"day": "2026-11-01"},
            "이미 지난 시간입니다.",
        ),
    ],
)
def test_bad_input_says_why_and_loses_nothing(
    secretary: Client, cast: Cast, rows: list[dict[str, str]], fields: dict[str, str], says: str
) -> None:
    response = secretary.post("/conferences/new/", typed(cast, *rows, **fields))

    body = response.content.decode()
    assert says in body
    assert 'value="식품안전 자문회의"' in body
    for row in rows:
        assert f'value="{row["name"]}"' in body
    assert not Conference.objects.exists()


def test_agency_of_others_cannot_be_chosen(secretary: Client, cast: Cast) -> None:
    row = {"name": "이위원", "contact": "lee@example.test"}

    secretary.post("/conferences/new/", typed(cast, row, agency=cast.seocho.pk))

    assert not Conference.objects.exists()


def test_officials_may_not_call_meetings(client: Client, cast: Cast) -> None:
    client.force_login(cast.kim)

    assert client.get("/conferences/new/").status_code == 403
    assert client.post("/conferences/new/", typed(cast)).status_code == 403


@pytest.mark.parametrize("address", ["/conferences/", "/conferences/new/"])
def test_strangers_are_asked_to_sign_in(client: Client, db: None, address: str) -> None:
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_list_shows_own_meetings_only(client: Client, meeting: Meeting, cast: Cast) -> None:
    client.force_login(cast.park)
    assert "식품안전 자문회의" in client.get("/conferences/").content.decode()
    client.force_login(cast.seo)

    assert "식품안전 자문회의" not in client.get("/conferences/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_for_any_number(
    secretary: Client, cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        plan_meeting(cast, title=f"회의 {number}")

    with django_assert_num_queries(5):
        secretary.get("/conferences/")


def test_code_of_a_member_opens_their_lobby(meeting: Meeting) -> None:
    member = meeting.member("이위원")

    browser = enter_by_code(meeting, "이위원")

    assert browser.get(f"/conferences/members/{member.ref}/lobby/").status_code == 200
