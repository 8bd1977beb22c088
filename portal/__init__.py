"""The composition root: settings, routing, processes. It may import everything; nobody imports it.

Celery finds its application here, as its own convention wants.
"""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
