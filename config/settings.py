"""Every setting of the portal, read from the environment; .env.example explains each one."""

from datetime import timedelta
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.keys import load_keys

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()
if (BASE_DIR / ".env").exists():
    environ.Env.read_env(BASE_DIR / ".env")

MODE = env("PENDOPO_MODE", default="demo")
if MODE not in {"demo", "production", "test"}:
    raise ImproperlyConfigured("PENDOPO_MODE harus demo, production, atau test.")
PRODUCTION = MODE == "production"
DEBUG = False
DATA_DIR = Path(env("PENDOPO_DATA", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o750)

_keys = load_keys(demo=not PRODUCTION, folder=DATA_DIR / "keys")
SECRET_KEY = _keys["SECRET_KEY"]
FIELD_KEYS = _keys["FIELD_KEYS"]
INDEX_KEY = _keys["INDEX_KEY"]
AUDIT_KEY = _keys["AUDIT_KEY"]

ALLOWED_HOSTS = env.list(
    "PENDOPO_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("PENDOPO_HOSTS harus berisi nama host portal, tanpa tanda *.")
PUBLIC_URL = env(
    "PENDOPO_PUBLIC_URL", default="" if PRODUCTION else f"http://localhost:{env('PORT', default='8000')}"
).rstrip("/")
if PRODUCTION and not PUBLIC_URL.startswith("https://"):
    raise ImproperlyConfigured("PENDOPO_PUBLIC_URL harus alamat https:// yang dicetak di QR dan surat.")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
TRUSTED_PROXIES = env.int("PENDOPO_TRUSTED_PROXIES", default=0)

INSTALLED_APPS = [
    "office",
    "services",
    "complaints",
    "surveys",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "crispy_forms",
    "rest_framework",
    "drf_spectacular",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "office.middleware.headers",
    "office.middleware.body_limit",
    "office.middleware.office_host",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "office.middleware.session_limits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "office.middleware.DeclaredGuards",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.shell",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'pendopo.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;",
    }
    DATABASES["default"]["CONN_MAX_AGE"] = 600  # opening the file and its pragmas cost more than a page's queries
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # a real file: threads must meet real locks
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "office.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "office.passwords.NoOfficeWords"},
]
LOGIN_URL = "office:login"
LOGIN_REDIRECT_URL = "office:desk"
LOGOUT_REDIRECT_URL = "office:landing"
AXES_LOCKOUT_PARAMETERS = ["username", ["ip_address", "username"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_IPWARE_PROXY_COUNT = TRUSTED_PROXIES or None
AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"] if TRUSTED_PROXIES else ["REMOTE_ADDR"]
AXES_LOCKOUT_TEMPLATE = "office/locked.html"
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "office.views.errors.csrf_failure"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION and env.bool("PENDOPO_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = MODE == "test"
if MODE == "test":
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
PRIVATE_ROOT = DATA_DIR / "private"
PRIVATE_ACCEL_PREFIX = env("PENDOPO_ACCEL_PREFIX", default="")
MEDIA_ROOT = DATA_DIR / "unused"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 12
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
REQUEST_BODY_LIMIT = 48 * 1024 * 1024

EMAIL_BACKEND = env(
    "PENDOPO_EMAIL_BACKEND",
    default="django.core.mail.backends.smtp.EmailBackend" if PRODUCTION else "office.mailbox.FolderBackend",
)
EMAIL_FOLDER = DATA_DIR / "surel"
if env("PENDOPO_EMAIL_URL", default=""):
    vars().update(env.email("PENDOPO_EMAIL_URL"))
DEFAULT_FROM_EMAIL = env("PENDOPO_EMAIL_FROM", default="portal@localhost")
EMAIL_TIMEOUT = 20

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

CELERY_BROKER_URL = env("BROKER_URL", default=f"redis+socket://{DATA_DIR / 'broker.sock'}")
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 0.5,
    "socket_timeout": 5,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 0}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "deliver-messages": {"task": "office.tasks.deliver_messages", "schedule": 10.0, "options": {"expires": 60}},
    "beat-is-alive": {"task": "office.tasks.note_heartbeat", "schedule": 15.0, "options": {"expires": 60}},
    "wipe-drafts": {"task": "services.tasks.housekeeping.wipe_expired_drafts", "schedule": 600.0},
    "lapse-submissions": {"task": "services.tasks.housekeeping.lapse_unanswered", "schedule": 3600.0},
    "retire-documents": {"task": "services.tasks.housekeeping.retire_documents", "schedule": 3600.0},
    "sweep-deadlines": {"task": "services.tasks.clockwork.sweep", "schedule": 30.0, "options": {"expires": 60}},
    "follow-calendars": {
        "task": "services.tasks.clockwork.follow_calendars",
        "schedule": 45.0,
        "options": {"expires": 90},
    },
    "left-deliveries": {"task": "services.tasks.deliveries.hand_over_left_deliveries", "schedule": 600.0},
    # 00.30 WIB, 02.30 WIT: before any counter opens
    "recompute-deadlines": {"task": "services.tasks.clockwork.recompute", "schedule": crontab(minute="30", hour="17")},
    "escalate-objections": {"task": "services.tasks.objections.escalate", "schedule": 60.0, "options": {"expires": 60}},
    "survey-invite": {"task": "surveys.tasks.invitations.invite", "schedule": 600.0, "options": {"expires": 600}},
    "survey-remind": {"task": "surveys.tasks.invitations.remind", "schedule": 3600.0, "options": {"expires": 3600}},
    "survey-follow-up": {"task": "surveys.tasks.follow_up.remind_of_follow_up", "schedule": 3600.0},
    "rw-reminders": {"task": "complaints.tasks.rw_reminders.remind_of_rw_days", "schedule": 1800.0},
    "complaint-calendars": {
        "task": "complaints.tasks.clockwork.follow_limits",
        "schedule": 45.0,
        "options": {"expires": 90},
    },
    "complaint-limits": {
        "task": "complaints.tasks.clockwork.recompute_limits",
        "schedule": crontab(minute="40", hour="17"),
    },
    "complaint-alarms": {"task": "complaints.tasks.sweeps.raise_alarms", "schedule": 60.0, "options": {"expires": 60}},
    "complaint-silence": {"task": "complaints.tasks.sweeps.close_the_silent", "schedule": 900.0},
    "complaint-drafts": {"task": "complaints.tasks.sweeps.wipe_drafts", "schedule": 3600.0},
    "complaint-names": {"task": "complaints.tasks.sweeps.wipe_identities", "schedule": crontab(minute="20", hour="18")},
    # once an hour, so that an audit line never stands beside the minute of an anonymous report
    "complaint-anonymous": {"task": "complaints.tasks.sweeps.note_anonymous", "schedule": crontab(minute="7")},
    "agency-digests": {"task": "complaints.tasks.digests.send_morning_mail", "schedule": 900.0},
    "sweep-files": {"task": "office.tasks.sweep_files", "schedule": 86400.0},
}

# What the OpenAPI description of /api/v1/ tells of: services may not import the apps above.
API_URLCONF = "config.api_urls"

# Cards of the home page in their order, each a function (office, at) -> Card | None; see services/views/home_cards.py.
HOME_CARDS = ["services.views.home_cards.promise_card", "surveys.views.home_card.index_card"]

CRISPY_ALLOWED_TEMPLATE_PACKS = ("portal",)
CRISPY_TEMPLATE_PACK = "portal"
CRISPY_FAIL_SILENTLY = PRODUCTION

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Pendopo: layanan kecamatan dan kelurahan",
    "DESCRIPTION": "Kantor, layanan dan syaratnya, permohonan, pelacakan, dan pemeriksaan surat. Aturannya sama dengan halaman web.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": ["services.api.schema.say_the_rest"],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"redact": {"()": "office.logs.Redact"}},
    "formatters": {"line": {"()": "office.logs.JsonLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["redact"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("PENDOPO_LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "axes": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "pyhanko": {"level": "ERROR"},
    },
}

SILENCED_SYSTEM_CHECKS: list[str] = []
