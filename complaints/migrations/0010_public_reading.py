"""Indexes of the public list: newest first within a category, a place or a state."""

from django.db import migrations, models
from django.db.models import Q

SHOWN = Q(published_at__isnull=False)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0003_api_keys")]

    operations = [
        migrations.AddIndex(
            "complaint",
            models.Index(
                fields=["office", "category", "published_at", "id"], name="complaint_public_topic", condition=SHOWN
            ),
        ),
        migrations.AddIndex(
            "complaint",
            models.Index(
                fields=["office", "village", "rw", "published_at", "id"], name="complaint_public_place", condition=SHOWN
            ),
        ),
        migrations.AddIndex(
            "complaint",
            models.Index(
                fields=["office", "state", "published_at", "id"], name="complaint_public_state", condition=SHOWN
            ),
        ),
    ]
