"""`manage.py drain_worker NAME`: empties one relay worker without ending a call."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from redis import RedisError

from video.exceptions import NoWorker
from video.workers import drain, living_workers, redis_client


class Command(BaseCommand):
    """The worker takes no new calls; those it has are moved make-before-break."""

    help = "Move every call away from a relay worker, which takes no new ones from now on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", help="the worker; without it: those that live")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"]
        try:
            with redis_client() as client:
                workers = living_workers(client)
            if not name:
                self._list(workers)
                return
            if name not in [worker.worker for worker in workers]:
                raise CommandError(f"No living relay worker is called {name}.")
            moved, stayed = drain(name)
        except RedisError as error:
            raise CommandError(f"Redis cannot be reached: {error}") from error
        except NoWorker as error:
            raise CommandError(f"{name} did not obey.") from error
        self.stdout.write(f"{name} drains: {moved} calls moved, {stayed} stay for want of room.")

    def _list(self, workers: list[Any]) -> None:
        for worker in workers:
            state = "drains" if worker.draining else "open"
            self.stdout.write(f"{worker.worker} {state} calls={worker.calls} cpu={worker.cpu}")
