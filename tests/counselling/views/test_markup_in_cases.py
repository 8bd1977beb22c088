"""Markup in whatever people typed about a case is shown to others as text."""

import pytest
from django.test import Client

from counselling.domain import desks, intake, queue_calling
from counselling.domain.intake import Answered
from counselling.domain.representatives import NamedRepresentative, name_representative
from counselling.enums import AnswerKind
from tests.cast import Cast
from tests.factories.documents import make_document
from tests.factories.intake import make_question
from tests.factories.queue import make_queue_ticket

pytestmark = pytest.mark.usefixtures("office_time")

HANDLERS = ("onerror", "onload", "onclick", "onfocus", "onmouseover", "ontoggle", "onbegin")
TAGS = ("img", "svg", "body", "input", "details", "video", "a", "iframe", "math", "select")
XSS = [
    *(f"<{tag} {handler}=alert(1) src=x>" for tag in TAGS for handler in HANDLERS),
    *(f'"><{tag} autofocus {handler}="alert(1)">' for tag in TAGS for handler in HANDLERS[:3]),
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>@import'//x'</style>",
    "<base href=//x>",
    "<!--><script>alert(1)</script>-->",
    "{{ 7|add:7 }}<script>alert(1)</script>",
]
FORBIDDEN = (
    *(f"<{tag} {handler}" for tag in TAGS for handler in HANDLERS),
    "<script>alert",
    "<ScRiPt>",
    "<iframe srcdoc",
    "<style>@import",
    "<base href=//",
    'href="javascript:',
)


def test_the_set_is_large() -> None:
    assert len(set(XSS)) >= 100


def test_the_official_sees_text(cast: Cast) -> None:
    desks.sit_down(cast.desk1, official=cast.kim)
    ticket = make_queue_ticket(cast.service, name="박민원", question="\n".join(XSS)[:2000])
    question = make_question(cast.service, kind=AnswerKind.LONG_TEXT)
    intake.store_answers(ticket, [Answered(question, text) for text in ["\n".join(XSS)]])
    for text in XSS[::10]:
        make_document(ticket, file_name=text[:120])
    name_representative(ticket, NamedRepresentative(XSS[0][:60], "mother", "010-1234-5678"))
    queue_calling.call_this(cast.desk1, ticket, official=cast.kim)
    kim = Client()
    kim.force_login(cast.kim)

    page = kim.get(f"/desk/{cast.desk1.pk}/").content.decode()

    assert [word for word in FORBIDDEN if word in page] == []
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("address", ["now/"])
def test_the_citizen_sees_text_of_an_administrator(
    client: Client, cast: Cast, address: str
) -> None:
    for text in XSS:
        make_question(
            cast.service,
            kind=AnswerKind.CHOICE,
            text_ko=text,
            help_ko=text,
            choices_ko=[text, "둘"],
        )

    page = client.get(f"/services/mfds/mfds-foreign-matter/{address}").content.decode()

    assert [word for word in FORBIDDEN if word in page] == []


def test_the_preview_of_questions_shows_text(cast: Cast) -> None:
    for text in XSS:
        make_question(cast.service, text_ko=text, help_ko=text)
    park = Client()
    park.force_login(cast.park)

    page = park.get(f"/office/services/{cast.service.pk}/questions/").content.decode()

    assert [word for word in FORBIDDEN if word in page] == []
