"""How often each live topic changed: pages compare this number and fetch on a difference."""

from django.db import models

from counselling.models.records import Record


class LiveTopic(Record):
    """`sequence` only grows, in the transaction of the change; names are in counselling.live."""

    name = models.CharField(max_length=80, unique=True)
    sequence = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.sequence}"
