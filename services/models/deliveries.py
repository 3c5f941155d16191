"""Antar ke rumah: a letter that is brought home, each step of the way, and the proof that it arrived."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from office.ids import uuid7
from office.models import Area, Office, StoredFile, User
from office.sealing import SealedTextField
from services.models.letters import RegisterEntry
from services.models.objections import Objection
from services.models.submissions import Submission
from services.workflow import DELIVERY_LABELS, DELIVERY_OVER, DeliveryState


class DeliveryCause(models.TextChoices):
    VULNERABLE = "vulnerable", "Kelompok rentan"
    OBJECTION = "objection", "Keberatan terbukti"
    AUTOMATIC = "automatic", "Lewat batas, tanpa keberatan"


class DeliveryRound(models.Model):
    """One way out of a courier with several letters: what the surat tugas names."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    courier = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="petugas antar")
    entry = models.OneToOneField(
        RegisterEntry, models.PROTECT, null=True, related_name="+", verbose_name="nomor surat tugas"
    )
    left_at = models.DateTimeField("berangkat")
    arrives_by = models.DateTimeField("tiba paling lambat", null=True)

    class Meta:
        verbose_name = "putaran antar"
        verbose_name_plural = "putaran antar"
        constraints = [
            models.CheckConstraint(
                condition=Q(arrives_by=None) | Q(arrives_by__gte=F("left_at")), name="round_arrives_after_leaving"
            )
        ]

    def __str__(self) -> str:
        return f"putaran {self.pk}"

    @property
    def audit_key(self) -> str:
        return f"round:{self.pk}"


class HomeDelivery(models.Model):
    """The task of bringing one submission's letter home; one row for the life of the submission."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="deliveries")
    submission = models.OneToOneField(Submission, models.PROTECT, related_name="home_delivery")
    cause = models.CharField("sebab", max_length=10, choices=DeliveryCause.choices)
    objection = models.OneToOneField(Objection, models.PROTECT, null=True, related_name="delivery")
    courier = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="petugas antar")
    village = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+", verbose_name="desa/kelurahan")
    rw = models.CharField("RW", max_length=3, blank=True)
    rt = models.CharField("RT", max_length=3, blank=True)
    address = SealedTextField("alamat", blank=True)
    landmark = SealedTextField("patokan", blank=True)
    place = SealedTextField("titik", blank=True, help_text="Lintang,bujur; boleh kosong")
    phone = SealedTextField("nomor HP", blank=True)
    bring = models.CharField("yang dibawa", max_length=240, blank=True)
    state = models.CharField(
        "keadaan", max_length=10, choices=[(state.value, DELIVERY_LABELS[state]) for state in DeliveryState]
    )
    is_open = models.BooleanField(default=True, editable=False)
    round = models.ForeignKey(DeliveryRound, models.SET_NULL, null=True, related_name="deliveries")
    attempts = models.PositiveSmallIntegerField("kali diantar", default=0)
    created_at = models.DateTimeField("dibuat")
    ready_at = models.DateTimeField("surat siap", null=True)
    delivered_at = models.DateTimeField("sampai", null=True)
    confirmed_at = models.DateTimeField("dibenarkan pemohon", null=True)
    disputed_at = models.DateTimeField("disangkal pemohon", null=True)

    class Meta:
        verbose_name = "pengantaran"
        verbose_name_plural = "pengantaran"
        constraints = [
            models.CheckConstraint(
                condition=Q(is_open=False, state__in=sorted(DELIVERY_OVER))
                | (Q(is_open=True) & ~Q(state__in=sorted(DELIVERY_OVER))),
                name="delivery_open_by_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(delivered_at__isnull=False), name="delivery_delivered_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(cause="objection") | Q(objection__isnull=False),
                name="delivery_cause_fits",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "village", "rw", "id"], name="delivery_round", condition=Q(is_open=True)),
            models.Index(
                fields=["courier", "village", "rw", "id"], name="delivery_of_courier", condition=Q(is_open=True)
            ),
            models.Index(fields=["office", "created_at"], name="delivery_created"),
        ]

    def __str__(self) -> str:
        return f"pengantaran {self.pk}"

    @property
    def audit_key(self) -> str:
        return f"delivery:{self.pk}"

    @property
    def state_label(self) -> str:
        return DELIVERY_LABELS[DeliveryState(self.state)]


class DeliveryEvent(models.Model):
    """One step of a delivery, with its time and who took it; the resident reads `public_note`."""

    delivery = models.ForeignKey(HomeDelivery, models.CASCADE, related_name="events")
    at = models.DateTimeField()
    source = models.CharField(max_length=10, blank=True)
    target = models.CharField(max_length=10)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    public_note = models.CharField(max_length=240, blank=True)

    class Meta:
        verbose_name = "langkah pengantaran"
        verbose_name_plural = "langkah pengantaran"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.source}→{self.target}"


class ProofMethod(models.TextChoices):
    SIGNATURE = "signature", "Tanda tangan di HP"
    PHOTO = "photo", "Foto penyerahan"
    PIN = "pin", "PIN pemohon"


class DeliveryProof(models.Model):
    """Who received the letter and how that is shown; made on the phone, possibly long before it reached us."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delivery = models.ForeignKey(HomeDelivery, models.PROTECT, related_name="proofs")
    key = models.UUIDField("kunci", unique=True, help_text="Dibuat di HP: kiriman ulang tidak menjadi bukti kedua")
    method = models.CharField("cara", max_length=10, choices=ProofMethod.choices)
    receiver_name = SealedTextField("nama penerima")
    relation = models.CharField("hubungan", max_length=40)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    place = SealedTextField("tempat", blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField("dibuat di HP")
    received_at = models.DateTimeField("diterima server")
    accepted = models.BooleanField(
        "dipakai",
        default=True,
        help_text="Tidak, bila orang lain sudah menyerahkan lebih dulu; buktinya tetap disimpan",
    )

    class Meta:
        verbose_name = "bukti penyerahan"
        verbose_name_plural = "bukti penyerahan"
        constraints = [
            models.CheckConstraint(condition=Q(method="pin") | Q(file__isnull=False), name="proof_has_file_or_pin")
        ]

    def __str__(self) -> str:
        return f"bukti {self.pk}"
