"""Measures routing on a file of sentences (columns text, language, service, agency, difficulty)."""

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from counselling.domain.routing import route
from counselling.management.commands.route import as_row


class Command(BaseCommand):
    help = "Print how often the right service comes first, or among the first three."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        with file.open(encoding="utf-8", newline="") as lines:
            judged = [(row, judge(row)) for row in csv.DictReader(lines)]
        if options["json"]:
            self.stdout.write(json.dumps(summarise([verdict for _row, verdict in judged])))
            return
        groups: dict[str, list[dict[str, bool | None]]] = defaultdict(list)
        for row, verdict in judged:
            for name in ("all", f"language {row['language']}", row["difficulty"]):
                groups[name].append(verdict)
        for name, verdicts in groups.items():
            figures = summarise(verdicts)
            self.stdout.write(
                f"{name:<14} {figures['rows']:>4} rows  top-1 {figures['top1']:.2f}"
                f"  top-3 {figures['top3']:.2f}  agency {figures['agency']:.2f}"
            )


def judge(row: dict[str, str]) -> dict[str, bool | None]:
    """Route one sentence; `agency` is None where the row names no place."""
    matches = route(row["text"])
    codes = [match.service.code for match in matches]
    agency = as_row(matches[0])["agency"] if matches else None
    return {
        "top1": codes[:1] == [row["service"]],
        "top3": row["service"] in codes[:3],
        "agency": agency == row["agency"] if row["agency"] else None,
    }


def summarise(verdicts: list[dict[str, bool | None]]) -> dict[str, float]:
    """Return the shares of right answers (0..1) and the number of rows."""

    def share(name: str) -> float:
        known = [verdict[name] for verdict in verdicts if verdict[name] is not None]
        return round(sum(map(bool, known)) / len(known), 4) if known else 0.0

    shares = {name: share(name) for name in ("top1", "top3", "agency")}
    return {**shares, "rows": len(verdicts)}
