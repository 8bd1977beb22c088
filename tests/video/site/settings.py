"""The product's settings with a few pages on which a call can be tried without counselling."""

import os

from portal.settings import *  # noqa: F403
from portal.settings import ALLOWED_ORIGINS, CSRF_TRUSTED_ORIGINS, INSTALLED_APPS, TEMPLATES

# A trial puts a line that can be cut between one browser and Daphne.
ALLOWED_ORIGINS = [*ALLOWED_ORIGINS, *os.environ.get("TRIAL_ORIGINS", "").split()]
CSRF_TRUSTED_ORIGINS = [*CSRF_TRUSTED_ORIGINS, *os.environ.get("TRIAL_ORIGINS", "").split()]
ROOT_URLCONF = "tests.video.site.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "tests.video.site"]
TEMPLATES[0]["OPTIONS"]["debug"] = True
