"""What is logged, and how; a part of the settings."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "counselling": {"level": "INFO"},
        "video": {"level": "INFO"},
        "portal": {"level": "INFO"},
    },
}
