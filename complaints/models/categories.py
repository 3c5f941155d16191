"""What a complaint is about: categories in two levels, an office's own copy of what the portal ships."""

from __future__ import annotations

from django.db import models

from complaints.models.agencies import Agency
from office.ids import uuid7
from office.models import Office


class Category(models.Model):
    """A topic; `parent` is empty on the first level. `agency` is a hint, the routing rules decide."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="complaint_categories")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    key = models.SlugField("kunci", max_length=40)
    name = models.CharField("nama", max_length=60)
    hint = models.CharField("keterangan", max_length=160, blank=True)
    icon = models.CharField("gambar", max_length=20, blank=True)
    agency = models.ForeignKey(Agency, models.SET_NULL, null=True, blank=True, related_name="+")
    is_sensitive = models.BooleanField(
        "rahasia bagi kantor", default=False,
        help_text="Perilaku petugas dan pungutan: langsung ke Inspektorat, tidak pernah ditampilkan",
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = "kategori pengaduan"
        verbose_name_plural = "kategori pengaduan"
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["office", "key"], name="complaint_category_once"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="complaint_category_not_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name
