"""From rows to the content of a letter: letterhead, data, signer; plain values that can be hashed and frozen."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from office.actions.files import read
from office.models import Office, OfficeKind, Post
from office.queries.hours import hours_of
from office.roles import Capacity, Role
from services.letter_content import LetterContent, Letterhead, Prefix, Signatory
from services.models import Submission

_PREFIXES: dict[str, Prefix] = {"definitive": "", "plt": "Plt.", "plh": "Plh.", "an": "a.n.", "ub": "u.b."}


def compose(submission: Submission, signer: Post) -> LetterContent:
    """The letter as it would be signed today, without number, date and code."""
    office, version = submission.office, submission.version
    if version.template is None:
        raise ValueError(f"{version} has no letter")
    return LetterContent(
        letterhead=letterhead_of(office),
        template=version.template.blocks,
        data=letter_data(submission),
        signatory=signatory_of(signer),
        paper=office.paper,  # type: ignore[arg-type]  # the column's choices are the same two words
        validity_days=version.validity_days,
    )


def emblem_of(office: Office) -> bytes | None:
    return read(office.emblem) if office.emblem else None


def letterhead_of(office: Office) -> Letterhead:
    """Permendagri 1/2023: government, kecamatan, for a kelurahan a further line, then where it is."""
    kecamatan = office.parent or office
    named = (
        [kecamatan.name.upper(), office.name.upper()]
        if office.kind == OfficeKind.KELURAHAN and office.parent
        else [office.name.upper()]
    )
    inside = (kecamatan.name, office.region_name) if kecamatan.pk != office.pk else (office.region_name,)
    reach = [
        f"Telepon {office.phone}" if office.phone else "",
        f"laman {office.website}" if office.website else "",
        f"surel {office.email}" if office.email else "",
    ]
    return Letterhead(
        government=f"PEMERINTAH {office.region_name.upper()}",
        lines=tuple(named),
        address=tuple(
            line for line in (f"{office.address} {office.postcode}".strip(), ", ".join(filter(None, reach))) if line
        ),
        office=office.name,
        head=f"{office.head_title} {office.short_name}",
        within=inside,
        place=office.place_of_issue,
        emblem=emblem_of(office),
        emblem_mime=office.emblem.content_type if office.emblem else "image/png",
    )


def signatory_of(post: Post) -> Signatory:
    """Name with titles, rank and NIP (Permendagri 1/2023, art. 44); acting and delegated signers say for whom."""
    office = post.office
    head = f"{office.head_title} {office.short_name}"
    delegated = post.capacity in {Capacity.ON_BEHALF, Capacity.FOR_SUPERIOR}
    secretary = "Sekretaris Kecamatan" if office.kind == OfficeKind.KECAMATAN else "Sekretaris Kelurahan"
    return Signatory(
        position=post.title if delegated or post.role != Role.HEAD else head,
        name=post.user.name,
        rank=post.user.rank,
        nip=post.user.nip,
        prefix=_PREFIXES[post.capacity],
        principal=head if delegated else "",
        via=secretary if post.capacity == Capacity.FOR_SUPERIOR else "",
    )


def letter_data(submission: Submission) -> dict[str, Any]:
    """The fields as they were given, and what the portal knows of places."""
    data = dict(submission.data["fields"])
    village = submission.village
    data.setdefault("desa_kelurahan", village.full_name if village else "")
    data.setdefault("kecamatan", (submission.office.parent or submission.office).short_name)
    data.setdefault("kab_kota", submission.office.region_name)
    if data.get("tanggal_daftar_kua") and data.get("tanggal_akad"):
        data["hari_kerja_tersisa"] = _working_days(submission.office, data["tanggal_daftar_kua"], data["tanggal_akad"])
    return data


def _working_days(office: Office, registered: str, wedding: str) -> int:
    """Service days from the day of registration to the day before the wedding (PMA 30/2024 art. 3: 10 are asked for)."""
    first, last = date.fromisoformat(registered), date.fromisoformat(wedding)
    hours = hours_of(office, at=datetime.combine(first, time(12), tzinfo=UTC))
    days = min(max(0, (last - first).days), 60)
    return sum(1 for number in range(days) if hours.windows_on(first + timedelta(days=number)))


_ORDER = {Capacity.DEFINITIVE: 0, Capacity.PLT: 1, Capacity.PLH: 2, Capacity.ON_BEHALF: 3, Capacity.FOR_SUPERIOR: 4}


def posts_that_sign(office: Office, *, on: date) -> list[Post]:
    """Who may sign on that day: the head first, then the delegated."""
    posts = Post.objects.filter(office=office, signs=True, user__is_active=True).select_related(
        "user", "office__parent"
    )
    return sorted((post for post in posts if post.holds_on(on)), key=lambda post: _ORDER[Capacity(post.capacity)])


def signer_for(office: Office, *, on: date) -> Post | None:
    """Whose turn it is to sign: the head when there is one on that day, else the delegated with the highest post."""
    return next(iter(posts_that_sign(office, on=on)), None)
