"""Consents, one by one: which words count now, who answered what, taking it back.

The words are in counselling/data/consents.json, a list of versions per item. A version that was
asked once is never changed: new words are a new version at the end of its list.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from counselling.domain.cases import Case, about, case_of, lock_case, touch_case
from counselling.domain.state_changes import AnyUser
from counselling.enums import ConsentAnswer, ConsentItem, ConsentPerson
from counselling.models import Consent, ConsentText, User

DATA = Path(__file__).resolve().parents[1] / "data" / "consents.json"


@dataclass(frozen=True)
class Standing:
    """Where a person stands on an item: the newest answer counts."""

    consent: Consent
    text: ConsentText

    @property
    def is_given(self) -> bool:
        return self.consent.answer == ConsentAnswer.YES


def current_texts(items: Collection[str]) -> list[ConsentText]:
    """Return the newest words of each item, in the order of ConsentItem."""
    newest = _newest(items)
    if any(newest.get(item) is None for item in items) or _is_file_newer(newest):
        _load_texts()
        newest = _newest(items)
    return [newest[item] for item in ConsentItem.values if item in newest]


def record(
    case: Case,
    answers: Mapping[str, bool],
    *,
    person: str = ConsentPerson.CITIZEN,
    person_name: str = "",
    by: AnyUser = None,
) -> None:
    """Write what a person answered to each item, under the words that were shown.

    Args:
        answers: Item -> agreed or not. Saying the same again adds nothing.
        by: A member of staff who wrote it down for the person; the person themselves is left out.
    """
    case = case_of(case)
    texts = {text.item: text for text in current_texts(list(answers))}
    with transaction.atomic():
        lock_case(case)
        standing = {(s.consent.person, s.consent.item): s for s in standing_of(case)}
        for item, agreed in answers.items():
            answer = ConsentAnswer.YES if agreed else ConsentAnswer.NO
            known = standing.get((person, item))
            if known and (known.consent.answer, known.text.pk) == (answer, texts[item].pk):
                continue
            _add(case, texts[item], answer, person=person, person_name=person_name, by=by)


def withdraw(case: Case, item: str, *, person: str = ConsentPerson.CITIZEN) -> bool:
    """Take a consent back; say whether there was one to take back."""
    case = case_of(case)
    with transaction.atomic():
        lock_case(case)
        given = [
            s for s in standing_of(case) if (s.consent.person, s.consent.item) == (person, item)
        ]
        if not given or not given[0].is_given:
            return False
        before = given[0].consent
        _add(
            case,
            given[0].text,
            ConsentAnswer.WITHDRAWN,
            person=person,
            person_name=before.person_name,
            by=None,
        )
        touch_case(case)
    return True


def standing_of(subject: Case) -> list[Standing]:
    """Return the newest answer to each item, by person and item."""
    rows = Consent.objects.filter(**about(case_of(subject))).select_related("text").order_by("pk")
    newest = {(row.person, row.item): row for row in rows}
    order = ConsentItem.values
    ranked = sorted(newest.values(), key=lambda row: (row.person, order.index(row.item)))
    return [Standing(consent=row, text=row.text) for row in ranked]


def has_refused(subject: Case, item: str) -> bool:
    """Say whether the newest answer is no, or was taken back. Who was never asked did not."""
    newest = Consent.objects.filter(**about(case_of(subject)), item=item).order_by("-pk").first()
    return newest is not None and newest.answer != ConsentAnswer.YES


def _add(
    case: Case, text: ConsentText, answer: str, *, person: str, person_name: str, by: AnyUser
) -> None:
    staff = by if isinstance(by, User) and by.pk != case.citizen_id else None
    Consent.objects.create(
        **about(case),
        item=text.item,
        text=text,
        person=person,
        person_name=person_name or case.name,
        answer=answer,
        recorded_by=staff,
    )


def _newest(items: Collection[str]) -> dict[str, ConsentText]:
    texts = ConsentText.objects.filter(item__in=items).order_by("version")
    return {text.item: text for text in texts}


@cache
def _written() -> dict[str, list[dict[str, Any]]]:
    versions: dict[str, list[dict[str, Any]]] = json.loads(DATA.read_text(encoding="utf-8"))
    return versions


def _is_file_newer(newest: Mapping[str, ConsentText]) -> bool:
    return any(len(_written()[item]) > text.version for item, text in newest.items())


def _load_texts() -> None:
    """Write the versions that are not in the database yet; those that are stay as they are."""
    ConsentText.objects.bulk_create(
        [
            ConsentText(item=item, version=number, **words)
            for item, versions in _written().items()
            for number, words in enumerate(versions, start=1)
        ],
        ignore_conflicts=True,
    )
