"""What the resident says on the tracking page: it came, it never came, the house is somewhere else."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from office.guards import everyone, open_to
from services.access import NotAllowed
from services.actions import deliveries, delivery_answers
from services.forms.deliveries import DisputeForm, HomeForm
from services.home_address import HomeAddress
from services.models import HomeDelivery, Submission
from services.queries.deliveries import delivery_of
from services.views.asking import posted
from services.views.tracking import with_own
from services.workflow import IllegalMove

CHANGED = "Keadaan pengantaran baru saja berubah. Periksa lagi di halaman ini."


def _own(submission: Submission) -> HomeDelivery:
    found = delivery_of(submission)
    if found is None:
        raise Http404
    return found


def _back(submission: Submission) -> HttpResponseBase:
    return redirect("services:tracked", submission.office.slug, submission.number)


@open_to(everyone)
@require_POST
@with_own
def confirm(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    """ "Sudah saya terima"."""
    try:
        delivery_answers.confirm(_own(submission), at=timezone.now())
        messages.success(request, "Terima kasih. Suratnya tercatat sudah Anda terima.")
    except IllegalMove:
        messages.warning(request, CHANGED)
    return _back(submission)


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
@with_own
def dispute(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    """ "Belum saya terima": ask for a word, then open the delivery again at the Kasi's desk."""
    found, form = _own(submission), DisputeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            delivery_answers.dispute(found, at=timezone.now(), words=form.cleaned_data["words"])
            messages.success(request, "Kami catat. Kasi Pelayanan memeriksanya dan memberi kabar di halaman ini.")
        except IllegalMove:
            messages.warning(request, CHANGED)
        except NotAllowed as refusal:
            messages.warning(request, str(refusal))
        return _back(submission)
    context = {"submission": submission, "form": form, "page_title": "Surat belum saya terima", "noindex": True}
    return render(request, "services/deliveries/dispute.html", context)


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
@with_own
def home(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    """Say where the house is, until the courier leaves."""
    found = _own(submission)
    known = {name: getattr(found, name) for name in HomeAddress.__dataclass_fields__}
    form = HomeForm(posted(request), initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            deliveries.change_home(found, form.home, at=timezone.now())
            messages.success(request, "Alamat antar tersimpan.")
        except IllegalMove:
            messages.warning(request, "Petugas sudah berangkat. Hubungi kantor untuk mengubah alamat.")
        return _back(submission)
    context = {"submission": submission, "form": form, "page_title": "Alamat antar", "noindex": True}
    return render(request, "services/deliveries/own_home.html", context, status=422 if form.is_bound else 200)
