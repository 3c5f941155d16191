"""Stored files and who looked at them; the bytes live in private storage."""

from django.db import models
from django.db.models import Q

from office.ids import uuid7
from office.models.offices import Office
from office.models.people import User


class FileKind(models.TextChoices):
    IDENTITY = "identity", "Berkas pemohon"
    LETTER = "letter", "Surat"
    BRAND = "brand", "Lambang kantor"
    FORM = "form", "Contoh atau formulir"
    PROOF = "proof", "Bukti penyerahan"
    COMPLAINT = "complaint", "Foto pengaduan"
    RECORD = "record", "Dokumen kegiatan"
    MEDIA = "media", "Siaran"


class StoredFile(models.Model):
    """Immutable bytes under a random name; `original_name` is only a label."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=FileKind.choices)
    original_name = models.CharField("nama berkas", max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField("ukuran (byte)")
    sha256 = models.CharField(max_length=64, db_index=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(default=1)
    has_thumbnail = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "berkas"
        verbose_name_plural = "berkas"
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="file_has_bytes")]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_image(self) -> bool:
        return self.content_type.startswith("image/")


class FileView(models.Model):
    """One look at an identity document by a member of staff; the resident may see this list."""

    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="views")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    purpose = models.CharField(max_length=80)

    class Meta:
        verbose_name = "pembukaan berkas"
        verbose_name_plural = "pembukaan berkas"
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.at:%Y-%m-%d %H:%M}"
