"""Every address of ours, as its pattern."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

LIBRARY = "accounts/"  # its own tests guard it


def our_patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Yield the address pattern of every view of ours, such as `waiting/<slug:ref>/join/`."""
    for item in (resolver or get_resolver()).url_patterns:
        address = f"{prefix}{item.pattern}"
        if isinstance(item, URLPattern):
            yield address
        elif address != LIBRARY:
            yield from our_patterns(item, address)
