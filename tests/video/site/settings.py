"""The product's settings with a few pages on which a call can be tried without counselling."""

from portal.settings import *  # noqa: F403
from portal.settings import INSTALLED_APPS, TEMPLATES

ROOT_URLCONF = "tests.video.site.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "tests.video.site"]
TEMPLATES[0]["OPTIONS"]["debug"] = True
