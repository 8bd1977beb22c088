"""Turning an error of the domain into a sentence on the next page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from counselling.exceptions import CounsellingError


@contextmanager
def errors_as_messages(request: HttpRequest) -> Iterator[None]:
    """Tell a CounsellingError as a message; the rest of the block after it is left out."""
    try:
        yield
    except CounsellingError as error:
        messages.warning(request, str(error))
