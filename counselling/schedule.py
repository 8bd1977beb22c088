"""What Celery beat starts, and how often (seconds). portal.settings takes it over.

Every task here is idempotent: two beats do no harm, they only do it twice.
"""

from typing import Any

from celery.schedules import crontab

BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep the outbox": {
        "task": "counselling.tasks.sweep_outbox",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "send due notices": {
        "task": "counselling.tasks.send_due_notices",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "tidy holds and codes": {
        "task": "counselling.tasks.tidy",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "end calls that nobody took over": {
        "task": "counselling.tasks.end_lapsed_handovers",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "offer earlier times": {
        "task": "counselling.tasks.offer_slots",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "judge attendance": {
        "task": "counselling.tasks.judge_attendance",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "scan papers": {
        "task": "counselling.tasks.scan_due_documents",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "tidy papers": {
        "task": "counselling.tasks.tidy_documents",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "watch waiting lines": {
        "task": "counselling.tasks.watch_lines",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "learn from waits": {
        "task": "counselling.tasks.learn_from_waits",
        "schedule": crontab(hour="18", minute="20"),  # UTC: 3:20 in Korea
        "options": {"expires": 3600},
    },
}
