"""The roles a post may give and in which capacity a signer signs: names only, no tables."""

from django.db.models import TextChoices


class Role(TextChoices):
    COUNTER = "counter", "Petugas loket"
    VERIFIER = "verifier", "Verifikator"
    SECTION_HEAD = "section_head", "Kasi Pelayanan"
    SECRETARY = "secretary", "Sekretaris"
    HEAD = "head", "Camat/Lurah"
    PUBLIC_RELATIONS = "public_relations", "Humas"
    COMPLAINTS = "complaints", "Petugas pengaduan"
    AGENCY = "agency", "Petugas dinas (OPD)"
    ADMIN = "admin", "Admin kantor"
    AUDITOR = "auditor", "Pengawas"


class Capacity(TextChoices):
    DEFINITIVE = "definitive", "Definitif"
    PLT = "plt", "Plt. (pelaksana tugas)"
    PLH = "plh", "Plh. (pelaksana harian)"
    ON_BEHALF = "an", "a.n. (atas nama)"
    FOR_SUPERIOR = "ub", "u.b. (untuk beliau)"
