"""Logging in and out, the first password of an invited person, and the choice of an office."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login as log_in
from django.contrib.auth import logout as log_out
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from office.actions.accounts import accept_invite, set_password
from office.desk_home import home_url
from office.forms.account import ChangePasswordForm, LoginForm, PasswordForm
from office.guards import everyone, logged_in, member, open_to
from office.models import InviteLink, Office
from office.queries.people import offices_of
from office.sealing import blind_index
from office.staff import staff_in


@open_to(everyone)
@never_cache
@sensitive_post_parameters("password")
def login(request: HttpRequest) -> HttpResponse:
    form = LoginForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        log_in(request, form.get_user())
        return redirect(_safe_next(request))
    return render(
        request, "office/login.html", {"form": form, "next": request.GET.get("next", ""), "page_title": "Masuk petugas"}
    )


def _safe_next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if allowed and wanted.startswith("/") else reverse("office:desk")


@open_to(everyone)
@require_POST
def logout(request: HttpRequest) -> HttpResponseBase:
    log_out(request)
    response = redirect("office:landing")
    # Work that waits on the device for signal (proofs of delivery) outlives the session; only its owner can send it.
    waits = request.COOKIES.get("keeps_work") == "1"
    response.headers["Clear-Site-Data"] = '"cache"' if waits else '"cache", "storage"'
    return response


@open_to(logged_in)
def desk(request: HttpRequest) -> HttpResponseBase:
    """Straight to the only office somebody serves in, or the choice between several."""
    at = timezone.now()
    offices = offices_of(request.user, at=at)  # type: ignore[arg-type]  # the guard let nobody else in
    if len(offices) == 1:
        return redirect(home_url(staff_in(request.user, offices[0], at=at)))  # type: ignore[arg-type]  # as above
    return render(request, "office/desk.html", {"offices": offices, "page_title": "Pilih kantor"})


@open_to(member)
def home(request: HttpRequest, office: str) -> HttpResponseBase:
    """The first page of this office's desk for whoever asks."""
    return redirect(home_url(request.staff))  # type: ignore[attr-defined]  # the guard let nobody else in


@open_to(logged_in)
@never_cache
@sensitive_post_parameters()
def account(request: HttpRequest) -> HttpResponseBase:
    form = ChangePasswordForm(request.POST or None, user=request.user)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        set_password(request.user, form.cleaned_data["password"])  # type: ignore[arg-type]
        update_session_auth_hash(request, request.user)  # type: ignore[arg-type]
        messages.success(request, "Kata sandi sudah diganti. Semua perangkat lain dikeluarkan.")
        return redirect("office:account")
    offices = offices_of(request.user, at=timezone.now())  # type: ignore[arg-type]
    return render(request, "office/account.html", {"form": form, "offices": offices, "page_title": "Akun Anda"})


@open_to(everyone)
@never_cache
@sensitive_post_parameters()
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """The one-time link with which somebody sets the first password."""
    invite = (
        InviteLink.objects.select_related("user")
        .filter(token_index=blind_index("invite", token), used_at=None, expires_at__gt=timezone.now())
        .first()
    )
    if invite is None:
        return render(request, "office/invitation_over.html", {"page_title": "Undangan tidak berlaku"}, status=410)
    form = PasswordForm(request.POST or None, user=invite.user)
    if (
        request.method == "POST"
        and form.is_valid()
        and accept_invite(invite, password=form.cleaned_data["password"], at=timezone.now())
    ):
        messages.success(request, "Kata sandi tersimpan. Silakan masuk.")
        return redirect("office:login")
    return render(
        request,
        "office/invitation.html",
        {"form": form, "person_name": invite.user.name, "page_title": "Buat kata sandi"},
    )


@open_to(everyone)
def landing(request: HttpRequest) -> HttpResponseBase:
    """The door of the installation: straight in when it holds one office, else the list."""
    offices = list(
        Office.objects.filter(is_active=True).select_related("parent").order_by("region_name", "kind", "name")
    )
    if len(offices) == 1:
        return redirect("services:home", offices[0].slug)
    return render(request, "office/landing.html", {"offices": offices, "page_title": "Pilih kantor Anda"})


@open_to(member)
def more(request: HttpRequest, office: str) -> HttpResponse:
    """Everything of the menu that does not fit the bar of a phone."""
    return render(request, "office/more.html", {"page_title": "Lainnya"})


@open_to(everyone)
def emblem(request: HttpRequest, office: str) -> HttpResponse:
    """The office's emblem, cached by browsers for a day."""
    from office.actions.files import read  # noqa: PLC0415 - the only file this module reads

    row = get_object_or_404(Office.objects.select_related("emblem"), slug=office).emblem
    if row is None:
        return HttpResponse(status=404)
    return HttpResponse(
        read(row),
        content_type=row.content_type,
        headers={
            "Cache-Control": "public, max-age=86400",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        },
    )
