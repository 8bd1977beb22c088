"""Tries the routing of one sentence."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from counselling.domain.routing import Match, route
from counselling.enums import AgencyKind
from counselling.models import Agency


class Command(BaseCommand):
    help = "Print the services that fit a sentence, best first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text")
        parser.add_argument("--agency", help="code of the agency whose copy is wanted")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, text: str, **options: Any) -> None:
        agency = None
        if options["agency"]:
            agency = Agency.objects.filter(code=options["agency"]).first()
            if agency is None:
                raise CommandError(f"There is no agency with the code {options['agency']}.")
        rows = [as_row(match) for match in route(text, agency=agency)]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write(
                f"{row['score']:.2f}  {row['service']}  {row['agency'] or '-'}  {row['why']}"
            )


def as_row(match: Match) -> dict[str, Any]:
    """Return a match as the JSON object of the fixed points.

    `agency` is the office of a local service; where there is none to name (a central service, or
    only a province is known) the place that the words name; null when it must be asked.
    """
    is_local = match.service.agency.kind in AgencyKind.local()
    agency = match.agency or match.place if is_local else match.place or match.agency
    return {
        "service": match.service.code,
        "agency": agency.code if agency else None,
        "score": match.score,
        "why": ", ".join(match.why),
    }
