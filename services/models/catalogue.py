"""The catalogue: shared service types, each office's services, their published versions and requirements."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import JSONField

from office.models import Office, Role, StoredFile, User


class Category(models.TextChoices):
    SOCIAL = "sosial", "Bantuan sosial & tidak mampu"
    POPULATION = "kependudukan", "KTP, KK & pindah"
    CIVIL = "pencatatan-sipil", "Kelahiran & kematian"
    MARRIAGE = "nikah", "Nikah"
    INHERITANCE = "waris", "Ahli waris"
    ECONOMY = "ekonomi", "Usaha, penghasilan & rumah"
    INTRODUCTION = "pengantar", "Surat pengantar"
    ORDER = "trantib", "Keramaian & izin kegiatan"
    LAND = "pertanahan", "Tanah"
    INFORMATION = "informasi", "Informasi publik"
    GENERAL = "umum", "Umum & lembaga"


class Product(models.TextChoices):
    LETTER = "letter", "Surat dari kantor ini"
    FORWARDED = "forwarded", "Diteruskan ke Disdukcapil"


class ServiceType(models.Model):
    """An entry of the shared catalogue that any office of its level may adopt; `draft` is the editable seed."""

    code = models.CharField("kode", max_length=20, unique=True)
    level = models.CharField("tingkat", max_length=12, choices=[("kecamatan", "Kecamatan"), ("kelurahan", "Kelurahan")])
    name = models.CharField("nama", max_length=120)
    category = models.CharField("kelompok", max_length=20, choices=Category.choices)
    draft = JSONField(default=dict)
    confidence = models.CharField("keyakinan", max_length=80, blank=True)
    source = models.CharField("sumber", max_length=300, blank=True)

    class Meta:
        verbose_name = "jenis layanan"
        verbose_name_plural = "jenis layanan"
        ordering = ["level", "name"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class LetterTemplate(models.Model):
    """Structured blocks of a letter, in numbered versions; office is empty for the shipped ones."""

    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="letter_templates")
    code = models.CharField("kode", max_length=20)
    number = models.PositiveSmallIntegerField("versi", default=1)
    name = models.CharField("nama", max_length=120)
    blocks = JSONField("isi")
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "naskah surat"
        verbose_name_plural = "naskah surat"
        constraints = [
            models.UniqueConstraint(fields=["office", "code", "number"], name="letter_template_version_once"),
            models.UniqueConstraint(
                fields=["code", "number"], condition=Q(office=None), name="letter_template_shipped_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.number}"


class Service(models.Model):
    """A service as one office offers it. What residents read stands in its published version."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="services")
    type = models.ForeignKey(ServiceType, models.PROTECT, null=True, blank=True, related_name="services")
    slug = models.SlugField("alamat", max_length=60)
    name = models.CharField("nama", max_length=120)
    category = models.CharField("kelompok", max_length=20, choices=Category.choices)
    synonyms = models.CharField(
        "sebutan lain", max_length=300, blank=True, help_text="Dipisah koma, contoh: surat miskin, sktm"
    )
    current = models.ForeignKey("services.ServiceVersion", models.PROTECT, null=True, blank=True, related_name="+")
    is_offered = models.BooleanField("ditawarkan", default=True)
    paused_until = models.DateField("dihentikan sampai", null=True, blank=True)
    pause_reason = models.CharField("alasan berhenti", max_length=160, blank=True)
    position = models.PositiveSmallIntegerField("urutan", default=100)

    class Meta:
        verbose_name = "layanan"
        verbose_name_plural = "layanan"
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["office", "slug"], name="service_slug_once")]

    def __str__(self) -> str:
        return self.name


class ServiceVersion(models.Model):
    """The standar pelayanan of a service at one time (PermenPANRB 15/2014, 14 components). Frozen when published."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("versi")
    name = models.CharField("nama", max_length=120)
    short_name = models.CharField("nama pendek", max_length=60)
    summary = models.CharField("kegunaan", max_length=300)
    # 1–6: service delivery, published
    procedure = JSONField("prosedur", default=list, blank=True)
    sop_minutes = models.PositiveSmallIntegerField("batas waktu (menit)", null=True, blank=True)
    sop_days = models.PositiveSmallIntegerField("batas waktu (hari kerja)", null=True, blank=True)
    fee = models.PositiveIntegerField("biaya (rupiah)", default=0)
    product_name = models.CharField("hasil layanan", max_length=120)
    product = models.CharField("bentuk hasil", max_length=10, choices=Product.choices, default=Product.LETTER)
    complaint_handling = models.TextField("penanganan pengaduan", blank=True)
    # 7–14: manufacturing
    legal_basis = models.TextField("dasar hukum")
    legal_basis_checked_on = models.DateField("dasar hukum diperiksa", null=True, blank=True)
    facilities = models.TextField("sarana dan prasarana", blank=True)
    staff_competence = models.TextField("kompetensi pelaksana", blank=True)
    supervision = models.TextField("pengawasan internal", blank=True)
    staff_count = models.CharField("jumlah pelaksana", max_length=120, blank=True)
    guarantee = models.TextField("jaminan pelayanan", blank=True)
    safety = models.TextField("jaminan keamanan", blank=True)
    evaluation = models.TextField("evaluasi kinerja", blank=True)

    purposes = JSONField("pilihan keperluan", default=list, blank=True)
    fields = JSONField("isian", default=list, blank=True)
    template = models.ForeignKey(LetterTemplate, models.PROTECT, null=True, blank=True, related_name="+")
    validity_days = models.PositiveSmallIntegerField("berlaku (hari)", null=True, blank=True)
    archive_code = models.CharField("kode klasifikasi", max_length=24, blank=True)
    endorsers = JSONField("paraf berjenjang", default=list, blank=True)
    next_office = models.CharField("instansi berikutnya", max_length=120, blank=True)
    needs_field_check = models.BooleanField("perlu cek lapangan", default=False)
    on_behalf_allowed = models.BooleanField("boleh diwakilkan", default=True)
    nik_optional = models.BooleanField("boleh tanpa NIK", default=False)
    changes = models.CharField("apa yang berubah", max_length=200, blank=True)

    created_at = models.DateTimeField()
    reviewed_on = models.DateField("diperiksa", null=True, blank=True)
    published_at = models.DateTimeField("terbit", null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "versi layanan"
        verbose_name_plural = "versi layanan"
        ordering = ["service", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="service_version_once"),
            models.UniqueConstraint(fields=["service"], condition=Q(published_at=None), name="service_one_draft"),
            models.CheckConstraint(
                condition=Q(sop_minutes__gt=0, sop_days=None) | Q(sop_minutes=None, sop_days__gt=0),
                name="service_one_promise",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.short_name} v{self.number}"

    @property
    def endorser_roles(self) -> list[Role]:
        return [Role(role) for role in self.endorsers]


class RequirementKind(models.TextChoices):
    ORIGINAL = "document_original", "Dokumen asli"
    COPY = "document_copy", "Salinan dokumen"
    FORM = "form", "Formulir"
    PHOTO = "photo", "Foto"
    STATEMENT = "statement_stamped", "Pernyataan bermeterai"
    PRESENCE = "presence", "Kehadiran"
    DATA = "data", "Data"


UPLOADED = frozenset(
    {
        RequirementKind.ORIGINAL,
        RequirementKind.COPY,
        RequirementKind.FORM,
        RequirementKind.PHOTO,
        RequirementKind.STATEMENT,
    }
)


class Requirement(models.Model):
    """A paper (or act) that a service version asks for, always or for one purpose only."""

    version = models.ForeignKey(ServiceVersion, models.CASCADE, related_name="requirements")
    key = models.SlugField("kunci", max_length=40)
    name = models.CharField("nama", max_length=120)
    kind = models.CharField("jenis", max_length=20, choices=RequirementKind.choices)
    is_required = models.BooleanField("wajib", default=True)
    note = models.CharField("keterangan", max_length=240, blank=True)
    only_for = models.CharField(
        "hanya untuk keperluan", max_length=40, blank=True, help_text="Kunci keperluan; kosong berarti selalu"
    )
    example = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="contoh atau formulir"
    )
    position = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "syarat"
        verbose_name_plural = "syarat"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="requirement_key_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_uploaded(self) -> bool:
        return self.kind in UPLOADED
