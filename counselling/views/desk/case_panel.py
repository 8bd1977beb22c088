"""What a citizen filled in beforehand, for the panel beside the call."""

from dataclasses import dataclass

from counselling.domain.cases import case_of
from counselling.domain.consents import Standing, standing_of
from counselling.domain.documents import papers_of
from counselling.domain.identity import latest_check
from counselling.domain.intake import answers_of
from counselling.domain.representatives import representative_of
from counselling.enums import ConsentAnswer, ConsentItem
from counselling.models import (
    CounsellingSession,
    Document,
    IdentityCheck,
    IntakeAnswer,
    QueueTicket,
    Representative,
)


@dataclass(frozen=True)
class CaseFile:
    """Answers, papers, consents, representative and identity of the person at the desk."""

    answers: tuple[IntakeAnswer, ...]
    papers: tuple[Document, ...]
    standing: tuple[Standing, ...]
    representative: Representative | None
    identity: IdentityCheck | None

    @property
    def is_identified(self) -> bool:
        return self.identity is not None and self.identity.is_confirmed

    @property
    def withdrawn(self) -> list[Standing]:
        """Consents that were taken back: the official must know at once."""
        return [s for s in self.standing if s.consent.answer == ConsentAnswer.WITHDRAWN]

    @property
    def hides_history(self) -> bool:
        return any(s.consent.item == ConsentItem.HISTORY and not s.is_given for s in self.standing)


def load_case_file(session: CounsellingSession, ticket: QueueTicket) -> CaseFile:
    """Load it in a constant number of queries."""
    case = case_of(ticket)
    return CaseFile(
        answers=tuple(answers_of(case)),
        papers=tuple(papers_of(case)),
        standing=tuple(standing_of(case)),
        representative=representative_of(case),
        identity=latest_check(session),
    )
