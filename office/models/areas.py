"""Areas by Kemendagri code, from the kecamatan down to RW and RT."""

from django.db import models


class AreaKind(models.TextChoices):
    KECAMATAN = "kecamatan", "Kecamatan"
    DESA = "desa", "Desa"
    KELURAHAN = "kelurahan", "Kelurahan"
    RW = "rw", "RW"
    RT = "rt", "RT"


class Area(models.Model):
    """A place; `code` is Kemendagri's (never the BPS code, and never looked up by name: names repeat)."""

    code = models.CharField("kode wilayah", max_length=32, unique=True)
    kind = models.CharField("jenis", max_length=12, choices=AreaKind.choices)
    name = models.CharField("nama", max_length=80)
    official_name = models.CharField("nama resmi", max_length=80, blank=True)
    region_name = models.CharField("kabupaten/kota", max_length=80, blank=True)
    province = models.CharField("provinsi", max_length=60, blank=True)
    postcode = models.CharField("kode pos", max_length=5, blank=True)
    bps_code = models.CharField("kode BPS", max_length=12, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="induk"
    )

    class Meta:
        verbose_name = "wilayah"
        verbose_name_plural = "wilayah"
        ordering = ["code"]
        indexes = [models.Index(fields=["parent", "kind", "code"], name="area_children")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """ "Desa Mojodadi", "Kelurahan Pejuang", "RW 03"."""
        return f"{self.get_kind_display()} {self.name}"
