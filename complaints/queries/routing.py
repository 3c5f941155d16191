"""The routing list read from its rows: where a report would go and why, what a change would move, what is wrong with the list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from complaints.models import Agency, Category, Complaint, RoutingRule
from complaints.routing import Facts, Line, first_match, keywords_of
from complaints.workflow import KIND_WORDS, Kind
from office.models import Area, Office

SILENT_AFTER = timedelta(days=90)
SIMULATED = timedelta(days=30)
MOST_SIMULATED = 1000


@dataclass(frozen=True)
class Route:
    """The answer of the list: the rule, the agency, and the sentence that says why."""

    rule: RoutingRule
    agency: Agency
    why: str

    @property
    def group(self) -> str:
        return self.rule.group


@dataclass(frozen=True)
class Change:
    """A complaint that would go elsewhere."""

    complaint: Complaint
    before: Agency
    after: Agency


@dataclass(frozen=True)
class Alarm:
    """Something wrong with the list, in words for whoever keeps it."""

    rule: RoutingRule
    text: str


def rules_of(office: Office) -> list[RoutingRule]:
    """The list in its order, the last rule last; two queries."""
    rows = RoutingRule.objects.filter(office=office).select_related("category__parent", "area", "agency")
    return list(rows.prefetch_related("agency__areas").order_by("is_default", "position"))


def line_of(rule: RoutingRule) -> Line:
    """A rule as the matcher reads it."""
    agency = rule.agency
    return Line(
        id=rule.pk, position=rule.position, agency=agency.pk, category=rule.category_id, area=rule.area_id,
        keywords=keywords_of(rule.keywords), kind=rule.kind, source=rule.source, group=rule.group, is_default=rule.is_default,
        serves=None if agency.serves_all or rule.is_default else frozenset(area.pk for area in agency.areas.all()),
        words=sentence_of(rule),
    )  # fmt: skip


def route(office: Office, facts: Facts) -> Route:
    """Where a report goes. Raises NoRoute when the office has no last rule."""
    rules = {rule.pk: rule for rule in rules_of(office) if _counts(rule)}
    line = first_match([line_of(rule) for rule in rules.values()], facts)
    rule = rules[line.id]
    return Route(rule, rule.agency, line.words)


def _counts(rule: RoutingRule) -> bool:
    return rule.is_default or (rule.is_active and rule.agency.is_active)


def facts_of(complaint: Complaint) -> Facts:
    """What the rules look at, of a complaint that exists."""
    return facts(
        complaint.category, complaint.village, text=complaint.text, kind=complaint.kind, source=complaint.source
    )


def facts(
    category: Category | None, village: Area | None, *, text: str = "", kind: str = "", source: str = ""
) -> Facts:
    return Facts(
        category=category.pk if category else None, parent=category.parent_id if category else None,
        village=village.pk if village else None, text=text, kind=kind, source=source,
    )  # fmt: skip


def sentence_of(rule: RoutingRule) -> str:
    """Aturan 3: kategori Jalan dan jembatan, Desa Mojodadi → UPT PU."""
    conditions = ", ".join(conditions_of(rule)) or "semua laporan lain"
    name = "Aturan terakhir" if rule.is_default else f"Aturan {rule.position}"
    return f"{name}: {conditions} → {rule.agency.short_name}"


def conditions_of(rule: RoutingRule) -> list[str]:
    """Each condition in a few words."""
    said = [
        f"kategori {rule.category.name}" if rule.category else "",
        rule.area.full_name if rule.area else "",
        f"memuat kata {' atau '.join(keywords_of(rule.keywords))}" if rule.keywords else "",
        f"jenis {KIND_WORDS[Kind(rule.kind)].lower()}" if rule.kind else "",
        f"asal {rule.get_source_display()}" if rule.source else "",
    ]
    return [text for text in said if text]


def simulate(
    office: Office, changed: Iterable[RoutingRule], *, at: datetime, without: UUID | None = None
) -> list[Change]:
    """Which complaints of the last month another list would have sent elsewhere; the newest thousand are asked."""
    now = [rule for rule in rules_of(office) if _counts(rule)]
    new = {rule.pk: rule for rule in now if rule.pk != without} | {rule.pk: rule for rule in changed if _counts(rule)}
    before_lines, after_lines = [line_of(rule) for rule in now], [_line_of_new(rule) for rule in new.values()]
    agencies = {rule.agency.pk: rule.agency for rule in [*now, *new.values()]}
    found = []
    for complaint in recent(office, at=at):
        asked = facts_of(complaint)
        before, after = first_match(before_lines, asked).agency, first_match(after_lines, asked).agency
        if before != after:
            found.append(Change(complaint, agencies[before], agencies[after]))
    return found


def _line_of_new(rule: RoutingRule) -> Line:
    return replace(line_of(rule), words="") if rule.pk else line_of(rule)


def recent(office: Office, *, at: datetime) -> list[Complaint]:
    """The last month's complaints that are not hidden from the office."""
    rows = Complaint.objects.filter(office=office, received_at__gte=at - SIMULATED, is_sensitive=False)
    return list(rows.select_related("category", "village").order_by("-received_at")[:MOST_SIMULATED])


def alarms(office: Office, *, at: datetime) -> list[Alarm]:
    """Rules that never match, and rules whose agency nobody answers for."""
    rules = [rule for rule in rules_of(office) if rule.is_active or rule.is_default]
    manned = set(
        Agency.objects.filter(office=office, officers__ended_at=None, officers__user__is_active=True).values_list(
            "pk", flat=True
        )
    )
    found = [
        Alarm(rule, f"{rule.agency.name} belum punya petugas. Laporan yang diteruskan tidak ada yang membaca.")
        for rule in rules
        if rule.agency_id not in manned and rule.agency.kind != "own"
    ]
    found += [
        Alarm(rule, f"{rule.agency.name} tidak aktif. Aturan ini dilewati.")
        for rule in rules
        if not rule.agency.is_active
    ]
    found += [
        Alarm(rule, "Tidak pernah cocok dalam 90 hari. Mungkin tertutup oleh aturan di atasnya.")
        for rule in rules
        if not rule.is_default and (rule.last_matched_at or rule.changed_at) < at - SILENT_AFTER
    ]
    return found
