"""The questions of an application in their order: what each step asks of whom, from the version's own fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms

from office.identity import check_nik
from services.catalogue_fields import FIELDS, FieldSpec
from services.forms.fields import field_of, pick
from services.forms.judges import read_date
from services.forms.pages import Plan, Section
from services.forms.people import PeopleRows
from services.models import Delivery, Product, Vulnerability
from services.queries.drafts import OUTSIDE, Terms

PURPOSE, APPLICANT, DETAILS, PAPERS, DELIVERY, CHECK = "keperluan", "pemohon", "isian", "berkas", "terima", "periksa"
FEW_DETAILS = 3
"""So few further questions share the page of the purpose: each page is one more round trip on a weak network."""
SELF, OTHER = "sendiri", "wakil"
TITLES = {
    PURPOSE: "Keperluan", APPLICANT: "Data pemohon", DETAILS: "Isian surat", PAPERS: "Unggah berkas",
    DELIVERY: "Cara menerima", CHECK: "Periksa jawaban Anda",
}  # fmt: skip
_PHONE = replace(
    FIELDS["no_hp"],
    key="phone",
    label="Nomor WhatsApp",
    hint="Contoh: 0812 3456 7890. Petugas memberi kabar ke nomor ini",
    required=True,
)
_EMAIL = replace(FIELDS["email"], required=False, hint="Contoh: nama@contoh.id. Kabar dikirim ke sini juga")
_OUTSIDE = {
    "outside_village": FieldSpec(
        "outside_village", "Desa atau kelurahan di luar", hint="Contoh: Desa Gedeg", max_length=80
    ),
    "outside_district": FieldSpec("outside_district", "Kecamatan", hint="Contoh: Kecamatan Gedeg", max_length=80),
    "outside_region": FieldSpec(
        "outside_region", "Kabupaten atau kota", hint="Contoh: Kabupaten Mojokerto", max_length=80
    ),
}
_HOME = {
    "home_address": replace(FIELDS["alamat"], key="home_address", label="Alamat rumah untuk mengantar"),
    "home_rt": replace(FIELDS["rt"], key="home_rt"),
    "home_rw": replace(FIELDS["rw"], key="home_rw"),
    "home_landmark": FieldSpec("home_landmark", "Patokan rumah", hint="Contoh: rumah cat hijau, samping musala", max_length=160),
}  # fmt: skip
_KNOWN_AS = {"home_address": ("alamat", "alamat_domisili"), "home_rt": ("rt",), "home_rw": ("rw",)}
"""What the letter itself asks for is not asked again."""


@dataclass(frozen=True)
class Setting:
    """The circumstances that change what is asked: typed answers of earlier steps, and who does the typing."""

    terms: Terms
    typed: Mapping[str, str]
    bound: bool
    at_counter: bool = False

    @property
    def on_behalf(self) -> bool:
        return self.terms.may_be_on_behalf and self.typed.get("whom") == OTHER

    @property
    def purpose(self) -> str:
        """The chosen purpose, when it is one of the version's."""
        chosen = self.typed.get("purpose", "")
        return chosen if chosen in {entry["key"] for entry in self.terms.version.purposes} else ""

    @property
    def vulnerability(self) -> str:
        """As declared, or elderly by the applicant's own birth date, typed or within the NIK."""
        declared = self.typed.get("vulnerability", "")
        if declared in Vulnerability.values:
            return declared
        born = self._born
        return Vulnerability.ELDERLY if born and _age(born, self.terms.today) >= self.terms.office.elderly_from else ""

    @property
    def _born(self) -> date | None:
        own = {spec.key for spec in self.terms.group("pemohon")}
        if "tanggal_lahir" in own:
            return read_date(self.typed.get("tanggal_lahir", ""))
        return check_nik(self.typed.get("nik", ""), today=self.terms.today).birth_date if "nik" in own else None

    def field(self, spec: FieldSpec, **options: Any) -> forms.Field:
        if spec.kind in {"nik", "kk"} and self.terms.version.nik_optional:
            options.setdefault("required", False)
        return field_of(spec, today=self.terms.today, **options)


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def details_share_purpose(terms: Terms) -> bool:
    """Whether the letter's own fields are few and plain enough to stand on the first page."""
    details = terms.group("isi")
    return len(details) <= FEW_DETAILS and all(spec.kind != "people" for spec in details)


def purpose_plan(setting: Setting) -> Plan:
    """What the letter is for, and for whom."""
    terms, plan = setting.terms, Plan(sections=[Section()])
    if terms.version.purposes:
        choices = [(entry["key"], entry["label"]) for entry in terms.version.purposes]
        plan.ask("purpose", pick("Surat ini dipakai untuk apa?", choices, words="Pilih kegunaan surat"))
    _ask_specs(plan, terms.group("keperluan"), setting)
    if details_share_purpose(terms):
        plan.sections.append(Section())
        _ask_specs(plan, terms.group("isi"), setting)
    if terms.may_be_on_behalf:
        whom = [(SELF, "Untuk saya sendiri"), (OTHER, "Untuk orang lain yang saya wakili")]
        hint = "Bila mewakili, siapkan surat kuasa atau bukti hubungan keluarga"
        plan.ask("whom", pick("Surat ini untuk siapa?", whom, hint=hint, words="Pilih untuk siapa surat ini"))
    return plan


def details_plan(setting: Setting) -> Plan:
    """The letter's own fields."""
    plan = Plan(sections=[Section()])
    if not details_share_purpose(setting.terms):
        _ask_specs(plan, setting.terms.group("isi"), setting)
    return plan


def _ask_specs(plan: Plan, specs: list[FieldSpec], setting: Setting) -> None:
    for spec in specs:
        if spec.kind == "people":
            optional = setting.terms.version.nik_optional
            plan.ask_people(
                PeopleRows(spec, setting.typed, today=setting.terms.today, bound=setting.bound, nik_optional=optional)
            )
        else:
            plan.ask(spec.key, setting.field(spec))


def applicant_plan(setting: Setting) -> Plan:
    """Who asks, whom the letter is about, and how to reach them."""
    terms, plan = setting.terms, Plan(check=_outside_check)
    if setting.on_behalf or not terms.names_subject or (setting.at_counter and terms.may_be_on_behalf):
        _ask_helper(plan, setting)
    plan.sections.append(Section("Orang yang Anda wakili" if setting.on_behalf else ""))
    for spec in terms.group("pemohon"):
        if spec.kind == "area":
            _ask_village(plan, setting, spec)
        elif spec.key not in {"no_hp", "email"}:
            plan.ask(spec.key, setting.field(spec))
    if "desa_kelurahan" not in terms.keys:
        _ask_village(plan, setting, FIELDS["desa_kelurahan"])
    _ask_reach(plan, setting)
    return plan


def _ask_helper(plan: Plan, setting: Setting) -> None:
    """The person at the phone, when the letter does not name them itself."""
    needed = setting.on_behalf or not setting.terms.names_subject
    representing = setting.terms.may_be_on_behalf
    title = "Bila diwakilkan: data yang mewakili" if setting.at_counter and representing else "Data Anda"
    plan.sections.append(Section(title, fold=setting.at_counter and representing))
    plan.ask("applicant_name", setting.field(FIELDS["nama"], required=needed))
    plan.ask("applicant_nik", setting.field(FIELDS["nik"], required=needed and not setting.terms.version.nik_optional))
    if representing:
        relation = replace(FIELDS["hubungan"], label="Hubungan Anda dengan orang itu", required=needed)
        plan.ask("relation", setting.field(relation))


def _ask_village(plan: Plan, setting: Setting, spec: FieldSpec) -> None:
    office = setting.terms.office
    outside = f"Luar {office.name}"
    choices = [*((area.code, area.full_name) for area in setting.terms.villages), (OUTSIDE, outside)]
    words = "Pilih kelurahan" if office.kind == "kelurahan" else "Pilih desa atau kelurahan"
    plan.ask("desa_kelurahan", pick(spec.label, choices, hint=spec.hint, words=words))
    plan.sections.append(Section(f"Tinggal di {outside[0].lower()}{outside[1:]}?", fold=True))
    for name, asked in _OUTSIDE.items():
        plan.ask(name, setting.field(asked, required=False))
    plan.sections.append(Section())


def _outside_check(cleaned: dict[str, Any]) -> dict[str, str]:
    """Somebody from elsewhere writes the place out, because the letter names it."""
    if cleaned.get("desa_kelurahan") != OUTSIDE:
        return {}
    words = {
        "outside_village": "Isi desa atau kelurahan",
        "outside_district": "Isi kecamatan",
        "outside_region": "Isi kabupaten atau kota",
    }
    return {name: text for name, text in words.items() if name in cleaned and not cleaned[name]}


def _ask_reach(plan: Plan, setting: Setting) -> None:
    plan.sections.append(Section("Cara menghubungi Anda"))
    email = next((spec for spec in setting.terms.specs if spec.key == "email"), _EMAIL)
    plan.ask("phone", setting.field(_PHONE, required=not setting.at_counter))
    plan.ask(
        "email",
        setting.field(
            replace(_EMAIL, required=email.required and "email" in setting.terms.keys and not setting.at_counter)
        ),
    )
    hint = "Kelompok ini kami dahulukan, dan suratnya boleh diantar ke rumah"
    plan.ask("vulnerability", pick("Termasuk kelompok ini?", Vulnerability.choices, required=False, hint=hint))


def delivery_plan(setting: Setting) -> Plan:
    """How the product reaches the resident."""
    letter = setting.terms.version.product == Product.LETTER
    ways: list[tuple[str, str]] = [(Delivery.PDF, "PDF, diunduh di HP")] if letter else []
    ways.append((Delivery.COUNTER, "Ambil cetakan di loket" if letter else "Ambil di loket"))
    if setting.vulnerability or setting.at_counter:
        ways.append((Delivery.HOME, "Diantar ke rumah, gratis"))
    hint = (
        "PDF sah dan bisa dicetak sendiri. Surat bertanda tangan elektronik"
        if letter
        else "Kami memberi kabar bila sudah siap"
    )
    plan = Plan(sections=[Section()], check=lambda cleaned: _home_check(cleaned, setting))
    plan.ask("delivery", pick("Bagaimana Anda ingin menerimanya?", ways, hint=hint, words="Pilih cara menerima"))
    if ways[-1][0] == Delivery.HOME:
        plan.sections.append(Section("Bila diantar ke rumah"))
        for name in home_names(setting.terms):
            plan.ask(name, setting.field(_HOME[name], required=False))
    return plan


def home_names(terms: Terms) -> list[str]:
    """The questions about the house that the letter's own questions leave open."""
    return [name for name in _HOME if not set(_KNOWN_AS.get(name, ())) & set(terms.keys)]


def _home_check(cleaned: dict[str, Any], setting: Setting) -> dict[str, str]:
    """At the counter everything stands on one page, so the choice is open before vulnerability is known."""
    if cleaned.get("delivery") == Delivery.HOME and not setting.vulnerability:
        return {
            "delivery": "Diantar ke rumah hanya untuk lansia, penyandang disabilitas, ibu hamil atau menyusui. Pilih kelompoknya, atau cara lain"
        }
    if cleaned.get("delivery") == Delivery.HOME and "home_address" in cleaned and not cleaned["home_address"]:
        return {"home_address": "Isi alamat rumah, supaya petugas tahu ke mana mengantar"}
    return {}


PLANS = {PURPOSE: purpose_plan, APPLICANT: applicant_plan, DETAILS: details_plan, DELIVERY: delivery_plan}
