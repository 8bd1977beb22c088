"""Consents: versioned words, answers that are only added to."""

import pytest

from counselling.domain import consents
from counselling.enums import ConsentItem
from counselling.models import Consent, ConsentText
from tests.cast import Cast
from tests.factories.appointments import make_appointment
from tests.factories.queue import make_queue_ticket

pytestmark = pytest.mark.django_db
ITEM = ConsentItem.DATA


def _new_version() -> ConsentText:
    first = consents.current_texts([ITEM])[0]
    words = {
        field.name: getattr(first, field.name)
        for field in ConsentText._meta.fields
        if field.name not in {"id", "version", "created_at"}
    }
    return ConsentText.objects.create(version=first.version + 1, **words)


def test_every_item_has_words_in_both_languages() -> None:
    texts = consents.current_texts(ConsentItem.values)

    assert [text.item for text in texts] == ConsentItem.values
    names = [
        f"{part}_{language}"
        for part in ("label", "purpose", "items", "period", "refusal")
        for language in ("ko", "en")
    ]
    assert all(getattr(text, name) for text in texts for name in names)


def test_new_words_count_for_new_consents_only(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1)
    consents.record(appointment, {ITEM: True})
    newer = _new_version()

    consents.record(make_appointment(cast.service, cast.desk2), {ITEM: True})

    versions = Consent.objects.order_by("pk").values_list("text__version", flat=True)
    assert list(versions) == [1, newer.version]
    assert consents.standing_of(appointment)[0].text.version == 1


def test_an_answer_is_added_and_the_newest_counts(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    consents.record(ticket, {ConsentItem.HISTORY: False})
    consents.record(ticket, {ConsentItem.HISTORY: True})
    consents.record(ticket, {ConsentItem.HISTORY: True})
    consents.withdraw(ticket, ConsentItem.HISTORY)

    answers = Consent.objects.order_by("pk").values_list("answer", flat=True)
    assert list(answers) == ["no", "yes", "withdrawn"]
    assert consents.has_refused(ticket, ConsentItem.HISTORY)


def test_what_was_not_given_cannot_be_taken_back(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)

    assert not consents.withdraw(ticket, ITEM)
    assert not Consent.objects.exists()


def test_a_member_of_staff_who_wrote_it_down_is_kept(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1, citizen=cast.hong)

    consents.record(appointment, {ITEM: True}, by=cast.hong)
    consents.record(appointment, {ConsentItem.VIDEO: True}, by=cast.kim)

    rows = Consent.objects.order_by("pk").values_list("recorded_by", flat=True)
    assert list(rows) == [None, cast.kim.pk]


def test_consents_and_their_words_are_only_added_to(cast: Cast) -> None:
    ticket = make_queue_ticket(cast.service)
    consents.record(ticket, {ITEM: True})

    for row in (Consent.objects.get(), ConsentText.objects.get(item=ITEM)):
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            row.delete()
        with pytest.raises(TypeError):
            type(row).objects.update(item=ConsentItem.VIDEO)


def test_consents_of_an_appointment_count_for_its_place_in_line(cast: Cast) -> None:
    appointment = make_appointment(cast.service, cast.desk1)
    ticket = make_queue_ticket(cast.service, appointment=appointment)
    consents.record(appointment, {ConsentItem.HISTORY: False})

    assert consents.has_refused(ticket, ConsentItem.HISTORY)
