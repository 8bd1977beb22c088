"""The legal representative of a child under 14: named, agreed, taking part."""

from dataclasses import dataclass

from django.db import transaction

from counselling.domain import consents
from counselling.domain.cases import Case, about, case_of
from counselling.domain.state_changes import AnyUser
from counselling.enums import ConsentItem, ConsentPerson
from counselling.models import Representative


@dataclass(frozen=True)
class NamedRepresentative:
    """Who answers for the child, as it was typed."""

    name: str
    relation: str
    phone: str


def name_representative(case: Case, named: NamedRepresentative, *, by: AnyUser = None) -> None:
    """Write down who the representative is, and that they agreed."""
    case = case_of(case)
    with transaction.atomic():
        Representative.objects.update_or_create(
            **about(case),
            defaults={"name": named.name, "relation": named.relation, "phone": named.phone},
        )
        consents.record(
            case,
            {ConsentItem.REPRESENTATIVE: True},
            person=ConsentPerson.REPRESENTATIVE,
            person_name=named.name,
            by=by,
        )


def representative_of(subject: Case) -> Representative | None:
    return Representative.objects.filter(**about(case_of(subject))).first()
