"""Staff and the posts they hold in offices, with dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from office.ids import uuid7
from office.models.offices import Office
from office.roles import Capacity, Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **facts: Any) -> User:
        user = self.model(username=username, **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A member of staff. Rights come from posts in offices, never from flags on the person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField("nama pengguna", max_length=60, unique=True)
    name = models.CharField("nama dengan gelar", max_length=100)
    nip = models.CharField("NIP", max_length=18, blank=True)
    rank = models.CharField("pangkat/golongan", max_length=60, blank=True, help_text="Contoh: Pembina Tingkat I (IV/b)")
    email = models.EmailField("surel", blank=True)
    kk_index = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="Sidik jari KK, untuk menolak memeriksa permohonan keluarga sendiri",
    )
    nik_index = models.CharField(max_length=64, blank=True, editable=False)
    is_active = models.BooleanField("aktif", default=True)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "petugas"
        verbose_name_plural = "petugas"

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """Sessions die with the password and when somebody raises `session_epoch` (role change, leaver)."""
        return f"{super().get_session_auth_hash()}{self.session_epoch}"

    @property
    def initials(self) -> str:
        words = [word for word in self.name.replace(",", " ").split() if word[0].isalpha() and not word.endswith(".")]
        return "".join(word[0] for word in words[:2]).upper()


class Post(models.Model):
    """A role of a person in an office from one date to another; a signing post says in which capacity it signs."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="posts", verbose_name="kantor")
    user = models.ForeignKey(User, models.PROTECT, related_name="posts", verbose_name="petugas")
    role = models.CharField("peran", max_length=20, choices=Role.choices)
    title = models.CharField("jabatan", max_length=80, help_text="Contoh: Kepala Seksi Pelayanan, Loket 1")
    signs = models.BooleanField("boleh menandatangani surat", default=False)
    capacity = models.CharField("kedudukan", max_length=12, choices=Capacity.choices, default=Capacity.DEFINITIVE)
    decree = models.CharField("nomor SK", max_length=80, blank=True)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai", null=True, blank=True, help_text="Hari terakhir; kosong bila tidak dibatasi")

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ["office", "role", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="post_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(signs=False) | Q(capacity="definitive") | ~Q(decree=""),
                name="post_acting_signer_has_decree",
            ),
        ]
        indexes = [models.Index(fields=["user", "office"], name="post_of_user")]

    def __str__(self) -> str:
        return f"{self.user.name}, {self.title}"

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class InviteLink(models.Model):
    """A one-time link with which a new member of staff sets the first password."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="invites")
    token_index = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "undangan"
        verbose_name_plural = "undangan"

    def __str__(self) -> str:
        return f"undangan {self.user_id}"
