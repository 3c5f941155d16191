"""Topics, limits and the office's choices, as those who keep complaint settings change them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.access import NotAllowed
from complaints.actions import limits
from complaints.actions.categories import keep_category
from complaints.forms.keeping import CategoryForm, LimitForm, SettingsForm
from complaints.models import Category, ComplaintSettings, DeadlineRule
from complaints.queries import keeping
from office.guards import complaint_keeper, open_to
from services.views.asking import posted, staff_of, with_page


@open_to(complaint_keeper)
@require_safe
def categories(request: HttpRequest, office: str) -> HttpResponse:
    """Topics with the finer ones below them."""
    _settings(request)
    rows = keeping.categories(staff_of(request).office)
    return render(request, "complaints/keeping/categories.html", with_page(request, "Kategori pengaduan", rows=rows))


@open_to(complaint_keeper)
@require_http_methods(["GET", "HEAD", "POST"])
def category(request: HttpRequest, office: str, pk: UUID | None = None) -> HttpResponseBase:
    """One topic."""
    _settings(request)
    place = staff_of(request).office
    row = get_object_or_404(Category.objects.select_related("parent"), office=place, pk=pk) if pk else None
    title = row.name if row else "Kategori baru"
    form = CategoryForm(posted(request), instance=row, office=place)
    return _keep(request, form, keep_category, title, "categories_kept", field="is_active")


@open_to(complaint_keeper)
@require_safe
def limit_list(request: HttpRequest, office: str) -> HttpResponse:
    """How long each step may take, and which rule says so."""
    _settings(request)
    rows = keeping.limits(staff_of(request).office)
    return render(request, "complaints/keeping/limits.html", with_page(request, "Batas waktu pengaduan", rows=rows))


@open_to(complaint_keeper)
@require_http_methods(["GET", "HEAD", "POST"])
def limit(request: HttpRequest, office: str, pk: UUID | None = None) -> HttpResponseBase:
    """One limit, or an override for one class."""
    _settings(request)
    row = _limit(request, pk) if pk else None
    form = LimitForm(posted(request), instance=row, office=staff_of(request).office)
    title = row.get_step_display() if row else "Batas untuk satu jenis"
    field = None if row else "complaint_class"
    return _keep(request, form, limits.keep_limit, title, "limits_kept", field=field, rule=row)


@open_to(complaint_keeper)
@require_POST
def drop_limit(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Throw an override away."""
    try:
        limits.drop_limit(_limit(request, pk), staff=staff_of(request), at=timezone.now())
        messages.success(request, "Batas dihapus. Batas laporan yang sedang berjalan tidak berubah.")
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("complaints:limits_kept", office)


@open_to(complaint_keeper)
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest, office: str) -> HttpResponseBase:
    """Whether the office takes reports from the web, and its few figures."""
    form = SettingsForm(posted(request), instance=_settings(request), office=staff_of(request).office)
    return _keep(request, form, limits.keep_settings, "Pengaturan pengaduan", "rules")


def _settings(request: HttpRequest) -> ComplaintSettings:
    """Before the office took up complaints there is nothing to keep."""
    return get_object_or_404(ComplaintSettings, office=staff_of(request).office)


def _limit(request: HttpRequest, pk: UUID) -> DeadlineRule:
    return get_object_or_404(DeadlineRule, office=staff_of(request).office, pk=pk)


def _keep(
    request: HttpRequest, form: ModelForm, verb: Callable[..., object], title: str, back: str,
    *, field: str | None = None, rule: DeadlineRule | None = None,
) -> HttpResponseBase:  # fmt: skip
    """Show the form, or keep what it says; a refusal stands next to the field it is about."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(form.save(commit=False), staff=staff_of(request), at=timezone.now())
            messages.success(request, "Tersimpan.")
            return redirect(f"complaints:{back}", staff_of(request).office.slug)
        except NotAllowed as refusal:
            form.add_error(field, str(refusal))
    page = with_page(request, title, form=form, rule=rule, back=f"complaints:{back}", is_limit=back == "limits_kept")
    return render(request, "complaints/keeping/form.html", page, status=422 if form.errors else 200)
