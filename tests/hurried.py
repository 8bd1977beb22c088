"""`celery -A tests.hurried`: the product's workers and beat, with shorter waits between tries.

HURRY says how many times shorter; 1, as `TRIAL=T1.7 make trials` sets it, is the product as it is.
"""

import importlib
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

HURRY = float(os.environ.get("HURRY", "6"))
POLLS = ("send due notices", "sweep the outbox")

app = importlib.import_module("portal.celery").app
for name in POLLS:
    app.conf.beat_schedule[name]["schedule"] /= HURRY
sending = importlib.import_module("counselling.domain.notice_sending")
sending.TRY_LASTS_AT_MOST /= HURRY
