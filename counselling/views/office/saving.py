"""Saving a form of administration: what stands in the way becomes a sentence on the form."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest

from counselling.domain.hours_effects import Effects, try_change
from counselling.domain.units import Unit
from counselling.exceptions import AdministrationError, ChangedMeanwhile
from counselling.forms.office_fields import VersionedForm


@contextmanager
def errors_on_form(form: VersionedForm, *, subject: str) -> Iterator[None]:
    """Tell an error of the domain at the top of the form; nothing typed is lost.

    After somebody else's change their changes are listed, and saving again is allowed.
    """
    try:
        yield
    except ChangedMeanwhile as error:
        form.note_changes_of_others(subject)
        form.add_error(None, str(error))
    except AdministrationError as error:
        form.add_error(None, str(error))


def seen_or_now(request: HttpRequest, version: int) -> Any:
    """Return the data of a form that holds nothing but the version its page was made from."""
    return request.POST if request.method == "POST" else {"seen": version}


def tried(
    request: HttpRequest,
    form: VersionedForm,
    change: Callable[[], object],
    *,
    unit: Unit,
    subject: str,
    first_day: dt.date,
) -> Effects | None:
    """Preview a change of hours, or save it when its preview was seen; None: it cannot be made."""
    accepted = request.POST.get("accepted", "") if request.POST.get("act") == "save" else ""
    with errors_on_form(form, subject=subject):
        return try_change(unit, change, accepted=accepted, first_day=first_day)
    return None
