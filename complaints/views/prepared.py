"""The answers an agency keeps ready: read, written, changed, thrown away by its own officers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from complaints.access import NotAllowed
from complaints.actions.agency_desk import drop_prepared, keep_prepared
from complaints.forms.agency_desk import PreparedForm
from complaints.models import Agency, PreparedAnswer
from complaints.queries import inbox
from complaints.queries.visible import agencies_of
from office.guards import agency_officer, open_to
from services.views.asking import posted, staff_of, with_page


@open_to(agency_officer)
def show_list(request: HttpRequest, office: str) -> HttpResponseBase:
    """The texts of one's agencies, and a form for one more."""
    agencies = inbox.agencies_named(agencies_of(staff_of(request)))
    if not agencies:
        raise Http404
    form = PreparedForm(posted(request), agencies=agencies)
    if request.method == "POST" and form.is_valid() and _keep(request, form, agencies):
        return redirect("complaints:prepared", office)
    context = {"rows": inbox.prepared([agency.pk for agency in agencies]), "form": form, "many": len(agencies) > 1}
    status = 422 if form.errors else 200
    return render(
        request, "complaints/agency/prepared.html", with_page(request, "Jawaban siap pakai", **context), status=status
    )


@open_to(agency_officer)
def change(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Another wording of one text."""
    row, agencies = _find(request, pk)
    form = PreparedForm(posted(request), instance=row, agencies=agencies)
    if request.method == "POST" and form.is_valid() and _keep(request, form, [row.agency], row):
        return redirect("complaints:prepared", office)
    page = with_page(request, "Ubah jawaban siap pakai", form=form, row=row)
    return render(request, "complaints/agency/prepared_change.html", page, status=422 if form.errors else 200)


@open_to(agency_officer)
@require_POST
def drop(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Throw one away."""
    row, _agencies = _find(request, pk)
    drop_prepared(row, staff=staff_of(request), at=timezone.now())
    messages.success(request, "Jawaban siap pakai dihapus. Jawaban yang sudah terkirim tidak berubah.")
    return redirect("complaints:prepared", office)


def _find(request: HttpRequest, pk: UUID) -> tuple[PreparedAnswer, list[Agency]]:
    agencies = inbox.agencies_named(agencies_of(staff_of(request)))
    rows = PreparedAnswer.objects.filter(agency__in=agencies).select_related("agency__office")
    return get_object_or_404(rows, pk=pk), agencies


def _keep(request: HttpRequest, form: PreparedForm, agencies: list[Agency], row: PreparedAnswer | None = None) -> bool:
    said = form.cleaned_data
    wanted = next((agency for agency in agencies if str(agency.pk) == said.get("agency")), agencies[0])
    try:
        keep_prepared(
            wanted, title=said["title"], text=said["text"], staff=staff_of(request), at=timezone.now(), row=row
        )
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Jawaban siap pakai tersimpan.")
    return True
