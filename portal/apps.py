"""Registers the start-up checks."""

from django.apps import AppConfig
from django.core.checks import register

from portal import checks


class PortalConfig(AppConfig):
    """The composition root as an app: it brings commands and checks, no models."""

    name = "portal"

    def ready(self) -> None:
        """Hand every start-up check to Django."""
        for check in checks.ALL:
            register(check)
        for deployment_check in checks.DEPLOYMENT:
            register(deployment_check, deploy=True)
