"""A complaint, where it lay, and who reported it; the reporter stands apart, sealed. States move through `complaints.actions` only."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from complaints.models.agencies import Agency
from complaints.models.categories import Category
from complaints.models.rules import KIND_CHOICES, ComplaintSource, RoutingRule
from complaints.workflow import DESK_WORDS, DONE, IDENTITY_WORDS, KIND_WORDS, PUBLIC_WORDS, Identity, Kind, State
from office.ids import uuid7
from office.models import Area, Office, User
from office.sealing import SealedJSONField, SealedTextField


class ClosedHow(models.TextChoices):
    CONFIRMED = "confirmed", "Disetujui pelapor"
    SILENT = "silent", "Selesai tanpa konfirmasi"
    ON_THE_SPOT = "on_the_spot", "Selesai di tempat"


class ComplaintDraft(models.Model):
    """What a reporter typed before sending; gone when it is sent or after a day. It says nothing of its writer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    token_index = models.CharField(max_length=64, unique=True)
    data = SealedJSONField(default=dict)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "draf laporan"
        verbose_name_plural = "draf laporan"

    def __str__(self) -> str:
        return f"draf {self.pk}"


class Complaint(models.Model):
    """One report. Of an anonymous one every id is random and every time is the hour."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="complaints")
    number = models.CharField("nomor", max_length=24, unique=True)
    code_index = models.CharField(max_length=64, unique=True)
    pin_index = models.CharField(max_length=64, blank=True)
    request_key = models.CharField(max_length=64, unique=True, help_text="Kiriman ulang tidak menjadi laporan kedua")
    source = models.CharField("asal", max_length=10, choices=ComplaintSource.choices)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="dicatat oleh")

    kind = models.CharField("jenis", max_length=12, choices=KIND_CHOICES, default=Kind.COMPLAINT.value)
    needs_investigation = models.BooleanField("berkadar pengawasan", default=False)
    category = models.ForeignKey(Category, models.PROTECT, related_name="complaints", verbose_name="kategori")
    is_sensitive = models.BooleanField("ditangani pengawas", default=False)
    village = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+", verbose_name="desa/kelurahan")
    rw = models.CharField("RW", max_length=3, blank=True)
    landmark = models.CharField("patokan", max_length=160, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=4, null=True)
    title = models.CharField("judul", max_length=120)
    text = SealedTextField("isi")
    public_text = models.TextField("isi untuk umum", blank=True)
    identity = models.CharField("pelapor", max_length=9, choices=[(i.value, IDENTITY_WORDS[i]) for i in Identity])
    may_publish = models.BooleanField("boleh ditampilkan", default=False)
    published_at = models.DateTimeField("ditampilkan", null=True)

    state = models.CharField("keadaan", max_length=11, choices=[(s.value, DESK_WORDS[s]) for s in State])
    returns_to = models.CharField(max_length=11, blank=True, help_text="Keadaan sebelum menunggu pelapor")
    is_open = models.BooleanField(default=True, editable=False)
    is_held = models.BooleanField("ditahan untuk diperiksa", default=False)
    held_reason = models.CharField("alasan ditahan", max_length=160, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="complaints", verbose_name="dinas")
    group = models.CharField("kelompok petugas", max_length=40, blank=True)
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="petugas")
    rule = models.ForeignKey(RoutingRule, models.SET_NULL, null=True, related_name="+")
    why = models.CharField("mengapa di sini", max_length=240, blank=True)
    reason = models.CharField("alasan ditutup", max_length=500, blank=True)
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="duplicates")
    supporter_count = models.PositiveIntegerField("warga terdampak lain", default=0)

    received_at = models.DateTimeField("diterima")
    verified_at = models.DateTimeField("diperiksa", null=True)
    forwarded_at = models.DateTimeField("diteruskan", null=True)
    answered_at = models.DateTimeField("dijawab", null=True)
    closed_at = models.DateTimeField("ditutup", null=True)
    closed_how = models.CharField("cara ditutup", max_length=11, choices=ClosedHow.choices, blank=True)
    step_from = models.DateTimeField("langkah ini sejak")
    step_due = models.DateTimeField("batas langkah ini", null=True)
    due_at = models.DateTimeField("batas jawaban", null=True)
    paused_at = models.DateTimeField("jeda sejak", null=True)
    alarm_at = models.DateTimeField("peringatan berikutnya", null=True)
    alarm_level = models.PositiveSmallIntegerField(default=0, help_text="1 diingatkan, 2 kepala dinas, 3 camat")
    overdue_since = models.DateTimeField("lewat sejak", null=True)
    missed_at = models.DateTimeField("pertama kali lewat", null=True)
    escalated_at = models.DateTimeField("di meja camat sejak", null=True)
    times_bounced = models.PositiveSmallIntegerField("kali salah alamat", default=0)
    times_reopened = models.PositiveSmallIntegerField("kali dibuka lagi", default=0)
    sp4n_id = models.CharField("nomor SP4N-LAPOR", max_length=24, blank=True)
    noted_at = models.DateTimeField(null=True, help_text="Laporan tanpa nama dicatat dalam jejak audit kemudian")
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "laporan"
        verbose_name_plural = "laporan"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_open=False, state__in=sorted(state.value for state in DONE)) | (Q(is_open=True) & ~Q(state__in=sorted(state.value for state in DONE))),
                name="complaint_open_by_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["forwarded", "in_progress", "answered"]) | Q(agency__isnull=False),
                name="complaint_forwarded_has_agency",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", paused_at__isnull=False) & ~Q(returns_to="")
                | ~Q(state="waiting") & Q(paused_at=None, returns_to=""),
                name="complaint_waiting_is_paused",
            ),
            models.CheckConstraint(
                condition=Q(state="duplicate", duplicate_of__isnull=False)
                | ~Q(state="duplicate") & Q(duplicate_of=None),
                name="complaint_duplicate_has_main",
            ),
            models.CheckConstraint(condition=~Q(duplicate_of=F("id")), name="complaint_not_its_own_duplicate"),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(may_publish=True, is_sensitive=False) & ~Q(public_text=""),
                name="complaint_published_was_allowed",
            ),
            models.CheckConstraint(
                condition=~Q(identity="anonymous") | Q(entered_by=None, pin_index=""),
                name="complaint_anonymous_has_one_key",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["rejected", "archived"]) | ~Q(reason=""), name="complaint_refused_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False) & ~Q(closed_how=""),
                name="complaint_closed_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False), name="complaint_answered_has_time"
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="complaint_point_is_whole",
            ),
            models.CheckConstraint(condition=Q(is_held=False) | ~Q(held_reason=""), name="complaint_held_has_reason"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["office", "step_due", "id"], name="complaint_queue", condition=Q(is_open=True)),
            models.Index(fields=["office", "state", "step_due", "id"], name="complaint_by_state", condition=Q(is_open=True)),
            models.Index(fields=["agency", "step_due", "id"], name="complaint_inbox", condition=Q(is_open=True)),
            models.Index(fields=["agency", "state", "step_due", "id"], name="complaint_inbox_state", condition=Q(is_open=True)),
            models.Index(fields=["officer", "step_due", "id"], name="complaint_of_officer", condition=Q(is_open=True)),
            models.Index(fields=["agency", "closed_at", "id"], name="complaint_inbox_done", condition=Q(is_open=False)),
            models.Index(fields=["alarm_at"], name="complaint_alarm", condition=Q(is_open=True, alarm_at__isnull=False)),
            models.Index(fields=["step_due"], name="complaint_waits", condition=Q(state__in=["answered", "waiting"])),
            models.Index(fields=["office", "received_at", "id"], name="complaint_received"),
            models.Index(fields=["office", "category", "received_at"], name="complaint_by_category"),
            models.Index(fields=["office", "village", "rw", "received_at"], name="complaint_by_place"),
            models.Index(
                fields=["office", "published_at", "id"], name="complaint_published",
                condition=Q(published_at__isnull=False),
            ),
            models.Index(
                fields=["office", "category", "published_at", "id"], name="complaint_public_topic",
                condition=Q(published_at__isnull=False),
            ),
            models.Index(
                fields=["office", "village", "rw", "published_at", "id"], name="complaint_public_place",
                condition=Q(published_at__isnull=False),
            ),
            models.Index(
                fields=["office", "state", "published_at", "id"], name="complaint_public_state",
                condition=Q(published_at__isnull=False),
            ),
            models.Index(fields=["office", "step_due"], name="complaint_escalated", condition=Q(is_open=True, escalated_at__isnull=False)),
            models.Index(fields=["noted_at"], name="complaint_to_note", condition=Q(identity="anonymous", noted_at=None)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def audit_key(self) -> str:
        return f"complaint:{self.number}"

    @property
    def state_label(self) -> str:
        """The word residents read."""
        return PUBLIC_WORDS[State(self.state)]

    @property
    def desk_label(self) -> str:
        """The word the office reads."""
        return DESK_WORDS[State(self.state)]

    @property
    def kind_label(self) -> str:
        return KIND_WORDS[Kind(self.kind)]

    @property
    def is_anonymous(self) -> bool:
        return self.identity == Identity.ANONYMOUS


class ComplaintIdentity(models.Model):
    """Who reported: a table of its own, sealed. An anonymous complaint has no row here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    complaint = models.OneToOneField(Complaint, models.CASCADE, related_name="reporter")
    name = SealedTextField()
    phone = SealedTextField(blank=True)
    phone_index = models.CharField(max_length=64, blank=True)
    email = SealedTextField(blank=True)
    nik = SealedTextField(blank=True)
    nik_index = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "identitas pelapor"
        verbose_name_plural = "identitas pelapor"
        indexes = [models.Index(fields=["phone_index"], name="complaint_reporter_phone", condition=~Q(phone_index=""))]

    def __str__(self) -> str:
        return f"pelapor {self.complaint_id}"


class IdentityOpening(models.Model):
    """One look at a secret reporter's identity, and why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="openings")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField("alasan", max_length=240)

    class Meta:
        verbose_name = "pembukaan identitas"
        verbose_name_plural = "pembukaan identitas"
        ordering = ["-at"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="identity_opening_has_reason")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.at:%Y-%m-%d}"


class ComplaintTerm(models.Model):
    """A word of a complaint (folded to a-z, without figures) by which the desk finds it: the text itself is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    term = models.CharField(max_length=24)
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="terms")

    class Meta:
        verbose_name = "kata cari laporan"
        verbose_name_plural = "kata cari laporan"
        constraints = [models.UniqueConstraint("office", "term", F("complaint").desc(), name="complaint_term_once")]

    def __str__(self) -> str:
        return self.term
