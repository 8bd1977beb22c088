"""People: roles listed per unit, changed and ended."""

import pytest
from django.test import Client

from counselling.domain import desks
from counselling.domain.accounts import give_role
from counselling.enums import Role
from counselling.models import Membership, UnitChange
from tests.cast import Cast
from tests.counselling.views.office.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_people_are_listed_with_what_they_are(administrator: Client, cast: Cast):
    page = administrator.get(f"/office/units/agency-{cast.mfds.pk}/people/").content.decode()

    assert "김담당" in page
    assert "관리 담당자 · 식품안전정책국" in page
    assert "서담당" not in page


def test_a_changed_role_counts_at_once_and_is_in_the_history(administrator: Client, cast: Cast):
    membership = cast.kim.memberships.get()

    administrator.post(f"/office/people/{membership.pk}/", {"role": "supervisor", "seen": "0"})

    membership.refresh_from_db()
    assert membership.role == Role.SUPERVISOR
    change = UnitChange.objects.get()
    assert (change.from_text, change.to_text) == ("담당자", "관리 담당자")
    assert change.department == cast.food


def test_an_ended_role_loses_its_rights_and_its_desk_at_once(administrator: Client, cast: Cast):
    kim = signed_in(cast.kim)
    desks.sit_down(cast.desk1, official=cast.kim)
    assert kim.get(f"/desk/{cast.desk1.pk}/").status_code == 200

    administrator.post(f"/office/people/{cast.kim.memberships.get().pk}/end/", {"seen": "0"})

    assert kim.get(f"/desk/{cast.desk1.pk}/").status_code == 404
    assert kim.get("/desk/").status_code == 403
    cast.desk1.refresh_from_db()
    cast.kim.refresh_from_db()
    assert (cast.desk1.official, cast.kim.is_staff) == (None, False)


def test_the_last_administrator_of_an_agency_stays(administrator: Client, cast: Cast):
    own = cast.park.memberships.get(role=Role.ADMINISTRATOR)

    answer = administrator.post(f"/office/people/{own.pk}/end/", {"seen": "0"}, follow=True)
    changed = administrator.post(f"/office/people/{own.pk}/", {"role": "official", "seen": "0"})

    assert "기관 관리자가 한 명은 있어야 합니다" in answer.content.decode()
    assert "기관 관리자가 한 명은 있어야 합니다" in changed.content.decode()
    assert Membership.objects.filter(pk=own.pk, role=Role.ADMINISTRATOR).exists()


def test_a_role_ended_meanwhile_cannot_be_changed(administrator: Client, cast: Cast):
    membership = cast.kim.memberships.get()
    administrator.post(f"/office/people/{membership.pk}/", {"role": "helper", "seen": "0"})

    page = administrator.post(f"/office/people/{membership.pk}/", {"role": "official", "seen": "0"})

    assert "다른 관리자가 먼저 바꾸었습니다" in page.content.decode()
    membership.refresh_from_db()
    assert membership.role == Role.HELPER


def test_a_role_that_the_person_has_already_is_refused(administrator: Client, cast: Cast):
    give_role(cast.kim, Role.SUPERVISOR, unit=cast.food)
    membership = cast.kim.memberships.get(role=Role.OFFICIAL)

    page = administrator.post(
        f"/office/people/{membership.pk}/", {"role": "supervisor", "seen": "0"}
    )

    assert "이 분은 그 역할을 이미 맡고 있습니다" in page.content.decode()


@pytest.mark.parametrize("role", ["operator", "administrator", "nonsense"])
def test_nobody_is_made_more_than_the_unit_has_to_give(
    administrator: Client, cast: Cast, role: str
):
    membership = cast.kim.memberships.get()

    administrator.post(f"/office/people/{membership.pk}/", {"role": role, "seen": "0"})

    membership.refresh_from_db()
    assert membership.role == Role.OFFICIAL


def test_people_are_for_the_agency_s_own_administrator(elsewhere: Client, cast: Cast):
    membership = cast.kim.memberships.get()

    assert elsewhere.get(f"/office/units/agency-{cast.mfds.pk}/people/").status_code == 404
    assert elsewhere.post(f"/office/people/{membership.pk}/", {"role": "helper"}).status_code == 404
    assert elsewhere.post(f"/office/people/{membership.pk}/end/").status_code == 404
    assert Membership.objects.filter(pk=membership.pk, role=Role.OFFICIAL).exists()


def test_the_operator_s_own_role_is_nobody_s_to_change(administrator: Client, cast: Cast):
    membership = cast.choi.memberships.get()

    assert administrator.post(f"/office/people/{membership.pk}/end/").status_code == 404
    assert Membership.objects.filter(pk=membership.pk).exists()
