"""The routing list as people keep it: read, test, change, move; a change shows first what it would have moved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.access import NotAllowed
from complaints.actions import rules, seeding
from complaints.forms.routing import QuestionForm, RuleForm
from complaints.models import ComplaintSettings, RoutingRule
from complaints.queries import routing
from complaints.routing import NoRoute
from office.guards import complaint_desk, complaint_keeper, open_to
from services.views.asking import posted, staff_of, with_page


@open_to(complaint_keeper, complaint_desk)
@require_safe
def show(request: HttpRequest, office: str) -> HttpResponse:
    """The list in its order, with what is wrong with it."""
    staff, at = staff_of(request), timezone.now()
    rows = [
        {"rule": rule, "words": ", ".join(routing.conditions_of(rule)) or "Semua laporan lain"}
        for rule in routing.rules_of(staff.office)
    ]
    context = {
        "rows": rows, "alarms": routing.alarms(staff.office, at=at), "form": QuestionForm(office=staff.office), "may_change": complaint_keeper(staff),
        "is_ready": ComplaintSettings.objects.filter(office=staff.office).exists(),
    }  # fmt: skip
    return render(request, "complaints/rules/list.html", with_page(request, "Aturan penerusan", **context))


@open_to(complaint_keeper, complaint_desk)
@require_safe
def test(request: HttpRequest, office: str) -> HttpResponse:
    """Ke mana ini akan dikirim?"""
    staff = staff_of(request)
    form = QuestionForm(request.GET, office=staff.office)
    answer: routing.Route | None = None
    if form.is_valid():
        asked = routing.facts(form.cleaned_data["category"], form.cleaned_data["area"], text=form.cleaned_data["text"])
        try:
            answer = routing.route(staff.office, asked)
        except NoRoute:
            messages.error(request, "Daftar ini belum punya aturan terakhir.")
    return render(
        request, "complaints/rules/test.html", with_page(request, "Ke mana ini akan dikirim?", form=form, answer=answer)
    )


@open_to(complaint_keeper)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, office: str, pk: UUID | None = None) -> HttpResponseBase:
    """Write a rule; "Coba dulu" says which of last month's complaints it would have sent elsewhere."""
    staff, at = staff_of(request), timezone.now()
    rule = get_object_or_404(RoutingRule, office=staff.office, pk=pk) if pk else None
    form = RuleForm(posted(request), instance=rule, office=staff.office)
    context: dict[str, Any] = {"form": form, "rule": rule}
    if request.method == "POST" and form.is_valid():
        drawn = form.save(commit=False)
        if "coba" not in request.POST:
            rules.keep_rule(drawn, staff=staff, at=at)
            messages.success(request, "Aturan tersimpan.")
            return redirect("complaints:rules", office)
        drawn.position = drawn.position or 9_999
        context |= {"changes": routing.simulate(staff.office, [drawn], at=at), "tried": True}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(
        request,
        "complaints/rules/change.html",
        with_page(request, "Ubah aturan" if rule else "Aturan baru", **context),
        status=status,
    )


@open_to(complaint_keeper)
@require_POST
def shift(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """One place up or down."""
    rule = get_object_or_404(RoutingRule.objects.select_related("agency"), office=staff_of(request).office, pk=pk)
    rules.shift(rule, up="naik" in request.POST, staff=staff_of(request), at=timezone.now())
    return redirect("complaints:rules", office)


@open_to(complaint_keeper)
@require_POST
def drop(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Throw a rule away."""
    rule = get_object_or_404(RoutingRule.objects.select_related("agency"), office=staff_of(request).office, pk=pk)
    try:
        rules.drop(rule, staff=staff_of(request), at=timezone.now())
        messages.success(request, "Aturan dihapus.")
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("complaints:rules", office)


@open_to(complaint_keeper)
@require_POST
def begin(request: HttpRequest, office: str) -> HttpResponseBase:
    """Open the desk of complaints with the lists the portal ships."""
    staff = staff_of(request)
    if seeding.set_up(staff.office, at=timezone.now(), by=staff.user):
        messages.success(request, "Pengaduan dibuka. Periksa dinas dan aturannya.")
    return redirect("complaints:rules", office)
