"""The Celery application: JSON only, late acknowledgement, work that may run twice."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("pendopo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
