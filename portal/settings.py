"""All settings, grouped. The shape of the installation is chosen by environment variables only.

Embedded shape: DATABASE_URL is not set; SQLite, demo data, everything on one machine.
Service shape: DATABASE_URL is set; then REDIS_URL, SECRET_KEY, PUBLIC_URL and
RELAY_ADVERTISED_ADDRESS must be too.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.utils.translation import gettext_lazy as _

from portal import env
from portal.database import database_settings
from portal.logs import LOGGING  # noqa: F401 - a setting
from portal.page_policies import CONTENT_SECURITY_POLICY, PERMISSIONS_POLICY  # noqa: F401
from portal.sign_in import sign_in_settings

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA") or BASE_DIR / "var")

# --- Shape ---------------------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL")
EMBEDDED = not DATABASE_URL
DEBUG = env.boolean("DEBUG", default=False)
PORT = env.port("PORT", 8000)
# Try the pure-Python stand-in even where a Redis server is installed.
EMBEDDED_FAKE_REDIS = env.boolean("FAKE_REDIS", default=False)

if EMBEDDED:
    SECRET_KEY = env.text("SECRET_KEY") or env.stored_secret(DATA_DIR / "secret_key")
    PUBLIC_URL = env.origin("PUBLIC_URL", env.text("PUBLIC_URL") or f"http://localhost:{PORT}")
else:
    SECRET_KEY = env.required("SECRET_KEY", why="sessions and join tokens are signed with it.")
    PUBLIC_URL = env.origin("PUBLIC_URL", env.required("PUBLIC_URL", why="people's address."))
SECURE = PUBLIC_URL.startswith("https://")

_host = urlsplit(PUBLIC_URL).hostname or "localhost"
_loopback_hosts = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = [_host, *(host for host in _loopback_hosts if host != _host)]
# Full origins: a bare host would also let the http:// page of the same host in.
ALLOWED_ORIGINS = [PUBLIC_URL]
if EMBEDDED:
    ALLOWED_ORIGINS += [f"http://{host}:{PORT}" for host in _loopback_hosts]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

# --- Applications --------------------------------------------------------------------------
INSTALLED_APPS = [
    "daphne",
    "portal",
    "counselling",
    "video",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # the account library's list of keys uses it
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "channels",
    "django_htmx",
    "rules.apps.AutodiscoverRulesConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.NoNulMiddleware",
    "portal.uploads.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.middleware.NotAllowedMiddleware",
    "portal.middleware.ActorMiddleware",
    "portal.caching.NoStoreMiddleware",
]
ROOT_URLCONF = "portal.urls"
ASGI_APPLICATION = "portal.asgi.application"
# Each has a thread and a database connection; more at once would not be faster on a few cores.
HTTP_REQUESTS_AT_ONCE = 20
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.middleware.page_context",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
SILENCED_SYSTEM_CHECKS = ["security.W008"]  # see SECURE_SSL_REDIRECT

# --- Data ----------------------------------------------------------------------------------
DATABASES = database_settings(DATABASE_URL, DATA_DIR)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The embedded supervisor starts a Redis of its own and leaves its address in the data folder,
# so that management commands in another terminal reach it.
REDIS_URL_FILE = DATA_DIR / "redis_url"
if EMBEDDED:
    REDIS_URL = env.text("REDIS_URL") or (
        REDIS_URL_FILE.read_text().strip() if REDIS_URL_FILE.exists() else "redis://127.0.0.1:6379"
    )
else:
    REDIS_URL = env.required("REDIS_URL", why="live pages and the relay talk through it.")
REDIS_URL = env.url("REDIS_URL", REDIS_URL, schemes=("redis", "rediss", "unix"))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "maju",
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 5},
    }
}
CHANNEL_LAYERS: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {
            # redis-py 8 gives up a read after 5 s, which is just as long as the layer's BZPOPMIN
            # blocks: idle sockets would die one by one (django/channels_redis#422).
            "hosts": [{"address": REDIS_URL, "socket_timeout": 15}],
            "prefix": "maju:channels",
            "capacity": 1500,
        },
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 12 * 3600

# --- Tasks ---------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 1 if EMBEDDED else 30
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
    "visibility_timeout": 600,
    "global_keyprefix": "maju:celery:",
    # A page that starts a task must not wait for a Redis that is silent.
    "socket_connect_timeout": 2,
    "socket_timeout": 3,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True  # tasks are idempotent

# --- Relay ---------------------------------------------------------------------------------
RELAY_PORT = env.port("RELAY_PORT", 40000)
RELAY_ADVERTISED_ADDRESS = env.text("RELAY_ADVERTISED_ADDRESS")
if not EMBEDDED and not RELAY_ADVERTISED_ADDRESS:
    env.required("RELAY_ADVERTISED_ADDRESS", why="browsers send their media to it.")
# Written by the recorder, read by the pages that show a recording.
RECORDINGS_DIR = Path(env.text("RECORDINGS") or DATA_DIR / "recordings")
TURN_URL = env.text("TURN_URL")
TURN_SECRET = env.text("TURN_SECRET")

# --- Notices -------------------------------------------------------------------------------
EMAIL_URL = env.text("EMAIL_URL")
SMS_URL = env.text("SMS_URL")
if not EMBEDDED:
    EMAIL_URL = EMAIL_URL or env.required("EMAIL_URL", why="codes are sent by e-mail.")
    SMS_URL = SMS_URL or env.required("SMS_URL", why="codes are sent by SMS.")
if SMS_URL:
    SMS_URL = env.url("SMS_URL", SMS_URL, schemes=("http", "https"))
# With it the SMS gateway signs what it reports; without it reports are not taken.
SMS_REPORT_SECRET = env.text("SMS_REPORT_SECRET")
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM") or f"maju@{_host}"
if EMAIL_URL:
    vars().update(environ.Env.email_url_config(EMAIL_URL))
    # Each step of SMTP; a worker must not hang on a silent server.
    EMAIL_TIMEOUT = 10
    if globals()["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
        EMAIL_BACKEND = "counselling.gateways.smtp.TellingBackend"
elif EMBEDDED:
    EMAIL_BACKEND = "counselling.gateways.mailbox.MailboxBackend"

# --- People --------------------------------------------------------------------------------
AUTH_USER_MODEL = "counselling.User"
vars().update(sign_in_settings(secure=SECURE))
# In the service shape officials have no rights before they have a second factor.
STAFF_SECOND_FACTOR = env.boolean("STAFF_SECOND_FACTOR", default=not EMBEDDED)
# Forms for citizens tell programs from people, quietly; tests fill them in faster than people can.
BOT_CHECK = env.boolean("BOT_CHECK", default=True)
# Offices whose many people share one address are not held to the limits of one household.
OFFICE_NETWORKS = env.networks("OFFICE_NETWORKS", default="127.0.0.0/8 ::1/128")

# --- Languages and time --------------------------------------------------------------------
LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("한국어")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "portal.formats"
TIME_ZONE = "Asia/Seoul"
USE_I18N = USE_TZ = True

# --- Files ---------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "staticfiles"
WHITENOISE_USE_FINDERS = EMBEDDED
_static_storage = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if EMBEDDED
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _static_storage},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# Papers that people attach: outside the web root, handed out by views only.
DOCUMENTS_DIR = DATA_DIR / "documents"
FILE_UPLOAD_HANDLERS = ["portal.uploads.PaperUploadHandler"]
# Bodies larger than this are refused, except where papers are taken (portal.uploads).
BODY_AT_MOST_BYTES = 2 * 1024 * 1024
PAPERS_BODY_AT_MOST_BYTES = 105 * 1024 * 1024
CLAMD_SOCKET = env.text("CLAMD_SOCKET")  # unix:///run/clamav/clamd.ctl or tcp://host:3310
if CLAMD_SOCKET:
    CLAMD_SOCKET = env.url("CLAMD_SOCKET", CLAMD_SOCKET, schemes=("unix", "tcp"))

# --- Headers -------------------------------------------------------------------------------
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# nginx redirects to https (security.W008); a redirect here would break its health checks.
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
