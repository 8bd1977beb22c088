"""The fixed people of the tests, with known rights.

| who | may |
|---|---|
| kim, lee | officials of the food department (식품안전정책국) of mfds: its desks 1 and 2 |
| park | supervisor of the food department; secretary and administrator of mfds |
| seo | official of the civil department (민원여권과) of seocho: nothing of mfds |
| choi | central operator |
| hong | citizen with an account |
"""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from counselling.domain.demo import DEMO_PASSWORD
from counselling.enums import Role
from counselling.models import Agency, Department, Desk, Line, Membership, Service, User
from tests.factories.agencies import make_agency, make_department, make_desk, make_service
from tests.factories.opening_hours import open_on_weekdays

__all__ = ["DEMO_PASSWORD", "Cast", "make_cast"]


@dataclass(frozen=True)
class Cast:
    mfds: Agency
    food: Department
    line: Line
    desk1: Desk
    desk2: Desk
    service: Service
    """포장식품 이물 신고 상담, 15 minutes, served at both desks."""
    seocho: Agency
    civil: Department
    civil_desk: Desk
    passport: Service
    kim: User
    lee: User
    park: User
    seo: User
    choi: User
    hong: User


def make_cast() -> Cast:
    """Create everybody and the two departments, open on weekdays 09:00-18:00, lunch 12:00-13:00."""
    open_on_weekdays()
    mfds = make_agency("mfds", name_ko="식품의약품안전처")
    food = make_department(mfds, "d-mfds-food", name_ko="식품안전정책국")
    seocho = make_agency("seocho", kind="district", name_ko="서울특별시 서초구")
    civil = make_department(seocho, "d-loc-civil", name_ko="민원여권과")
    desk1, desk2 = make_desk(food, 1), make_desk(food, 2)
    civil_desk = make_desk(civil, 1)
    service = make_service(food, "mfds-foreign-matter", name_ko="포장식품 이물 신고 상담")
    passport = make_service(civil, "loc-passport", name_ko="여권 발급·재발급 상담")
    kim, lee, park, seo, choi, hong = _make_people(
        ("kim@mfds.test", "김담당", [(Role.OFFICIAL, food)]),
        ("lee@mfds.test", "이담당", [(Role.OFFICIAL, food)]),
        (
            "park@mfds.test",
            "박책임",
            [(Role.SUPERVISOR, food), (Role.SECRETARY, mfds), (Role.ADMINISTRATOR, mfds)],
        ),
        ("seo@seocho.test", "서담당", [(Role.OFFICIAL, civil)]),
        ("choi@maju.test", "최운영", [(Role.OPERATOR, None)]),
        ("hong@example.test", "홍길동", []),
    )
    return Cast(
        mfds=mfds,
        food=food,
        line=food.line,
        desk1=desk1,
        desk2=desk2,
        service=service,
        seocho=seocho,
        civil=civil,
        civil_desk=civil_desk,
        passport=passport,
        kim=kim,
        lee=lee,
        park=park,
        seo=seo,
        choi=choi,
        hong=hong,
    )


Roles = list[tuple[Role, Agency | Department | None]]


def _make_people(*people: tuple[str, str, Roles]) -> list[User]:
    """Make everybody in three statements: a thousand tests begin with this."""
    password = make_password(DEMO_PASSWORD)
    users = User.objects.bulk_create(
        User(email=email, name=name, password=password, is_staff=bool(roles))
        for email, name, roles in people
    )
    Membership.objects.bulk_create(
        Membership(
            user=user,
            role=role,
            agency=unit if isinstance(unit, Agency) else None,
            department=unit if isinstance(unit, Department) else None,
        )
        for user, (_email, _name, roles) in zip(users, people, strict=True)
        for role, unit in roles
    )
    return users
