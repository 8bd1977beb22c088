"""A line of a benchmark's table."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, against its reference in the same run where there is one."""

    what: str
    ours: float
    reference: float | None
    ratio: float | None
    target: str
    holds: bool
    unit: str


def at_most(what: str, ours: float, reference: float, limit: float, unit: str) -> Row:
    """Return a row that holds when ours is at most `limit` times the reference."""
    ratio = ours / reference
    return Row(
        what,
        round(ours, 2),
        round(reference, 2),
        round(ratio, 2),
        f"<= {limit:g}",
        ratio <= limit,
        unit,
    )


def show(rows: Iterable[Row]) -> None:
    """Print the table."""
    for row in rows:
        reference = "" if row.reference is None else f"{row.reference:g}"
        ratio = "" if row.ratio is None else f"{row.ratio:g}"
        print(
            f"{row.what:<52} {row.ours:>10g} {reference:>10} {ratio:>6} {row.unit:<6} "
            f"{row.target:<9} holds: {row.holds}"
        )
