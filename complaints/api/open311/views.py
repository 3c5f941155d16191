"""The addresses of GeoReport v2. Reading is open to everybody; sending needs a key of the office."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from complaints.api.open311 import posting, render, shapes
from complaints.api.open311.render import Refused
from complaints.forms.open311 import ListForm, said
from complaints.models import Category, Complaint
from complaints.queries import open311, public
from office.clients import client_address
from office.guards import everyone, open_to
from office.models import Office
from services.api.throttles import READ, spend

CHANGED = "2026-11-23T00:00:00+07:00"
Answer = Callable[..., HttpResponseBase]


def endpoint(*methods: str) -> Callable[[Answer], Answer]:
    """One address: its methods, its limit, and every refusal in the specification's own shape."""

    def declare(view: Answer) -> Answer:
        @csrf_exempt
        @open_to(everyone)
        @wraps(view)
        def answered(request: HttpRequest, *, ending: str, **kwargs: Any) -> HttpResponseBase:
            try:
                _check(request, methods)
                return view(request, ending=ending, **kwargs)
            except Refused as error:
                return render.refusal(error, ending)

        return answered

    return declare


def _check(request: HttpRequest, methods: tuple[str, ...]) -> None:
    if request.method not in methods:
        raise Refused(405, f"Alamat ini menerima {', '.join(methods)}")
    if not spend(client_address(request), READ):
        raise Refused(429, "Terlalu banyak permintaan. Coba lagi beberapa menit lagi")


@endpoint("GET", "HEAD")
def discovery(request: HttpRequest, *, ending: str) -> HttpResponse:
    offices = open311.jurisdictions()
    contact = next((office.email for office in offices if office.email), "") or settings.DEFAULT_FROM_EMAIL
    found = shapes.discovery(offices, settings.PUBLIC_URL, contact=contact, changed=CHANGED)
    return render.answer(found, render.DISCOVERY, ending)


@endpoint("GET", "HEAD")
def services(request: HttpRequest, *, ending: str) -> HttpResponse:
    office = _office(request.GET.get("jurisdiction_id", ""))
    return render.answer([shapes.service(row) for row in open311.offered(office)], render.SERVICES, ending)


@endpoint("GET", "HEAD")
def definition(request: HttpRequest, *, code: str, ending: str) -> HttpResponse:
    office = _office(request.GET.get("jurisdiction_id", ""))
    found = shapes.definition(_category(office, code), public.villages(office))
    return render.answer(found, render.DEFINITION, ending)


@endpoint("GET", "HEAD", "POST")
def requests(request: HttpRequest, *, ending: str) -> HttpResponse:
    if request.method == "POST":
        return _post(request, ending)
    office = _office(request.GET.get("jurisdiction_id", ""))
    form = ListForm(request.GET)
    if not form.is_valid():
        raise Refused(400, said(form))
    rows = open311.asked_for(office, form.asked(), at=timezone.now())
    return render.answer([_row(row) for row in rows], render.REQUESTS, ending)


@endpoint("GET", "HEAD")
def one(request: HttpRequest, *, number: str, ending: str) -> HttpResponse:
    wanted = request.GET.get("jurisdiction_id", "")
    found = open311.one(number, _office(wanted) if wanted else None)
    if found is None:
        raise Refused(404, "service_request_id tidak ditemukan")
    return render.answer([_row(found)], render.REQUESTS, ending)


@endpoint("GET", "HEAD")
def token(request: HttpRequest, *, token: str, ending: str) -> HttpResponse:
    """Numbers are given at once, so a token is the number itself."""
    if open311.one(token, None) is None:
        raise Refused(404, "token tidak ditemukan")
    return render.answer([{"service_request_id": token, "token": token}], render.REQUESTS, ending)


def _post(request: HttpRequest, ending: str) -> HttpResponse:
    office = _office(request.POST.get("jurisdiction_id") or request.GET.get("jurisdiction_id", ""))
    key = open311.key_of(office, request.POST.get("api_key") or request.GET.get("api_key", ""))
    if key is None:
        raise Refused(403, "api_key tidak ada, salah, atau sudah dicabut")
    code = request.POST.get("service_code", "")
    if not code:
        raise Refused(400, "service_code belum disebut")
    sent = posting.send(request, key=key, category=_category(office, code), at=timezone.now())
    return render.answer([sent], render.REQUESTS, ending, status=201)


def _office(wanted: str) -> Office:
    found = open311.jurisdiction(wanted)
    if found is None and wanted:
        raise Refused(404, "jurisdiction_id tidak dikenal")
    if found is None:
        raise Refused(400, "jurisdiction_id belum disebut. Daftarnya ada di /open311/discovery.json")
    return found


def _category(office: Office, code: str) -> Category:
    found = open311.offered(office).filter(key=code).first()
    if found is None:
        raise Refused(404, "service_code tidak dikenal")
    return found


def _row(complaint: Complaint) -> dict[str, Any]:
    return shapes.request(complaint, photo_url=_photo(complaint))


def _photo(complaint: Complaint) -> str:
    photos = getattr(complaint, "shown_photos", [])
    if not photos or complaint.published_at is None:
        return ""
    try:
        address = reverse("complaints:public_photo", args=[complaint.office.slug, complaint.number, photos[0].pk])
    except NoReverseMatch:
        return ""
    return f"{settings.PUBLIC_URL}{address}"
