"""How the web server runs, in the demo and in production: `gunicorn -c python:config.gunicorn config.wsgi`."""

import gc
import os

bind = f"{os.environ.get('PENDOPO_BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("PENDOPO_WEB_WORKERS", "2"))
worker_class = "sync"  # ASGI with sync views measured 7–12 times slower (docs/adr/0040)
preload_app = True  # the workers share what Django has loaded
timeout = 60
graceful_timeout = 10
max_requests = 2_000
max_requests_jitter = 400
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - a heartbeat file, not data
control_socket_disable = True
proc_name = "pendopo"
accesslog = None  # addresses and codes of visitors are kept nowhere
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"redact": {"()": "office.logs.Redact"}},
    "formatters": {"line": {"()": "office.logs.JsonLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["redact"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gunicorn.error": {"level": "WARNING", "propagate": True},
        "gunicorn.access": {"level": "CRITICAL", "propagate": False},
        "gunicorn.http.wsgi": {
            "level": "ERROR"
        },  # warns at every HEAD that Django answered with a body; it is dropped anyway
    },
}


def when_ready(server):
    """Load every view before the workers are forked: they share it, and no visitor waits for the first import."""
    from django.urls import resolve  # noqa: PLC0415 - Django is loaded by now, not when this file is read

    resolve("/healthz")
    gc.collect()
    gc.freeze()
