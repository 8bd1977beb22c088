"""Which outcomes a session of a service may end with, and in whose words."""

from dataclasses import dataclass

from counselling.enums import Outcome
from counselling.exceptions import OutcomeMissing
from counselling.models import Department, Disposition, OutcomeCode, Service

OWN = "code-"

# What may happen to every session, whatever the service's own outcomes are.
ALWAYS = (Outcome.CITIZEN_LEFT, Outcome.TECHNICAL)


@dataclass(frozen=True)
class Chosen:
    """An outcome with the words of the service; empty words mean the general ones."""

    outcome: str
    text_ko: str = ""
    text_en: str = ""


def choices_for(service: Service, department: Department) -> list[tuple[str, str]]:
    """Return values and words: the service's own where it has any, else the general ones.

    A department that only joins the session has the general ones.
    """
    codes = offered_codes(service) if department.pk == service.department_id else []
    own = [(f"{OWN}{code.ref}", code.text) for code in codes]
    general = [choice for choice in Outcome.chosen_by_hand() if not own or choice[0] in ALWAYS]
    return [*own, *((value, str(label)) for value, label in general)]


def chosen(service: Service, value: str) -> Chosen:
    """Read what `choices_for` offered; also a code that was taken away meanwhile.

    Raises:
        OutcomeMissing: It is none of them.
    """
    if value in Outcome.values:
        return Chosen(value)
    code = service.outcome_codes.filter(ref=value.removeprefix(OWN)).first()
    if code is None:
        raise OutcomeMissing
    return Chosen(code.outcome, code.text_ko, code.text_en)


def offered_codes(service: Service) -> list[OutcomeCode]:
    return list(service.outcome_codes.filter(is_offered=True))


def value_of(service: Service, disposition: Disposition) -> str:
    """Return the value of `choices_for` that a session ended with."""
    if disposition.text_ko:
        code = service.outcome_codes.filter(text_ko=disposition.text_ko).first()
        if code is not None:
            return f"{OWN}{code.ref}"
    return disposition.outcome
