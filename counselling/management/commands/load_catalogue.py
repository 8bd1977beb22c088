"""Loads the catalogue and the public holidays of this year and the next."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from counselling.domain.catalogue import load_catalogue
from counselling.domain.holiday_import import import_holidays


class Command(BaseCommand):
    help = "Load agencies, departments, desks, services, sites, hours and holidays; run it again."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        counts = load_catalogue()
        year = timezone.localdate().year
        new_holidays = import_holidays([year, year + 1])
        if verbosity:
            told = ", ".join(f"{number} {what}" for what, number in counts.items())
            self.stdout.write(f"{told}, {new_holidays} new holidays")
