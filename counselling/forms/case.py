"""All that is asked beside name and contact, as one: questions, consents, representative."""

from collections.abc import Mapping
from typing import Any

from counselling.domain.case_answers import CaseAnswers
from counselling.domain.consents import current_texts
from counselling.domain.intake import questions_of
from counselling.enums import ConsentItem
from counselling.forms.consents import REPRESENTATIVE_FIELDS, ConsentForm, RepresentativeForm
from counselling.forms.intake import PREFIX, IntakeForm
from counselling.models import Service


class CaseForms:
    """The forms of one page. `data` None: not sent yet."""

    def __init__(
        self,
        service: Service,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        texts = current_texts([*ConsentItem.of_citizen(), ConsentItem.REPRESENTATIVE])
        self.intake = IntakeForm(questions_of(service), data, initial=initial)
        own = [text for text in texts if text.item in ConsentItem.of_citizen()]
        self.consents = ConsentForm(own, data, initial=initial)
        self.representative = RepresentativeForm(texts[-1], data, initial=initial)

    @property
    def all(self) -> list[Any]:
        return [self.intake, self.representative, self.consents]

    def is_valid(self) -> bool:
        """Ask every form, so that all errors show at once."""
        return not [form for form in self.all if not form.is_valid()]

    @property
    def has_errors(self) -> bool:
        return any(form.is_bound and form.errors for form in self.all)

    def answers(self) -> CaseAnswers:
        return CaseAnswers(
            intake=self.intake.answers(),
            consents=self.consents.answers(),
            representative=self.representative.named(),
        )


class KioskCaseForms:
    """At a kiosk: the required consents, and what must be known and is answered by a touch."""

    def __init__(self, service: Service, data: Mapping[str, Any] | None = None) -> None:
        texts = current_texts(ConsentItem.of_citizen())
        self.intake = IntakeForm(questions_of(service, at_kiosk=True), data)
        self.consents = ConsentForm([text for text in texts if text.is_required], data)

    def is_valid(self) -> bool:
        return not [form for form in (self.intake, self.consents) if not form.is_valid()]

    def answers(self) -> CaseAnswers:
        return CaseAnswers(intake=self.intake.answers(), consents=self.consents.answers())


def typed_answers(sent: Mapping[str, Any]) -> dict[str, str]:
    """Return what was typed into the case's fields, to be kept while the page is left.

    Consents are not among it: a box that ticks itself is no consent.
    """
    return {
        name: str(sent[name])
        for name in sent
        if name.startswith(PREFIX) or name in REPRESENTATIVE_FIELDS
    }
