"""Every address of ours names its guard: the predicate that was asked before the view ran."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

ACCOUNT_LIBRARY = "accounts/"  # it guards its own pages


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for item in resolver.url_patterns:
        address = f"{prefix}{item.pattern}"
        if isinstance(item, URLResolver):
            yield from _patterns(item, address)
        else:
            yield address, item


def _is_guarded(view: object) -> bool:
    """Find the guard through the decorators around it (functools.wraps keeps __wrapped__)."""
    while view is not None:
        if hasattr(view, "guard"):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def test_every_view_names_its_guard() -> None:
    unguarded = [
        address
        for address, pattern in _patterns(get_resolver())
        if not address.startswith(ACCOUNT_LIBRARY) and not _is_guarded(pattern.callback)
    ]
    assert unguarded == []


def test_the_walk_finds_views_of_ours() -> None:
    addresses = {address for address, _ in _patterns(get_resolver())}
    assert {"healthz", "language/"} <= addresses
