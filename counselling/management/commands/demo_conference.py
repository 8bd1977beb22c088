"""Makes an advisory meeting to try with."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from counselling.domain.demo_booking import DemoMember, plan_demo_conference
from counselling.models import User

SECRETARY = "supervisor@mfds.demo"


class Command(BaseCommand):
    help = "Plan a meeting and print the secretary, the chair and each member's entry as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--members", type=int, default=6, metavar="N")

    def handle(self, *args: Any, members: int, **options: Any) -> None:
        if members < 1:
            raise CommandError("A meeting has at least one member.")
        secretary = User.objects.filter(email=SECRETARY).first()
        if secretary is None:
            raise CommandError("The demo sign-ins are missing. Run: manage.py load_demo")
        with transaction.atomic():
            conference, invited = plan_demo_conference(members=members, secretary=secretary)
        answer = {
            "conference": conference.ref,
            "title": conference.title,
            "secretary": {
                "sign_in": secretary.email,
                "name": secretary.name,
                "url": f"{settings.PUBLIC_URL}/conferences/{conference.ref}/",
            },
            "chair": _entry(invited[0]),
            "members": [_entry(member) for member in invited],
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False))


def _entry(member: DemoMember) -> dict[str, str]:
    """`members` holds everybody who enters with a code, the chair first."""
    return {
        "name": member.name,
        "code": member.code,
        "role": member.role,
        "url": f"{settings.PUBLIC_URL}/enter/",
    }
