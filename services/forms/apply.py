"""An application as it is being typed: its pages, its papers, and the clean values it comes to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django import forms

from office.identity import FEMALE, MALE, check_kk, check_nik
from services.application import Application
from services.forms.pages import Page
from services.forms.steps import APPLICANT, CHECK, DELIVERY, DETAILS, PAPERS, PLANS, PURPOSE, Setting, home_names
from services.models import Delivery, Requirement
from services.queries.drafts import OUTSIDE, Terms

_SEXES = {"Laki-laki": MALE, "Perempuan": FEMALE}
_ORDER = (PURPOSE, APPLICANT, DETAILS, PAPERS, DELIVERY, CHECK)


class Incomplete(Exception):
    """The application still lacks something; `args[0]` names the first step with a gap."""


class ConsentForm(forms.Form):
    """The last word before sending; the box is never pre-ticked. `website` is a trap that people do not see."""

    use_required_attribute = False
    consent = forms.BooleanField(
        label="Saya menyatakan data ini benar. Saya setuju data dipakai hanya untuk memproses surat ini",
        error_messages={"required": "Centang pernyataan untuk melanjutkan"},
    )


class Answers:
    """What was typed so far, seen through the version's questions. The wizard, the counter and the API share it."""

    def __init__(self, terms: Terms, typed: Mapping[str, str], *, bound: bool = True, at_counter: bool = False) -> None:
        self.terms, self.typed = terms, typed
        self.setting = Setting(terms, typed, bound, at_counter)

    @cached_property
    def pages(self) -> dict[str, Page]:
        """The pages with questions, in their order; those without any are left out."""
        made = {step: Page(plan(self.setting), self.typed, bound=self.setting.bound) for step, plan in PLANS.items()}
        return {step: made[step] for step in _ORDER if step in made and not made[step].is_empty}

    @cached_property
    def papers(self) -> list[Requirement]:
        """The papers asked for, given what was answered."""
        return self.terms.papers_for(purpose=self.setting.purpose, on_behalf=self.setting.on_behalf)

    @property
    def steps(self) -> list[str]:
        """The steps this application has, in order."""
        shown = set(self.pages) | {CHECK} | ({PAPERS} if self.papers else set())
        return [step for step in _ORDER if step in shown]

    def first_gap(self, given: Collection[int]) -> str:
        """The first step that still lacks something, or nothing; `given` are the requirements with a paper."""
        for step in self.steps:
            if step in self.pages and not self.pages[step].is_valid():
                return step
            if step == PAPERS and self.missing_papers(given):
                return step
        return ""

    def missing_papers(self, given: Collection[int]) -> list[Requirement]:
        return [paper for paper in self.papers if paper.is_required and paper.pk not in given]

    @cached_property
    def values(self) -> dict[str, Any]:
        """The clean values of every page by field name."""
        found: dict[str, Any] = {}
        for page in self.pages.values():
            found |= page.cleaned
        return found

    def application(self) -> Application:
        """The clean values as `intake.submit` wants them; raises Incomplete (papers are checked by `first_gap`)."""
        for step, page in self.pages.items():
            if not page.is_valid():
                raise Incomplete(step)
        values, subject = self.values, self._fields()
        own = self.setting.on_behalf or not self.terms.names_subject
        return Application(
            applicant_name=values["applicant_name"] if own else values["nama"],
            nik=values["applicant_nik"] if own else values.get("nik", ""),
            kk=values.get("no_kk", ""),
            phone=values["phone"],
            email=values["email"],
            village_code="" if values["desa_kelurahan"] == OUTSIDE else values["desa_kelurahan"],
            purpose=values.get("purpose", ""),
            is_on_behalf=self.setting.on_behalf,
            relation=values.get("relation", "") if self.setting.on_behalf else "",
            delivery=values["delivery"],
            vulnerability=self.setting.vulnerability,
            fields=subject,
            home=self._home(),
            warnings=tuple(self.warnings()),
        )

    def _home(self) -> dict[str, str]:
        """What was said about the house, when the letter is to be brought there."""
        if self.values["delivery"] != Delivery.HOME:
            return {}
        said = {name.removeprefix("home_"): self.values.get(name) for name in home_names(self.terms)}
        return {name: str(value) for name, value in said.items() if value}

    def _fields(self) -> dict[str, Any]:
        """The letter's data by catalogue key; empty answers are left out."""
        values = {**self.values, **self._place(), "no_hp": self.values["phone"]}
        return {spec.key: values[spec.key] for spec in self.terms.specs if values.get(spec.key) not in ("", None, [])}

    def _place(self) -> dict[str, str]:
        chosen = self.values["desa_kelurahan"]
        if chosen == OUTSIDE:
            names = {"desa_kelurahan": "outside_village", "kecamatan": "outside_district", "kab_kota": "outside_region"}
            return {key: self.values[name] for key, name in names.items()}
        return {"desa_kelurahan": next(area.full_name for area in self.terms.villages if area.code == chosen)}

    def warnings(self) -> Iterable[str]:
        """What looks odd and may still be right: a NIK never follows corrections or moves (DOMAIN.md §6)."""
        values, today = self.values, self.terms.today
        if values.get("nik"):
            born, sex = self._own("tanggal_lahir"), self._own("jenis_kelamin")
            birth_date = date.fromisoformat(born) if born else None
            yield from check_nik(values["nik"], today=today, birth_date=birth_date, sex=_SEXES.get(sex, "")).warnings
        if values.get("no_kk"):
            yield from check_kk(values["no_kk"], today=today).warnings

    def _own(self, key: str) -> str:
        """A fact of the person whose NIK it is, not of a child or of the deceased that other services ask about."""
        return str(self.values.get(key, "")) if any(spec.key == key for spec in self.terms.group("pemohon")) else ""
