"""Public pages that are the same for every visitor: made once in half a minute, however many phones scan the poster."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from office.middleware import find_office

SECONDS = 30
KNOWN_QUESTIONS = frozenset({"asal", "butuh", "kategori", "desa", "keadaan", "periode", "layanan"})
View = Callable[..., HttpResponseBase]


def same_for_all(view: View, *, seconds: int = SECONDS) -> View:
    """Keep the page for visitors who carry nothing of their own; whoever is logged in, or has a message, gets it fresh.

    `seconds` is shorter where figures must be seen to move.

    Nothing about a visitor may stand on such a page; an office's change, its closing too, shows within
    half a minute.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = _key(request) if _asks_what_all_ask(request) else ""
        content = cache.get(key) if key else None
        if content is not None:
            return _with_vary(HttpResponse(content))
        find_office(request, kwargs)
        response = view(request, *args, **kwargs)
        if key:
            _keep(request, key, response, seconds)
        return _with_vary(response)

    kept.finds_office_itself = True  # type: ignore[attr-defined]  # read by the middleware
    return kept


def _with_vary(response: HttpResponseBase) -> HttpResponseBase:
    patch_vary_headers(response, ("Cookie",))
    return response


def _asks_what_all_ask(request: HttpRequest) -> bool:
    own = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name} & request.COOKIES.keys()
    return request.method == "GET" and not own and KNOWN_QUESTIONS.issuperset(request.GET)


def _key(request: HttpRequest) -> str:
    address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
    return f"page:{hashlib.sha256(address.encode()).hexdigest()}"


def _keep(request: HttpRequest, key: str, response: HttpResponseBase, seconds: int) -> None:
    """Only a whole page without a form's secret and without a cookie."""
    is_plain = isinstance(response, HttpResponse) and response.headers["Content-Type"].startswith("text/html")
    if is_plain and response.status_code == 200 and not response.cookies and "CSRF_COOKIE" not in request.META:
        cache.set(key, response.content, seconds)  # type: ignore[attr-defined]  # an HttpResponse, as the line above says
