"""The lock of a line: whatever moves a line runs under it, so that it has one order.

The history keeps that order (domain.turn_replay).
"""

from django.db import connection

from counselling.models import Line, QueueTicket


def lock_line(department_pk: int) -> Line:
    """Lock the line's row: numbers are given and turns are decided under it."""
    _wait_patiently()
    return Line.objects.select_for_update(no_key=True).get(department=department_pk)


def lock_lines(*line_pks: int) -> dict[int, Line]:
    """Lock several lines, always in the same order, and return them by key."""
    _wait_patiently()
    lines = Line.objects.select_for_update(no_key=True).filter(pk__in=line_pks)
    return {line.pk: line for line in lines.order_by("pk")}


def lock_line_of(ticket: QueueTicket) -> Line:
    """Lock the line in which the ticket is."""
    _wait_patiently()
    return Line.objects.select_for_update(no_key=True).get(pk=ticket.line_id)


def _wait_patiently() -> None:
    """Let this transaction wait longer for the line than others wait for a lock.

    A whole office may press "next" at once; each is served in its turn, none is sent away.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20s'; SET LOCAL statement_timeout = '25s'")
