"""The one way a private file leaves the house: through a view that decided so, by the proxy or streamed by us."""

from __future__ import annotations

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from office.actions.files import path_of
from office.models import StoredFile

SERVED_AS = frozenset({"image/jpeg", "image/png", "image/webp", "image/svg+xml", "application/pdf"})
"""Nothing else is shown in a page; what is not in here comes as a download of plain bytes."""


def private_file_response(
    row: StoredFile, *, filename: str, inline: bool = False, thumbnail: bool = False
) -> HttpResponseBase:
    """Answer with the bytes of a stored file, as a download unless `inline`; a wiped file is a 404.

    With PENDOPO_ACCEL_PREFIX set the proxy sends the bytes (X-Accel-Redirect), else this process streams them.
    The caller has checked who asks and has written down that they looked.
    """
    path = path_of(row, thumbnail=thumbnail and row.has_thumbnail)
    if row.wiped_at is not None or not path.is_file():
        raise Http404
    kind = "image/jpeg" if thumbnail and row.has_thumbnail else row.content_type
    shown = inline and kind in SERVED_AS
    response = (
        _accelerated(str(path.relative_to(settings.PRIVATE_ROOT)))
        if settings.PRIVATE_ACCEL_PREFIX
        else FileResponse(path.open("rb"))
    )
    response.headers["Content-Type"] = kind if kind in SERVED_AS else "application/octet-stream"
    response.headers["Content-Disposition"] = content_disposition_header(not shown, filename) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    # Browsers do not show a sandboxed PDF; ours were made anew and hold nothing active.
    sandbox = "" if kind == "application/pdf" and shown else "sandbox; "
    response.headers["Content-Security-Policy"] = f"default-src 'none'; {sandbox}frame-ancestors 'self'"
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _accelerated(place: str) -> HttpResponse:
    return HttpResponse(headers={"X-Accel-Redirect": f"{settings.PRIVATE_ACCEL_PREFIX.rstrip('/')}/{place}"})
