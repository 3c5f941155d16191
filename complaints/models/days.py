"""Office days in the RW: the day, who comes, what is said and promised there, who wants to be reminded, feeds."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from complaints.day_states import DayState, ItemKind, ItemState
from office.ids import uuid7
from office.models import Area, Office, User
from office.sealing import SealedTextField


class RwRound(models.Model):
    """How an office goes round its RW: weekdays (Monday 0, as "2,5"), usual hours, distance, code of its letters."""

    office = models.OneToOneField(Office, models.CASCADE, related_name="rw_round")
    weekdays = models.CharField("hari", max_length=13, default="2")
    opens = models.TimeField("mulai", default=time(8))
    closes = models.TimeField("selesai", default=time(12))
    fridays = models.BooleanField("Jumat pagi boleh, selesai 11.00", default=False)
    nearest = models.PositiveSmallIntegerField("jarak paling dekat di satu RW (hari)", default=28)
    klas = models.CharField("kode klasifikasi undangan", max_length=24, default="100.2.5")

    class Meta:
        verbose_name = "putaran kantor di RW"
        verbose_name_plural = "putaran kantor di RW"
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="rw_round_closes_after_opening"),
        ]

    def __str__(self) -> str:
        return f"putaran {self.office_id}"

    @property
    def weekday_numbers(self) -> frozenset[int]:
        return frozenset(int(part) for part in self.weekdays.split(",") if part)


class RwDay(models.Model):
    """One day's office in an RW hall. Its id is the calendar's UID for life; `sequence` rises with time, place, state."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="rw_days")
    number = models.PositiveIntegerField("nomor")
    rw = models.ForeignKey(Area, models.PROTECT, related_name="rw_days", verbose_name="RW")
    state = models.CharField("keadaan", max_length=10, choices=DayState.choices, default=DayState.PLANNED)
    sequence = models.PositiveIntegerField(default=0)
    date = models.DateField("tanggal")
    opens = models.TimeField("mulai")
    closes = models.TimeField("selesai")
    hall = models.CharField("tempat", max_length=100)
    address = models.CharField("alamat", max_length=160, blank=True)
    directions = models.CharField("petunjuk arah", max_length=200, blank=True)
    latitude = models.DecimalField("lintang", max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("bujur", max_digits=9, decimal_places=6, null=True, blank=True)
    access = models.CharField("akses", max_length=300, blank=True)
    topics = models.CharField("topik rembuk warga", max_length=300, blank=True)
    forum_at = models.TimeField("rembuk warga mulai", null=True, blank=True)
    capacity = models.PositiveSmallIntegerField("nomor antrean", default=0)
    capacity_for = models.CharField("nomor antrean untuk", max_length=60, blank=True)
    moved_from = models.DateField("semula", null=True)
    move_reason = models.CharField("alasan pindah", max_length=200, blank=True)
    cancel_reason = models.CharField("alasan batal", max_length=200, blank=True)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaces")
    attendance = models.PositiveSmallIntegerField("warga hadir", null=True)
    minutes_note = models.TextField("catatan berita acara", blank=True)
    witnesses = models.TextField("yang menandatangani", blank=True, help_text="Satu orang satu baris: nama, jabatan")
    last_visitor = models.PositiveSmallIntegerField(default=0)
    last_item = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "kantor di RW"
        verbose_name_plural = "kantor di RW"
        ordering = ["date", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="rw_day_number_once"),
            models.UniqueConstraint(fields=["rw", "date"], condition=~Q(state="cancelled"), name="rw_day_once_a_date"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="rw_day_closes_after_opening"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="rw_day_cancelled_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"]) | Q(announced_at__isnull=False),
                name="rw_day_goes_on_announced",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["running", "closed"]) | Q(opened_at__isnull=False), name="rw_day_was_opened"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False, attendance__isnull=False),
                name="rw_day_closed_has_count",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="rw_day_point_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "date"], name="rw_day_calendar"),
            models.Index(fields=["rw", "date"], name="rw_day_of_rw"),
        ]

    def __str__(self) -> str:
        return f"{self.rw} {self.date}"

    @property
    def audit_key(self) -> str:
        return f"rw-day:{self.office_id}:{self.number}"

    @property
    def place_name(self) -> str:
        """ "RW 03 Pejuang"."""
        village = self.rw.parent
        return f"{self.rw.full_name} {village.name}" if village else self.rw.full_name

    @property
    def village_name(self) -> str:
        """ "Kelurahan Pejuang"."""
        return self.rw.parent.full_name if self.rw.parent else ""

    @property
    def starts_at(self) -> datetime:
        return self.at_time(self.opens)

    @property
    def ends_at(self) -> datetime:
        return self.at_time(self.closes)

    def at_time(self, hour: time) -> datetime:
        return datetime.combine(self.date, hour, tzinfo=ZoneInfo(self.office.time_zone))

    @property
    def point(self) -> tuple[float, float] | None:
        both: tuple[Decimal | None, Decimal | None] = (self.latitude, self.longitude)
        return (float(both[0]), float(both[1])) if both[0] is not None and both[1] is not None else None

    @property
    def is_public(self) -> bool:
        """Announced once, whatever became of it."""
        return self.announced_at is not None


class DayAgency(models.Model):
    """An agency at a day: which services it brings and what people bring; the number of its letter, its last e-mail."""

    day = models.ForeignKey(RwDay, models.CASCADE, related_name="agencies")
    agency = models.ForeignKey("complaints.Agency", models.PROTECT, related_name="rw_days", verbose_name="instansi")
    services = models.CharField("layanan", max_length=160, blank=True)
    bring = models.CharField("yang perlu dibawa", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    letter = models.OneToOneField("services.RegisterEntry", models.PROTECT, null=True, related_name="+")
    invited_sequence = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = "instansi di hari itu"
        verbose_name_plural = "instansi di hari itu"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["day", "agency"], name="rw_day_agency_once")]

    def __str__(self) -> str:
        return f"{self.day_id} {self.agency_id}"


class DayOfficer(models.Model):
    """A member of staff on duty at a day."""

    day = models.ForeignKey(RwDay, models.CASCADE, related_name="officers")
    user = models.ForeignKey(User, models.PROTECT, related_name="rw_days")

    class Meta:
        verbose_name = "petugas di hari itu"
        verbose_name_plural = "petugas di hari itu"
        constraints = [models.UniqueConstraint(fields=["day", "user"], name="rw_day_officer_once")]

    def __str__(self) -> str:
        return f"{self.day_id} {self.user_id}"


class DayLetter(models.Model):
    """The invitation to the head of the RW: its number and when it was given out."""

    day = models.OneToOneField(RwDay, models.CASCADE, related_name="rw_letter")
    entry = models.OneToOneField("services.RegisterEntry", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "undangan ketua RW"
        verbose_name_plural = "undangan ketua RW"

    def __str__(self) -> str:
        return f"undangan {self.day_id}"


class DayChange(models.Model):
    """What happened to a day: moved on, moved to another date, and why."""

    day = models.ForeignKey(RwDay, models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=10, choices=DayState.choices, blank=True)
    target = models.CharField(max_length=10, choices=DayState.choices)
    note = models.CharField(max_length=240, blank=True)

    class Meta:
        verbose_name = "perubahan"
        verbose_name_plural = "perubahan"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.day_id} {self.target}"


class DayVisitor(models.Model):
    """Somebody with a queue number. `token_index` is what the page or phone called them by: one number, however often sent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.ForeignKey(RwDay, models.PROTECT, related_name="visitors")
    number = models.PositiveSmallIntegerField("nomor antrean")
    token_index = models.CharField(max_length=64)
    code = SealedTextField()
    code_index = models.CharField(max_length=64, unique=True)
    pin = SealedTextField(blank=True)
    pin_index = models.CharField(max_length=64)
    name = SealedTextField("nama", blank=True)
    consents = models.BooleanField("setuju namanya dicatat", default=False)
    is_online = models.BooleanField("diambil lewat laman", default=False)
    taken_at = models.DateTimeField()
    served_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "pengunjung"
        verbose_name_plural = "pengunjung"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["day", "number"], name="rw_visitor_number_once"),
            models.UniqueConstraint(fields=["day", "token_index"], name="rw_visitor_token_once"),
        ]

    def __str__(self) -> str:
        return f"nomor {self.number}"


class DayItem(models.Model):
    """What somebody said at a day, and what was answered or promised. `summary` is what the public may read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.ForeignKey(RwDay, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField("nomor")
    visitor = models.ForeignKey(DayVisitor, models.PROTECT, null=True, related_name="items")
    kind = models.CharField("jenis", max_length=10, choices=ItemKind.choices)
    state = models.CharField("keadaan", max_length=10, choices=ItemState.choices, default=ItemState.OPEN)
    text = SealedTextField("isi")
    place = models.CharField("patokan", max_length=120, blank=True)
    summary = models.CharField("ringkasan untuk umum", max_length=300, blank=True)
    is_public = models.BooleanField("ditampilkan", default=False)
    agency = models.ForeignKey(
        "complaints.Agency", models.PROTECT, null=True, blank=True, related_name="rw_items", verbose_name="instansi"
    )
    answer = models.TextField("jawaban", max_length=1000, blank=True)
    due_on = models.DateField("dijanjikan selesai", null=True, blank=True)
    token_index = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    complaint = models.OneToOneField("complaints.Complaint", models.PROTECT, null=True, related_name="rw_item")
    submission = models.OneToOneField("services.Submission", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "catatan"
        verbose_name_plural = "catatan"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["day", "number"], name="rw_item_number_once"),
            models.UniqueConstraint(fields=["day", "token_index"], name="rw_item_token_once"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="rw_item_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="promised") | Q(due_on__isnull=False) & ~Q(answer=""),
                name="rw_item_promise_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "kept"]) | Q(finished_at__isnull=False), name="rw_item_done_has_time"
            ),
            models.CheckConstraint(condition=Q(is_public=False) | ~Q(summary=""), name="rw_item_public_has_words"),
        ]
        indexes = [
            models.Index(fields=["agency", "due_on"], name="rw_item_promised", condition=Q(state="promised")),
        ]

    def __str__(self) -> str:
        return f"{self.day_id} {self.number}"

    def is_overdue(self, today: date) -> bool:
        return self.state == ItemState.PROMISED and self.due_on is not None and self.due_on < today


class RwSubscription(models.Model):
    """An e-mail address that wants to hear of the days in one RW; silent until confirmed by its owner."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    rw = models.ForeignKey(Area, models.CASCADE, related_name="+")
    email = SealedTextField()
    email_index = models.CharField(max_length=64)
    token = SealedTextField()
    token_index = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "pengingat"
        verbose_name_plural = "pengingat"
        constraints = [models.UniqueConstraint(fields=["office", "rw", "email_index"], name="rw_subscription_once")]
        indexes = [
            models.Index(fields=["rw", "office"], name="rw_subscribers", condition=Q(confirmed_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"pengingat {self.rw_id}"


class AgencyFeed(models.Model):
    """The unguessable part of an agency's calendar address; a new one makes the old one worthless."""

    agency = models.OneToOneField("complaints.Agency", models.CASCADE, related_name="feed")
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token = SealedTextField()
    token_index = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "kalender instansi"
        verbose_name_plural = "kalender instansi"

    def __str__(self) -> str:
        return f"kalender {self.agency_id}"
