"""The hostile papers of trials T5, built here: each is refused with its reason, or defused."""

from tests.papers import hostile_archives, hostile_documents, hostile_kinds, hostile_names
from tests.papers.hostile_shape import Hostile

__all__ = ["HOSTILE", "Hostile"]

HOSTILE: list[Hostile] = [
    *hostile_kinds.SET,
    *hostile_archives.SET,
    *hostile_documents.SET,
    *hostile_names.SET,
]
