"""What can be asked for beside a time: booths, and languages that somebody interprets."""

from django.db.models import Q, QuerySet

from counselling.enums import InterpretedLanguage
from counselling.models import InterpreterSkill, Service, Site


def booths_by_site() -> QuerySet[Site]:
    """Return the sites that have booths, with their booths, in two queries."""
    sites = Site.objects.filter(booths__isnull=False).distinct().order_by("pk")
    return sites.prefetch_related("booths")


def interpreted_languages(service: Service) -> list[tuple[str, str]]:
    """Return the languages that somebody interprets for the service, with their names."""
    able = InterpreterSkill.objects.filter(
        Q(interpreter__agency=None) | Q(interpreter__agency=service.agency_id),
        interpreter__is_active=True,
    )
    known = set(able.values_list("language", flat=True))
    return [(value, str(label)) for value, label in InterpretedLanguage.choices if value in known]
