"""What happened to a complaint: events, stays at agencies, pauses, answers, photos, notes, supporters, the rating."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from complaints.models.agencies import Agency
from complaints.models.complaints import Complaint
from complaints.models.rules import RoutingRule
from complaints.workflow import OUTCOME_WORDS, VERB_WORDS, Outcome, Verb
from office.ids import uuid7
from office.models import StoredFile, User
from office.sealing import SealedTextField


class ComplaintEvent(models.Model):
    """One thing that happened. Everybody reads `public_note`; reporter and handlers `reporter_note`; the office `note`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="events")
    at = models.DateTimeField()
    position = models.PositiveIntegerField(default=0, help_text="Urutan dalam jam yang sama")
    verb = models.CharField(max_length=16, choices=[(v.value, VERB_WORDS[v]) for v in Verb])
    source = models.CharField(max_length=11, blank=True)
    target = models.CharField(max_length=11)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    public_note = models.CharField(max_length=500, blank=True)
    reporter_note = SealedTextField(blank=True)
    note = SealedTextField(blank=True)

    class Meta:
        verbose_name = "kejadian laporan"
        verbose_name_plural = "kejadian laporan"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["complaint", "position"], name="complaint_event_in_order")]

    def __str__(self) -> str:
        return self.verb

    @property
    def label(self) -> str:
        return VERB_WORDS[Verb(self.verb)]


class Stay(models.Model):
    """A stretch in which a complaint lay at one agency: why it came, and why it left."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="stays")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="stays")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    rule = models.ForeignKey(RoutingRule, models.SET_NULL, null=True, related_name="+")
    why = models.CharField("mengapa di sini", max_length=240)
    bounced = models.BooleanField("bukan wewenang", default=False)
    bounced_to = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    reason = models.CharField("alasan dialihkan", max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "penerusan"
        verbose_name_plural = "penerusan"
        ordering = ["came_at"]
        constraints = [
            models.UniqueConstraint(fields=["complaint"], condition=Q(left_at=None), name="stay_at_one_agency"),
            models.CheckConstraint(condition=Q(left_at=None) | Q(left_at__gte=F("came_at")), name="stay_ends_after_start"),
            models.CheckConstraint(
                condition=Q(bounced=False) | Q(left_at__isnull=False, bounced_to__isnull=False) & ~Q(reason=""),
                name="stay_bounced_names_the_right_one",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["agency", "complaint"], name="stay_of_agency"),
            models.Index(fields=["agency", "-came_at"], name="stay_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} @ {self.agency_id}"


class ComplaintPause(models.Model):
    """A stretch in which the clock stood still, because the reporter had something to say."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="pauses")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "jeda laporan"
        verbose_name_plural = "jeda laporan"
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["complaint"], condition=Q(ends_at=None), name="complaint_pause_one_open"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="complaint_pause_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d}"


class Answer(models.Model):
    """What an agency told the reporter, and what it says was done. A later answer follows a reopening; none is changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="answers")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="answers")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField("jawaban")
    outcome = models.CharField("hasil", max_length=6, choices=[(o.value, OUTCOME_WORDS[o]) for o in Outcome])
    reason = models.CharField("mengapa tidak, atau apa yang belum", max_length=500, blank=True)
    round = models.PositiveSmallIntegerField(default=0, help_text="Berapa kali laporan sudah dibuka lagi")

    class Meta:
        verbose_name = "jawaban"
        verbose_name_plural = "jawaban"
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="answer_says_something"),
            models.CheckConstraint(condition=Q(outcome="done") | ~Q(reason=""), name="answer_short_of_done_says_why"),
            models.UniqueConstraint(fields=["complaint", "round"], name="answer_one_per_round"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.outcome}"


class PhotoKind(models.TextChoices):
    REPORT = "report", "Dari pelapor"
    BEFORE = "before", "Sebelum"
    AFTER = "after", "Sesudah"
    DOCUMENT = "document", "Dokumen"


class ComplaintPhoto(models.Model):
    """A picture or paper of a complaint; public only when a person said so."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    complaint = models.ForeignKey(Complaint, models.CASCADE, null=True, related_name="photos")
    draft = models.ForeignKey("complaints.ComplaintDraft", models.CASCADE, null=True, related_name="photos")
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="proofs")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=PhotoKind.choices, default=PhotoKind.REPORT)
    position = models.PositiveSmallIntegerField(default=0)
    is_public = models.BooleanField("ditampilkan", default=False)

    class Meta:
        verbose_name = "foto laporan"
        verbose_name_plural = "foto laporan"
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(complaint__isnull=False, draft=None) | Q(complaint=None, draft__isnull=False),
                name="complaint_photo_has_one_owner",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ComplaintNote(models.Model):
    """An internal remark; it never leaves the house that wrote it: one agency, or the kecamatan (no agency)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="notes")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = SealedTextField()

    class Meta:
        verbose_name = "catatan laporan"
        verbose_name_plural = "catatan laporan"
        ordering = ["at"]

    def __str__(self) -> str:
        return f"catatan {self.complaint_id}"


class Supporter(models.Model):
    """ "Saya juga": one more person it touches. Kept as a fingerprint of a random token, so that one tap counts once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="supporters")
    token_index = models.CharField(max_length=64)
    day = models.DateField()

    class Meta:
        verbose_name = "warga terdampak"
        verbose_name_plural = "warga terdampak"
        constraints = [models.UniqueConstraint(fields=["complaint", "token_index"], name="supporter_once")]

    def __str__(self) -> str:
        return f"{self.complaint_id} +1"


class ReporterRating(models.Model):
    """What the reporter thinks of the outcome, once it is closed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    complaint = models.OneToOneField(Complaint, models.CASCADE, related_name="rating")
    solved = models.BooleanField("masalah selesai")
    score = models.PositiveSmallIntegerField("nilai")
    reason = SealedTextField("alasan", blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "penilaian pelapor"
        verbose_name_plural = "penilaian pelapor"
        constraints = [models.CheckConstraint(condition=Q(score__range=(1, 4)), name="rating_is_1_to_4")]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.score}"
