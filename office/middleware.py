"""What every request passes: office by host, session limits, security headers, the declared guard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from office.guards import Guard, refusal
from office.models import Office
from office.staff import staff_in
from office.wording import file_size

Handler = Callable[[HttpRequest], HttpResponseBase]
_SHARED_PATHS = (
    "/static/",
    "/cek",
    "/d/",
    "/l/",
    "/s/",
    "/api/",
    "/masuk",
    "/keluar",
    "/undangan",
    "/healthz",
    "/petugas",
    "/akun",
)


def headers(get_response: Handler) -> Handler:
    """Add the headers Django does not; personal pages are never kept by a browser or proxy."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(self), geolocation=(self), microphone=(), payment=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if getattr(request, "is_personal", False) or getattr(getattr(request, "user", None), "is_authenticated", False):
            response.headers["Cache-Control"] = "no-store"
        return response

    return handle


def body_limit(get_response: Handler) -> Handler:
    """Refuse a body that is too large by its announced size, before anything reads it or writes it to disk.

    A body of unannounced size reaches Django as empty (WSGI), so no other check is needed.
    """

    def handle(request: HttpRequest) -> HttpResponseBase:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced) <= settings.REQUEST_BODY_LIMIT:
            return get_response(request)
        limit = file_size(settings.REQUEST_BODY_LIMIT)
        if request.headers.get("X-Requested-With") == "fetch":
            return JsonResponse(
                {"error": f"Kiriman terlalu besar. Paling besar {limit}. Foto ulang, lalu kirim lagi"}, status=413
            )
        return render(request, "413.html", {"limit_text": limit, "page_title": "Berkas terlalu besar"}, status=413)

    return handle


def office_host(get_response: Handler) -> Handler:
    """Serve an office's pages at the root of its own host name, too."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        host = request.get_host().split(":")[0]
        if host not in _own_hosts() and not request.path_info.startswith(_SHARED_PATHS):
            office = Office.objects.filter(host=host, is_active=True).only("slug").first()
            if office and not request.path_info.startswith(f"/{office.slug}/"):
                request.path_info = f"/{office.slug}{request.path_info}"
        return get_response(request)

    return handle


def _own_hosts() -> set[str]:
    return {settings.PUBLIC_URL.split("://")[-1].split(":")[0], "localhost", "127.0.0.1", "testserver"}


def session_limits(get_response: Handler) -> Handler:
    """End a staff session after 30 idle minutes; 12 hours is the cookie's own end (quality/ABUSE.md 2).

    A list that refreshes itself is nobody at the desk.
    """

    def handle(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            if now - request.session.get("seen", now) > settings.SESSION_IDLE_SECONDS:
                logout(request)
            elif now - request.session.get("seen", 0) > 60 and request.headers.get("X-Requested-With") != "fetch":
                request.session["seen"] = now
        return get_response(request)

    return handle


class DeclaredGuards:
    """Find the office named in the URL, then ask the view's guard; a view without one is refused."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        guard = getattr(view, "guard", None)
        if not isinstance(guard, Guard):
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} declares no guard: add @open_to(...)")
        if not getattr(view, "finds_office_itself", False):
            find_office(request, kwargs)
        return refusal(request, guard)


def find_office(request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """Set `request.office` from the URL's `office` slug, and `request.staff` when somebody is logged in."""
    if "office" not in kwargs:
        return
    office = Office.objects.filter(slug=kwargs["office"], is_active=True).first()
    if office is None:
        raise Http404
    request.office = office  # type: ignore[attr-defined]
    if request.user.is_authenticated:
        request.staff = staff_in(request.user, office, at=timezone.now())  # type: ignore[attr-defined]
