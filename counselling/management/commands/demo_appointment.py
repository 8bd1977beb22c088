"""Makes an appointment to try the journey with."""

import datetime as dt
import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from counselling.domain.demo_booking import (
    DEFAULT_SERVICE,
    book_demo,
    demo_official_for,
    find_demo_service,
)


class Command(BaseCommand):
    help = "Confirm an appointment and print name, code, url, service, official as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--service", default=DEFAULT_SERVICE, metavar="CODE")
        parser.add_argument("--name", default="홍길동")
        parser.add_argument("--starts-in", type=int, default=0, metavar="MINUTES")

    def handle(self, *args: Any, **options: Any) -> None:
        service = find_demo_service(options["service"])
        if service is None:
            raise CommandError(f"There is no service with the code {options['service']}.")
        starts_at = timezone.now() + dt.timedelta(minutes=options["starts_in"])
        with transaction.atomic():
            appointment, code = book_demo(service, name=options["name"], starts_at=starts_at)
            may_create = settings.EMBEDDED or settings.DEBUG
            official = demo_official_for(service, may_create=may_create)
        answer = {
            "name": appointment.name,
            "code": code,
            "url": f"{settings.PUBLIC_URL}/enter/",
            "service": service.code,
            "official": official.email if official else None,
            "appointment": appointment.ref,
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
