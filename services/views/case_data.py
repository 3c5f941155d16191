"""Putting data right and filling in what only staff know."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from office.guards import open_to, reviewer
from office.staff import local_day
from services.actions import review
from services.forms.correction import CorrectionForm
from services.views.asking import REFUSALS, find_case, posted, say_refused, staff_of, with_page
from services.views.case import specs_of


@open_to(reviewer)
def correct(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """The answers as they were given, to be put right; what changes keeps its old value on record."""
    submission, at = find_case(request, number), timezone.now()
    today = local_day(submission.office, at)
    form = CorrectionForm(
        posted(request), specs=specs_of(submission), values=submission.data.get("fields", {}), today=today
    )
    if request.method != "POST" or not form.is_valid():
        context = {
            "form": form,
            "forms": list(form.all_forms()),
            "submission": submission,
            "page_has_errors": form.is_bound,
        }
        return render(
            request,
            "services/desk/correct.html",
            with_page(request, "Perbaiki data", **context),
            status=422 if form.is_bound else 200,
        )
    try:
        changed = review.correct(submission, form.changes(), staff=staff_of(request), at=at)
    except REFUSALS as error:
        say_refused(request, submission, error, at=at)
    else:
        messages.success(
            request,
            f"{len(changed)} isian diperbaiki. Isian lama tetap tercatat." if changed else "Tidak ada yang berubah.",
        )
    return redirect("services:case", office, number)
