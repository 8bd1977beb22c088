"""The Celery application: `celery -A portal worker`, with `-B` in the embedded shape."""

import os
import warnings

from celery import Celery

from counselling.schedule import BEAT_SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

# The embedded shape may well be tried as root, in a container; Celery would warn at length.
warnings.filterwarnings("ignore", message="You're running the worker with superuser")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = BEAT_SCHEDULE
app.autodiscover_tasks()
