"""The people of an office: register somebody, give and end posts, hand out one-time links, let somebody go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from office.actions import posts
from office.actions.people import BadDates, NotYours, give_post, register
from office.forms.people import EndForm, FamilyForm, NamesForm, PersonForm, PostForm
from office.guards import office_admin, open_to
from office.models import Post, User
from office.queries.staff_list import Member, home_of, member, members
from office.roles import Role
from office.staff import Staff, local_day


@open_to(office_admin)
@require_safe
def people(request: HttpRequest, office: str) -> HttpResponse:
    """Everyone who serves or served here."""
    place = request.office  # type: ignore[attr-defined]
    rows = members(place, on=local_day(place, timezone.now()))
    return render(request, "office/people/people.html", {"members": rows, "page_title": "Petugas"})


@open_to(office_admin)
def new(request: HttpRequest, office: str) -> HttpResponseBase:
    """A person with a first post; the one-time link is shown once, to hand over."""
    request.is_personal = True  # type: ignore[attr-defined]
    now = timezone.now()
    form, post_form = (
        PersonForm(request.POST or None),
        PostForm(request.POST or None, initial={"starts_on": _today(request)}),
    )
    known = None
    if request.method == "POST" and all([form.is_valid(), post_form.is_valid()]):
        known = User.objects.filter(username__iexact=form.cleaned_data["username"]).first()
        if known is None or request.POST.get("same") == "yes":
            return _registered(request, form, post_form, known, now)
        form.add_error(
            "username", f"Nama pengguna ini sudah dipakai {known.name}. Pilih nama lain, atau centang orang yang sama"
        )
    context = {
        "form": form,
        "post_form": post_form,
        "forms": [form, post_form],
        "known": known,
        "page_title": "Petugas baru",
    }
    return render(request, "office/people/new.html", context)


def _today(request: HttpRequest) -> date:
    return local_day(request.office, timezone.now())  # type: ignore[attr-defined]


def _registered(
    request: HttpRequest, form: PersonForm, post_form: PostForm, known: User | None, now: datetime
) -> HttpResponseBase:
    place, staff = request.office, request.staff  # type: ignore[attr-defined]
    with transaction.atomic():
        user = known or register(office=place, by=staff, at=now, **form.cleaned_data)
        _give(user, post_form, staff, now)
        token = "" if known else posts.new_link(user, by=staff, at=now)
    if known:
        messages.success(request, f"{user.name} mendapat jabatan di kantor ini. Ia masuk dengan kata sandinya sendiri.")
        return redirect("office:person", place.slug, user.pk)
    return _link_page(request, user, token)


def _give(user: User, form: PostForm, staff: Staff, now: datetime) -> Post:
    facts = dict(form.cleaned_data)
    return give_post(
        user, staff.office, role=Role(facts.pop("role")), title=facts.pop("title"), by=staff, at=now, **facts
    )


def _link_page(request: HttpRequest, user: User, token: str) -> HttpResponse:
    address = settings.PUBLIC_URL + reverse("office:invitation", args=[token])
    return render(
        request, "office/people/link.html", {"user": user, "address": address, "page_title": "Tautan sekali pakai"}
    )


@open_to(office_admin)
def person(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """One person: names as letters print them, posts, family, ways in."""
    found, now, wish = _member_or_404(request, pk), timezone.now(), request.POST.get("do", "")
    staff = request.staff  # type: ignore[attr-defined]
    names = NamesForm(
        request.POST if wish == "names" else None,
        initial={name: getattr(found.user, name) for name in NamesForm.base_fields},
    )
    family = FamilyForm(request.POST if wish == "family" else None, today=_today(request))
    if wish == "names" and names.is_valid():
        return _done(
            request, pk, "Nama tersimpan.", lambda: posts.correct(found.user, names.cleaned_data, by=staff, at=now)
        )
    if wish == "family" and family.is_valid():
        return _done(
            request,
            pk,
            "Sidik jari NIK dan KK tersimpan.",
            lambda: posts.note_family(found.user, **family.cleaned_data, by=staff, at=now),
        )
    return _person_page(request, found, names=names, family=family)


def _member_or_404(request: HttpRequest, pk: UUID) -> Member:
    found = member(request.office, pk, on=_today(request))  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def _done(request: HttpRequest, pk: UUID, words: str, verb: Callable[[], object]) -> HttpResponseBase:
    """Run a verb and say how it went; a refusal is shown in its own words."""
    try:
        verb()
        messages.success(request, words)
    except (NotYours, BadDates, posts.LastAdmin) as refusal:
        messages.error(request, str(refusal))
    return redirect("office:person", request.office.slug, pk)  # type: ignore[attr-defined]


def _person_page(request: HttpRequest, found: Member, **forms: Form) -> HttpResponse:
    place, today = request.office, _today(request)  # type: ignore[attr-defined]
    bound = [form for form in forms.values() if form.is_bound]
    home = home_of(found.user)
    context = {
        "member": found, "today": today, "home": home, "is_home": home == place, "forms": bound, "page_title": found.user.name,
        "names": NamesForm(initial={name: getattr(found.user, name) for name in NamesForm.base_fields}), "family": FamilyForm(today=today),
        "post_form": PostForm(initial={"starts_on": today}), "end_form": EndForm(today=today, initial={"last_day": today}), **forms,
    }  # fmt: skip
    return render(request, "office/people/person.html", context)


@open_to(office_admin)
@require_POST
def post_new(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """A further post of somebody who serves here."""
    found, form = _member_or_404(request, pk), PostForm(request.POST)
    if not form.is_valid():
        return _person_page(request, found, post_form=form)
    return _done(request, pk, "Jabatan diberikan.", lambda: _give(found.user, form, request.staff, timezone.now()))  # type: ignore[attr-defined]


@open_to(office_admin)
@require_POST
def post_end(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    place, staff = request.office, request.staff  # type: ignore[attr-defined]
    post = get_object_or_404(Post.objects.select_related("user", "office"), pk=pk, office=place)
    form = EndForm(request.POST, today=_today(request))
    if not form.is_valid():
        return _person_page(request, _member_or_404(request, post.user_id), end_form=form)
    return _done(
        request,
        post.user_id,
        "Hari terakhir tersimpan.",
        lambda: posts.end_post(post, by=staff, at=timezone.now(), **form.cleaned_data),
    )


@open_to(office_admin)
@require_POST
def link(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """A fresh one-time link; the ones before stop working."""
    request.is_personal = True  # type: ignore[attr-defined]
    found = _member_or_404(request, pk)
    try:
        token = posts.new_link(found.user, by=request.staff, at=timezone.now())  # type: ignore[attr-defined]
    except NotYours as refusal:
        messages.error(request, str(refusal))
        return redirect("office:person", request.office.slug, pk)  # type: ignore[attr-defined]
    return _link_page(request, found.user, token)


@open_to(office_admin)
@require_POST
def leave(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """End every post of a leaver here, and every session, at once."""
    found, place, staff = _member_or_404(request, pk), request.office, request.staff  # type: ignore[attr-defined]
    return _done(
        request,
        pk,
        f"Semua jabatan {found.user.name} di kantor ini berakhir. Ia sudah dikeluarkan.",
        lambda: posts.let_go(found.user, place, by=staff, at=timezone.now()),
    )
