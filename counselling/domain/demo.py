"""Demo people and hours for trying the product out, marked as such."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import transaction

from counselling.domain.accounts import give_role
from counselling.domain.demo_writing import write_demo_texts
from counselling.domain.opening_hours import subject_of
from counselling.domain.unit_changes import was_changed
from counselling.domain.units import Unit
from counselling.enums import ChangeTopic, InterpretedLanguage, Role, Weekday
from counselling.models import Agency, Interpreter, OpeningHours, User

# Not a secret: it is printed at every start of the embedded shape and refused elsewhere.
DEMO_PASSWORD = "maju-demo-2026"  # noqa: S105

DEMO_SIGN_INS = {
    "official@mfds.demo": "official of 식품의약품안전처",
    "official@seocho.demo": "official of 서울특별시 서초구",
    "supervisor@mfds.demo": "supervisor, secretary and administrator of 식품의약품안전처",
    "operator@maju.demo": "central operator (kiosks, messages)",
    "citizen@maju.demo": "citizen with an account",
}
DEMO_NAMES = {
    "official@mfds.demo": "김담당",
    "official@seocho.demo": "이서초",
    "supervisor@mfds.demo": "박책임",
    "operator@maju.demo": "최운영",
    "citizen@maju.demo": "홍길동",
}
DEMO_ROLES: list[tuple[str, Role, str | None]] = [
    ("official@mfds.demo", Role.OFFICIAL, "mfds"),
    ("official@seocho.demo", Role.OFFICIAL, "seocho"),
    ("supervisor@mfds.demo", Role.SUPERVISOR, "mfds"),
    ("supervisor@mfds.demo", Role.SECRETARY, "mfds"),
    ("supervisor@mfds.demo", Role.ADMINISTRATOR, "mfds"),
    ("operator@maju.demo", Role.OPERATOR, None),
]
DEMO_INTERPRETERS = [
    ("정수어", "Jeong Su-eo", InterpretedLanguage.SIGN),
    ("한영어", "Han Yeong-eo", InterpretedLanguage.ENGLISH),
    ("왕중국", "Wang Jung-guk", InterpretedLanguage.CHINESE),
    ("응우옌", "Nguyen", InterpretedLanguage.VIETNAMESE),
]
DEMO_AGENCIES = ("mfds", "seocho")


@transaction.atomic
def load_demo() -> None:
    """Create demo people and texts, once, and let the demo agencies be open round the clock."""
    for email, name in DEMO_NAMES.items():
        create_person(email, name=name)
    for email, role, agency_code in DEMO_ROLES:
        unit = Agency.objects.get(code=agency_code) if agency_code else None
        give_role(User.objects.get(email=email), role, unit=unit)
    for code in DEMO_AGENCIES:
        open_round_the_clock(Agency.objects.get(code=code))
    for name, english, language in DEMO_INTERPRETERS:
        interpreter, _is_new = Interpreter.objects.get_or_create(
            name_ko=name, defaults={"name_en": english}
        )
        interpreter.skills.get_or_create(language=language)
    write_demo_texts()


def create_person(email: str, *, name: str) -> User:
    """Create a demo user with a verified e-mail address; one who is there is left alone."""
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, DEMO_PASSWORD, name=name)
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    return user


def open_round_the_clock(agency: Agency) -> None:
    """Let a newcomer go through the journeys at night and on Sundays too.

    The rule hangs on every department, so that it also goes before a department's own hours, and
    on the agency, whose hours are those of its booths. Units whose hours people changed are left
    alone.
    """
    changed = was_changed(ChangeTopic.HOURS)
    departments = [Unit(agency, department) for department in agency.departments.all()]
    for unit in (Unit(agency), *departments):
        if subject_of(unit) in changed:
            continue
        for weekday in Weekday:
            OpeningHours.objects.get_or_create(
                **unit.columns,
                weekday=weekday,
                is_demo=True,
                defaults={
                    "opens_at": dt.time(0, 0),
                    "closes_at": dt.time(0, 0),
                    "is_open_on_holidays": True,
                    "note_ko": "시연용 24시간 운영",
                    "note_en": "Open round the clock for demonstration",
                },
            )
