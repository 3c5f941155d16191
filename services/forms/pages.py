"""One page of questions: its fields in sections, its lists of people, and what they come to when all is well."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from services.forms.fields import Questions
from services.forms.people import PeopleRows

Check = Callable[[dict[str, Any]], dict[str, str]]


@dataclass
class Section:
    """Fields under one heading; `fold` hides rarely needed ones behind a line that opens them."""

    title: str = ""
    names: list[str] = field(default_factory=list)
    fold: bool = False


@dataclass
class Plan:
    """What a page asks, before anything was typed. `check` names further errors that depend on several answers."""

    fields: dict[str, forms.Field] = field(default_factory=dict)
    people: dict[str, PeopleRows] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    check: Check = field(default=lambda cleaned: {})

    def ask(self, name: str, asked: forms.Field) -> None:
        self.fields[name] = asked
        self.sections[-1].names.append(name)

    def ask_people(self, rows: PeopleRows) -> None:
        self.people[rows.spec.key] = rows
        self.sections[-1].names.append(rows.spec.key)


class Page:
    """A plan with what was typed. Bound, it judges; unbound, it only shows the text again."""

    def __init__(self, plan: Plan, typed: Mapping[str, str], *, bound: bool) -> None:
        self.plan = plan
        initial = {name: typed.get(name, "") for name in plan.fields}
        self.form = Questions(plan.fields, dict(typed) if bound else None, initial=initial)
        self._checked = False

    @property
    def is_empty(self) -> bool:
        return not self.plan.fields and not self.plan.people

    @property
    def forms(self) -> list[Questions]:
        """Every form of the page, for the error summary."""
        return [self.form, *(row for rows in self.plan.people.values() for row in rows)]

    def names(self) -> list[str]:
        """The names of everything this page may post."""
        return [*self.plan.fields, *(name for rows in self.plan.people.values() for name in rows.names())]

    def is_valid(self) -> bool:
        judged = [self.form.is_valid(), *(rows.is_valid() for rows in self.plan.people.values())]
        if self.form.is_bound and not self._checked:
            self._checked = True
            for name, words in self.plan.check(self.form.cleaned_data).items():
                self.form.add_error(name, words)
        return all(judged) and not self.form.errors

    @property
    def cleaned(self) -> dict[str, Any]:
        """The values of a valid page."""
        return {**self.form.cleaned_data, **{key: rows.cleaned() for key, rows in self.plan.people.items()}}

    def sections(self) -> Iterator[dict[str, Any]]:
        """The sections as the template walks them; a folded one opens when it holds text or errors."""
        for section in self.plan.sections:
            if section.names:
                yield {
                    "title": section.title,
                    "fold": section.fold,
                    "open": self._is_used(section),
                    "items": [self._item(name) for name in section.names],
                }

    def _item(self, name: str) -> dict[str, Any]:
        return {"people": self.plan.people[name]} if name in self.plan.people else {"field": self.form[name]}

    def _is_used(self, section: Section) -> bool:
        return any(
            self.form[name].errors or self.form[name].value() for name in section.names if name in self.plan.fields
        )
