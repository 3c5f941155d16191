"""Letters, their register of numbers, and the keys of those who sign."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from office.ids import uuid7
from office.models import Office, Post, StoredFile, User
from office.sealing import SealedJSONField, SealedTextField
from services.models.submissions import Submission
from services.workflow import LetterState


class EntryState(models.TextChoices):
    USED = "used", "Terpakai"
    RESERVED = "reserved", "Dipesan untuk surat di luar portal"
    VOID = "void", "Batal"


class RegisterEntry(models.Model):
    """A number of the register (buku agenda): given out once, never reused, void only with a reason."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="register")
    register = models.CharField("buku", max_length=24, default="surat")
    year = models.PositiveSmallIntegerField("tahun")
    seq = models.PositiveIntegerField("urut")
    number = models.CharField("nomor surat", max_length=80)
    state = models.CharField("keadaan", max_length=8, choices=EntryState.choices, default=EntryState.USED)
    subject = models.CharField("perihal", max_length=160)
    reason = models.CharField("alasan", max_length=200, blank=True)
    dated = models.DateField("tanggal surat")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "nomor surat"
        verbose_name_plural = "buku agenda"
        ordering = ["-year", "-seq"]
        constraints = [
            models.UniqueConstraint(fields=["office", "register", "year", "seq"], name="register_number_once"),
            models.CheckConstraint(condition=~Q(state="void") | ~Q(reason=""), name="register_void_has_reason"),
        ]

    def __str__(self) -> str:
        return self.number


class Letter(models.Model):
    """A letter of a submission. Frozen when issued: a correction is a revocation and a new letter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="letters")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="letters")
    state = models.CharField(
        max_length=8, choices=[(state.value, state.value) for state in LetterState], default=LetterState.DRAFT
    )
    signer = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    content = SealedJSONField(default=dict)
    content_hash = models.CharField(max_length=64)
    kind = models.CharField("jenis surat", max_length=120)
    holder_masked = models.CharField(max_length=100)
    entry = models.OneToOneField(RegisterEntry, models.PROTECT, null=True, related_name="letter")
    code = SealedTextField(blank=True)
    code_index = models.CharField(max_length=64, blank=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    signed_by = models.CharField("ditandatangani oleh", max_length=180, blank=True)
    method = models.CharField(max_length=16, blank=True)
    certificate = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    signing_since = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    valid_until = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoke_reason = models.CharField("alasan dicabut (dibaca umum)", max_length=200, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        verbose_name = "surat"
        verbose_name_plural = "surat"
        constraints = [
            models.UniqueConstraint(fields=["code_index"], condition=~Q(code_index=""), name="letter_code_once"),
            models.UniqueConstraint(
                fields=["submission"], condition=Q(state__in=["draft", "signing", "issued"]), name="letter_one_live"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "void"])
                | Q(entry__isnull=False, signer__isnull=False) & ~Q(code_index=""),
                name="letter_signing_has_number",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "signing", "void"])
                | Q(file__isnull=False, issued_at__isnull=False) & ~Q(sha256=""),
                name="letter_issued_has_bytes",
            ),
            models.CheckConstraint(
                condition=~Q(state="revoked") | Q(revoked_at__isnull=False) & ~Q(revoke_reason=""),
                name="letter_revoked_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["office", "issued_at"], name="letter_issued")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def audit_key(self) -> str:
        return f"letter:{self.pk}"


class Endorsement(models.Model):
    """A paraf: who passed which content on, at which step."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="endorsements")
    step = models.PositiveSmallIntegerField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    content_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "paraf"
        verbose_name_plural = "paraf"
        ordering = ["step", "at"]
        constraints = [models.UniqueConstraint(fields=["letter", "step"], name="endorsement_step_once")]

    def __str__(self) -> str:
        return f"paraf {self.step}"


class Authority(models.Model):
    """The installation's certificate authority, made at set-up; its key is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    certificate = models.TextField()
    key = SealedTextField()
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "otoritas sertifikat"
        verbose_name_plural = "otoritas sertifikat"

    def __str__(self) -> str:
        return self.name


class SignerKey(models.Model):
    """A signer's certificate and key; the key is locked by a passphrase that is stored nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="signer_keys")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    certificate = models.TextField()
    locked_key = SealedTextField()
    serial = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    failed_tries = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "kunci penanda tangan"
        verbose_name_plural = "kunci penanda tangan"
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(revoked_at=None), name="signer_key_one_live")
        ]

    def __str__(self) -> str:
        return self.serial


class Check(models.Model):
    """One look-up of a letter's authenticity: when and with what outcome, nothing about who asked."""

    letter = models.ForeignKey(Letter, models.CASCADE, null=True, related_name="checks")
    at = models.DateTimeField()
    how = models.CharField(max_length=4, choices=[("code", "Kode"), ("file", "Berkas")])
    outcome = models.CharField(max_length=12)

    class Meta:
        verbose_name = "pemeriksaan surat"
        verbose_name_plural = "pemeriksaan surat"
        indexes = [models.Index(fields=["letter", "at"], name="check_of_letter")]

    def __str__(self) -> str:
        return self.outcome
