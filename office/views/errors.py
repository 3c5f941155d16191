"""The pages for what goes wrong, in words that say what to do."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from office.guards import everyone, open_to


@open_to(everyone)
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


@open_to(everyone)
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


@open_to(everyone)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


@open_to(everyone)
def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", {"code": f"G-{secrets.token_hex(2).upper()}"}, status=500)


@open_to(everyone)
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
