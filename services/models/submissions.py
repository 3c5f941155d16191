"""A citizen's case from draft to hand-over: the submission, its papers, its story."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from office.ids import uuid7
from office.models import Area, Office, StoredFile, User
from office.sealing import SealedJSONField, SealedTextField
from services.models.catalogue import Requirement, Service, ServiceVersion
from services.models.posters import Poster
from services.workflow import DONE, LABELS, State


class Source(models.TextChoices):
    WEB = "web", "Web"
    COUNTER = "loket", "Loket"
    WHATSAPP = "whatsapp", "WhatsApp"
    RW = "rw", "Kantor di RW"
    API = "api", "Aplikasi lain"


class Delivery(models.TextChoices):
    PDF = "pdf", "PDF di HP"
    COUNTER = "counter", "Ambil cetakan di loket"
    HOME = "home", "Diantar ke rumah"


class Vulnerability(models.TextChoices):
    ELDERLY = "elderly", "Lansia"
    DISABILITY = "disability", "Penyandang disabilitas"
    PREGNANT = "pregnant", "Ibu hamil"
    NURSING = "nursing", "Ibu menyusui"


class Draft(models.Model):
    """What a resident typed so far; reached by its link for 24 hours, then wiped with its files."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    version = models.ForeignKey(ServiceVersion, models.PROTECT, related_name="+")
    poster = models.ForeignKey(Poster, models.SET_NULL, null=True, related_name="+")
    token_index = models.CharField(max_length=64, unique=True)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.WEB)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    data = SealedJSONField(default=dict)
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    submission = models.OneToOneField("services.Submission", models.CASCADE, null=True, related_name="draft")

    class Meta:
        verbose_name = "draf permohonan"
        verbose_name_plural = "draf permohonan"

    def __str__(self) -> str:
        return f"draf {self.pk}"


class Submission(models.Model):
    """A request for one service. Its state moves only through `services.actions`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="submissions")
    service = models.ForeignKey(Service, models.PROTECT, related_name="submissions")
    version = models.ForeignKey(ServiceVersion, models.PROTECT, related_name="submissions")
    number = models.CharField("nomor", max_length=24, unique=True)
    code = SealedTextField()
    code_index = models.CharField(max_length=64, unique=True)
    pin_index = models.CharField(max_length=64)
    source = models.CharField("asal", max_length=10, choices=Source.choices)
    poster = models.ForeignKey(Poster, models.SET_NULL, null=True, related_name="submissions")
    village = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+", verbose_name="desa/kelurahan")
    request_key = models.CharField(
        max_length=64, unique=True, help_text="Sidik jari kiriman: kiriman ulang tidak menjadi permohonan kedua"
    )

    applicant_name = models.CharField("nama pemohon", max_length=100)
    nik = SealedTextField(blank=True)
    nik_index = models.CharField(max_length=64, blank=True)
    kk_index = models.CharField(max_length=64, blank=True)
    phone = SealedTextField(blank=True)
    phone_index = models.CharField(max_length=64, blank=True)
    phone_tail_index = models.CharField(max_length=64, blank=True)
    email = SealedTextField(blank=True)
    is_on_behalf = models.BooleanField("diwakilkan", default=False)
    purpose = models.CharField("keperluan", max_length=40, blank=True)
    data = SealedJSONField(default=dict)
    delivery = models.CharField("cara menerima", max_length=8, choices=Delivery.choices, default=Delivery.PDF)
    vulnerability = models.CharField("kelompok rentan", max_length=10, choices=Vulnerability.choices, blank=True)

    state = models.CharField("keadaan", max_length=12, choices=[(state.value, LABELS[state]) for state in State])
    is_open = models.BooleanField(default=True, editable=False)
    endorsed_steps = models.PositiveSmallIntegerField(default=0)
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="petugas")
    received_at = models.DateTimeField("diterima")
    completed_at = models.DateTimeField("berkas lengkap", null=True)
    due_at = models.DateTimeField("batas waktu", null=True)
    warn_at = models.DateTimeField("peringatan petugas", null=True, help_text="75 % dari waktu layanan")
    warned_at = models.DateTimeField("petugas diperingatkan", null=True)
    paused_at = models.DateTimeField("jeda sejak", null=True)
    overdue_since = models.DateTimeField("lewat sejak", null=True)
    finished_at = models.DateTimeField("selesai diproses", null=True)
    served_minutes = models.PositiveIntegerField("menit layanan terpakai", null=True)
    closed_at = models.DateTimeField("ditutup", null=True)
    queue_at = models.DateTimeField(help_text="Urutan antrean: batas waktu, atau batas periksa; rentan didahulukan")
    times_returned = models.PositiveSmallIntegerField(default=0)
    viewer = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    viewed_at = models.DateTimeField(null=True)
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "permohonan"
        verbose_name_plural = "permohonan"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_open=False, state__in=sorted(DONE)) | (Q(is_open=True) & ~Q(state__in=sorted(DONE))),
                name="submission_open_by_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["submitted", "returned", "rejected", "withdrawn", "lapsed"])
                | Q(completed_at__isnull=False),
                name="submission_past_check_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | Q(paused_at__isnull=False) | Q(completed_at=None),
                name="submission_returned_is_paused",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "queue_at", "id"], name="submission_queue", condition=Q(is_open=True)),
            models.Index(
                fields=["office", "state", "queue_at", "id"], name="submission_by_state", condition=Q(is_open=True)
            ),
            models.Index(fields=["officer", "queue_at", "id"], name="submission_of_officer", condition=Q(is_open=True)),
            models.Index(fields=["due_at"], name="submission_running", condition=Q(is_open=True, overdue_since=None)),
            models.Index(fields=["warn_at"], name="submission_to_warn", condition=Q(is_open=True, warned_at=None)),
            models.Index(fields=["office", "received_at"], name="submission_received"),
            models.Index(
                fields=["office", "finished_at"], name="submission_finished", condition=Q(finished_at__isnull=False)
            ),
            models.Index(fields=["service", "village", "received_at"], name="submission_by_village"),
            models.Index(fields=["office", "nik_index"], name="submission_by_nik"),
            models.Index(fields=["office", "phone_index"], name="submission_by_phone"),
            models.Index(fields=["office", "phone_tail_index"], name="submission_by_tail"),
            models.Index(
                fields=["closed_at"], name="submission_to_wipe", condition=Q(closed_at__isnull=False, wiped_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def audit_key(self) -> str:
        return f"submission:{self.number}"

    @property
    def state_label(self) -> str:
        return LABELS[State(self.state)]


class SearchTerm(models.Model):
    """A word (folded to a–z0–9) under which a submission is found by prefix: names and the number's last part."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    term = models.CharField(max_length=24)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="terms")

    class Meta:
        verbose_name = "kata cari"
        verbose_name_plural = "kata cari"
        # newest first within a word: a search reads its first rows in order and no more
        constraints = [models.UniqueConstraint("office", "term", F("submission").desc(), name="term_newest_once")]

    def __str__(self) -> str:
        return self.term


class DocumentState(models.TextChoices):
    PENDING = "pending", "Belum diperiksa"
    ACCEPTED = "accepted", "Sesuai"
    REFUSED = "refused", "Perlu diganti"


class Document(models.Model):
    """A paper of a draft or submission for one requirement. A replacement is a new row; the old one stays."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="documents")
    submission = models.ForeignKey(Submission, models.CASCADE, null=True, related_name="documents")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=DocumentState.choices, default=DocumentState.PENDING)
    reason = models.CharField("alasan", max_length=240, blank=True)
    seen_original = models.BooleanField("asli diperlihatkan", default=False)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "berkas permohonan"
        verbose_name_plural = "berkas permohonan"
        ordering = ["requirement__position", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False) | Q(submission__isnull=False), name="document_belongs_somewhere"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="document_refused_has_reason"),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(seen_original=True) | Q(state="refused"),
                name="document_has_file_or_was_seen",
            ),
            models.UniqueConstraint(
                fields=["submission", "requirement"],
                condition=Q(replaced_at=None, submission__isnull=False),
                name="document_current_once",
            ),
            models.UniqueConstraint(
                fields=["draft", "requirement"],
                condition=Q(replaced_at=None, submission=None),
                name="document_draft_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement_id}: {self.state}"


class Event(models.Model):
    """One move of a submission; the resident reads `public_note`, staff read both."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="events")
    at = models.DateTimeField()
    source = models.CharField(max_length=12, blank=True)
    target = models.CharField(max_length=12)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    public_note = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "kejadian"
        verbose_name_plural = "kejadian"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["submission", "at"], name="event_story")]

    def __str__(self) -> str:
        return f"{self.source}→{self.target}"

    @property
    def label(self) -> str:
        return LABELS[State(self.target)]


class Pause(models.Model):
    """A stretch in which the clock stood still, with the reason (only the state table pauses it)."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="pauses")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=240)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    struck_at = models.DateTimeField("dibatalkan", null=True, help_text="Jeda yang keliru: tidak dihitung lagi")
    struck_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    struck_reason = models.CharField("alasan pembatalan", max_length=240, blank=True)

    class Meta:
        verbose_name = "jeda"
        verbose_name_plural = "jeda"
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="pause_ends_after_start"
            ),
            models.UniqueConstraint(fields=["submission"], condition=Q(ends_at=None), name="pause_one_open"),
            models.CheckConstraint(
                condition=Q(struck_at=None)
                | (~Q(struck_reason="") & Q(struck_by__isnull=False, ends_at__isnull=False)),
                name="pause_struck_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class Correction(models.Model):
    """A value an officer corrected, with the old one kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=60)
    old = SealedTextField(blank=True)
    new = SealedTextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "perbaikan data"
        verbose_name_plural = "perbaikan data"
        ordering = ["at"]

    def __str__(self) -> str:
        return self.field
