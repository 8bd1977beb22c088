"""Loads the questions that some services of the catalogue ask beforehand."""

import json
from pathlib import Path
from typing import Any

from counselling.models import IntakeQuestion, Service

DATA = Path(__file__).resolve().parents[1] / "data" / "intake.json"


def load_intake() -> None:
    """Create the questions that are not there yet, in each agency that has the service.

    What administrators changed, or stopped asking, is left alone.
    """
    by_code: dict[str, list[dict[str, Any]]] = json.loads(DATA.read_text(encoding="utf-8"))
    IntakeQuestion.objects.bulk_create(
        [
            IntakeQuestion(service=service, position=position, **words)
            for service in Service.objects.filter(code__in=by_code)
            for position, words in enumerate(by_code[service.code], start=1)
        ],
        ignore_conflicts=True,
    )
