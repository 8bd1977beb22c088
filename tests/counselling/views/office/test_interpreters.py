"""Interpreters: added and changed by the administrator, and then offered when booking."""

import pytest
from django.test import Client

from counselling.models import Interpreter, UnitChange
from tests.cast import Cast
from tests.factories.interpreters import make_interpreter

pytestmark = pytest.mark.django_db

SIGNER = {"seen": "0", "name_ko": "수통역", "languages": ["ksl", "en"], "is_active": "on"}


def test_an_interpreter_is_added_and_offered_when_booking(
    administrator: Client, client: Client, cast: Cast
):
    before = client.get(f"/services/mfds/{cast.service.code}/times/").content.decode()

    administrator.post(f"/office/units/agency-{cast.mfds.pk}/interpreters/new/", SIGNER)

    page = administrator.get(f"/office/units/agency-{cast.mfds.pk}/interpreters/").content.decode()
    after = client.get(f"/services/mfds/{cast.service.code}/times/").content.decode()
    assert "수통역" in page
    assert "한국수어" in page
    assert "한국수어" not in before
    assert "한국수어" in after


def test_languages_are_changed_with_a_history(administrator: Client, cast: Cast):
    interpreter = make_interpreter(agency=cast.mfds)

    administrator.post(
        f"/office/interpreters/{interpreter.ref}/",
        {**SIGNER, "name_ko": interpreter.name_ko, "languages": ["vi"], "is_active": ""},
    )

    interpreter.refresh_from_db()
    assert not interpreter.is_active
    assert [skill.language for skill in interpreter.skills.all()] == ["vi"]
    changes = {(row.what, row.from_text, row.to_text) for row in UnitChange.objects.all()}
    assert ("통역하는 언어", "한국수어", "베트남어") in changes


def test_without_a_language_nothing_is_saved_and_the_name_stays(administrator: Client, cast: Cast):
    page = administrator.post(
        f"/office/units/agency-{cast.mfds.pk}/interpreters/new/", {"name_ko": "수통역"}
    ).content.decode()

    assert "언어를 하나 이상 골라 주세요." in page
    assert 'value="수통역"' in page
    assert not Interpreter.objects.exists()


def test_an_interpreter_of_the_nation_is_not_an_agencys_to_change(
    administrator: Client, cast: Cast
):
    national = make_interpreter()

    assert administrator.get(f"/office/interpreters/{national.ref}/").status_code == 404
