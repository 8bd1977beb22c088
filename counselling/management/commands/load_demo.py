"""Loads the demo people; refused where real people are served."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from counselling.domain.demo import DEMO_PASSWORD, DEMO_SIGN_INS, load_demo


class Command(BaseCommand):
    help = "Create the demo sign-ins and let the demo agencies be open round the clock."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        refuse_real_service()
        load_demo()
        if verbosity:
            for email, purpose in DEMO_SIGN_INS.items():
                self.stdout.write(f"{email}  {DEMO_PASSWORD}  {purpose}")


def refuse_real_service() -> None:
    """Demo passwords are public, so they must not exist in a real service.

    Raises:
        CommandError: DEBUG is off in the service shape.
    """
    if not settings.EMBEDDED and not settings.DEBUG:
        raise CommandError(
            "Demo data is for the embedded shape. In the service shape set DEBUG=true to try out."
        )
