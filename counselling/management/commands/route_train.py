"""Makes counselling/data/routing_model.json.gz from the vocabulary: after each change of it."""

from typing import Any

from django.core.management.base import BaseCommand

from counselling.domain.routing_model import MODEL, write_model
from counselling.domain.routing_training import catalogue_examples, train, vocabulary_examples


class Command(BaseCommand):
    help = "Learn the weights of the routing from counselling/data/vocabulary (about 20 s)."

    def handle(self, *args: Any, **options: Any) -> None:
        examples = [*vocabulary_examples(), *catalogue_examples()]
        write_model(train(examples))
        self.stdout.write(
            f"{len(examples)} lines learned, {MODEL.stat().st_size // 1024} KiB written."
        )
