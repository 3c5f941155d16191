"""The catalogue as its editors see it: the state of each service, what a version says, what a draft changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from office.models import Office
from office.wording import duration, plain_date, rupiah, thousands, validity
from services.catalogue_fields import FIELDS, field_key
from services.models import LetterTemplate, Product, Requirement, Service, ServiceType, ServiceVersion
from services.queries.catalogue import is_paused

REVIEW_EVERY = timedelta(days=182)
"""DESIGN.md §9.2: content nobody looked at for half a year alerts the Kasi."""


def services_of(office: Office) -> QuerySet[Service]:
    """Every service of the office, whether residents see it or not; `has_draft` says that changes wait."""
    draft = ServiceVersion.objects.filter(service=OuterRef("pk"), published_at=None)
    return (
        Service.objects.filter(office=office)
        .select_related("current", "type")
        .annotate(has_draft=Exists(draft))
        .order_by("position", "name")
    )


def adoptable(office: Office) -> QuerySet[ServiceType]:
    """What the shared catalogue holds for an office of this level and it has not taken yet."""
    taken = Service.objects.filter(office=office, type=OuterRef("pk"))
    return ServiceType.objects.filter(~Exists(taken), level=office.kind).order_by("category", "name")


def states_of(service: Service, *, on: date) -> list[tuple[str, str]]:
    """The tags of a service: colour and word, the most urgent first."""
    found = [
        ("danger", "Dihentikan sementara", is_paused(service, on=on)),
        ("warning", "Perlu diperiksa ulang", is_review_due(service, on=on)),
        ("warning", "Perubahan belum terbit", service.current_id and getattr(service, "has_draft", False)),
        ("", "Draf, belum pernah terbit", not service.current_id),
        ("", "Disembunyikan dari warga", service.current_id and not service.is_offered),
        (
            "success",
            f"Terbit, versi {service.current.number}" if service.current else "",
            service.current_id and service.is_offered,
        ),
    ]
    return [(colour, word) for colour, word, holds in found if holds]


def is_review_due(service: Service, *, on: date) -> bool:
    """Published content that nobody confirmed for half a year."""
    checked = service.current.reviewed_on if service.current else None
    return bool(service.current) and (checked is None or checked < on - REVIEW_EVERY)


def version_being_edited(service: Service) -> ServiceVersion:
    """The draft, or what is published while there is none."""
    return service.versions.select_related("template").order_by("-number")[0]


def versions_of(service: Service) -> list[ServiceVersion]:
    """The history, newest first, with how many requests each version received."""
    rows = service.versions.select_related("published_by").annotate(
        requests=Count("submissions", filter=Q(submissions__service=service))
    )
    return list(rows.order_by("-number"))


def templates_for(office: Office) -> list[LetterTemplate]:
    """The newest of each letter template: the shipped ones and the office's own."""
    rows = LetterTemplate.objects.filter(Q(office=None) | Q(office=office)).order_by("code", "office", "-number")
    newest = {(row.office_id, row.code): row for row in reversed(rows)}
    return sorted(newest.values(), key=lambda row: row.name)


SECTIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "pokok": ("Data pokok", ("name", "short_name", "summary", "product", "product_name", "next_office", "needs_field_check", "on_behalf_allowed", "nik_optional")),
    "waktu": ("Batas waktu dan biaya", ("promise", "fee")),
    "keperluan": ("Pilihan keperluan", ("purposes",)),
    "syarat": ("Syarat", ("requirements",)),
    "isian": ("Isian formulir", ("fields",)),
    "prosedur": ("Prosedur", ("procedure",)),
    "komponen": (
        "Komponen lain standar pelayanan",
        ("legal_basis", "legal_basis_checked_on", "complaint_handling", "facilities", "staff_competence", "supervision", "staff_count", "guarantee", "safety", "evaluation"),
    ),
    "surat": ("Surat", ("template", "archive_code", "validity_days", "endorsers")),
}  # fmt: skip
_LABELS = {
    "promise": "Batas waktu",
    "requirements": "Syarat",
    "fee": "Biaya",
    "validity_days": "Masa berlaku",
    "template": "Naskah surat",
}
# Components of PermenPANRB 15/2014 that a version may be published without, but should not stay without.
_COMPONENTS = (
    "procedure",
    "complaint_handling",
    "facilities",
    "staff_competence",
    "supervision",
    "staff_count",
    "guarantee",
    "safety",
    "evaluation",
)


@dataclass(frozen=True)
class Line:
    """A fact of a version as the editor reads it."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class SectionView:
    key: str
    title: str
    rows: list[Line]


@dataclass(frozen=True)
class Difference:
    """What a draft changes; an empty side means that it was not there."""

    label: str
    before: str
    after: str


def sections(version: ServiceVersion) -> list[SectionView]:
    """All that a version says, section by section."""
    papers = list(version.requirements.all())
    return [
        SectionView(key, title, [_line(version, name, papers) for name in names])
        for key, (title, names) in SECTIONS.items()
    ]


def empty_components(version: ServiceVersion) -> list[str]:
    """Which of the fourteen components nobody has written yet."""
    return [label_of(name) for name in _COMPONENTS if not getattr(version, name)]


def label_of(name: str) -> str:
    """The Indonesian name of a fact, beginning with a capital."""
    label = _LABELS.get(name) or str(ServiceVersion._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def differences(draft: ServiceVersion, published: ServiceVersion) -> list[Difference]:
    """Each fact that the draft changes, requirements one by one."""
    names = [name for _, facts in SECTIONS.values() for name in facts if name != "requirements"]
    facts = [Difference(label_of(name), text_of(published, name), text_of(draft, name)) for name in names]
    return [row for row in [*facts, *_papers(draft, published)] if row.before != row.after]


def _papers(draft: ServiceVersion, published: ServiceVersion) -> list[Difference]:
    old, new = ({row.key: row for row in version.requirements.all()} for version in (published, draft))
    keys = list(dict.fromkeys([*old, *new]))
    rows = [
        Difference(
            f"Syarat: {(new.get(key) or old[key]).name}", _paper(old.get(key), published), _paper(new.get(key), draft)
        )
        for key in keys
    ]
    moved = [key for key in old if key in new] != [key for key in new if key in old]
    return [*rows, Difference("Urutan syarat", _names(old), _names(new))] if moved else rows


def _names(rows: Mapping[str, Requirement]) -> str:
    return ", ".join(row.name for row in rows.values())


def _line(version: ServiceVersion, name: str, papers: list[Requirement]) -> Line:
    if name == "requirements":
        return Line(name, label_of(name), "\n".join(_paper(row, version) for row in papers))
    return Line(name, label_of(name), text_of(version, name))


def _paper(row: Requirement | None, version: ServiceVersion) -> str:
    if row is None:
        return ""
    purposes = {purpose["key"]: purpose["label"] for purpose in version.purposes}
    facts = [row.get_kind_display(), "wajib" if row.is_required else "bila ada"]
    facts += [f"hanya {purposes.get(row.only_for, row.only_for).lower()}"] if row.only_for else []
    facts += ["ada contoh"] if row.example_id else []
    return f"{row.name} ({', '.join(facts)})" + (f". {row.note}" if row.note else "")


def text_of(version: ServiceVersion, name: str) -> str:
    """A fact in words; empty when nobody wrote it."""
    if name in _WORDS:
        return _WORDS[name](version)
    value = getattr(version, name)
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    return plain_date(value) if isinstance(value, date) else str(value or "")


def _fields(version: ServiceVersion) -> str:
    return "\n".join(FIELDS[field_key(name)].label if field_key(name) in FIELDS else name for name in version.fields)


def _steps(version: ServiceVersion) -> str:
    return "\n".join(
        f"{number}. {step['title']}. {step['text']}".strip() for number, step in enumerate(version.procedure, 1)
    )


def _validity(version: ServiceVersion) -> str:
    days = version.validity_days
    return f"{thousands(days)} hari ({validity(days)})" if days else "Tidak dibatasi"


_WORDS: dict[str, Callable[[ServiceVersion], str]] = {
    "promise": lambda version: duration(minutes=version.sop_minutes or 0, working_days=version.sop_days or 0),
    "fee": lambda version: rupiah(version.fee),
    "product": lambda version: Product(version.product).label,
    "purposes": lambda version: "\n".join(purpose["label"] for purpose in version.purposes),
    "fields": _fields,
    "procedure": _steps,
    "validity_days": _validity,
    "template": lambda version: (
        f"{version.template.name}, naskah versi {version.template.number}" if version.template else ""
    ),
    "endorsers": lambda version: ", lalu ".join(role.label for role in version.endorser_roles) or "Tanpa paraf",
}
