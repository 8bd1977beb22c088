"""Tells live pages that something changed: only "state N of topic X", never the data.

A leaf: domain functions call `touch` inside their transaction, pages fetch what they show.
"""

import asyncio
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db.models import F, Model

from counselling.models import LiveTopic
from video.after_commit import after_commit

# A Redis that answers nobody must not hold up the person who made the change.
SEND_TIMEOUT_SECONDS = 2


def topic_of(subject: Model) -> str:
    """Name the topic of a model instance, such as `queue_ticket:8Kq2…` or `line:3`."""
    return f"{subject._meta.model_name}:{getattr(subject, 'ref', None) or subject.pk}"


def touch(*subjects: Model | str) -> None:
    """Raise the sequence of each topic and, after commit, tell the pages that listen to it.

    Call it inside the transaction that made the change. Redis being away loses only the
    wake-up: pages compare sequences every 20 s.
    """
    names = sorted({item if isinstance(item, str) else topic_of(item) for item in subjects})
    for name in names:
        if not LiveTopic.objects.filter(name=name).update(sequence=F("sequence") + 1):
            LiveTopic.objects.bulk_create(
                [LiveTopic(name=name, sequence=1)],
                update_conflicts=True,
                unique_fields=["name"],
                update_fields=["sequence"],
            )
    after_commit(_announce, names)


def sequences(names: list[str]) -> dict[str, int]:
    """Read the present sequence of each topic; a topic never touched is at 0."""
    known = dict(LiveTopic.objects.filter(name__in=names).values_list("name", "sequence"))
    return {name: known.get(name, 0) for name in names}


def group_of(topic: str) -> str:
    """Name the Channels group of a topic (letters, digits, hyphen, underscore, full stop)."""
    return f"live.{topic.replace(':', '.')}"


def _announce(names: list[str]) -> None:
    for name, sequence in sequences(names).items():
        event: dict[str, Any] = {"type": "live.changed", "topic": name, "sequence": sequence}
        async_to_sync(_group_send)(group_of(name), event)


async def _group_send(group: str, event: dict[str, Any]) -> None:
    async with asyncio.timeout(SEND_TIMEOUT_SECONDS):
        await get_channel_layer().group_send(group, event)
