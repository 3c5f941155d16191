"""A signer's own certificate: made once, its passphrase changed when needed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from office.actions.limits import take
from office.guards import open_to, signer
from office.wording import plain_date
from services.actions import keys
from services.forms.signing import ChangePassphraseForm, NewKeyForm
from services.tasks.signing import KeyResting, NoKey, PassphraseRefused, change_passphrase
from services.views.asking import local, posted, staff_of, with_page
from services.views.signing import refusal_of_key

TRIES, PER_SECONDS = 5, 15 * 60


@open_to(signer)
@sensitive_post_parameters()
def sign_key(request: HttpRequest, office: str) -> HttpResponseBase:
    """Make the first certificate, or a new one for a forgotten passphrase; the account's password stands for the person."""
    staff, at = staff_of(request), timezone.now()
    key = keys.live_key(staff.user)
    form = NewKeyForm(posted(request), password_matches=staff.user.check_password)
    if request.method == "POST" and form.is_valid() and _is_the_person(request, form):
        keys.make_key(staff.signing_posts[0], passphrase=form.cleaned_data["passphrase"], at=at)
        messages.success(request, "Sertifikat internal Anda siap dipakai. Simpan frasa sandinya di tempat aman.")
        return redirect("services:sign_desk", office)
    context = {
        "form": form,
        "key": key,
        "until": plain_date(local(staff.office, key.expires_at).date()) if key else "",
        "post": staff.signing_posts[0],
    }
    return render(
        request,
        "services/signing/key.html",
        with_page(request, "Sertifikat internal", **context),
        status=422 if form.is_bound else 200,
    )


def _is_the_person(request: HttpRequest, form: NewKeyForm) -> bool:
    """Five tries in a quarter of an hour: an unattended session must not be enough to sign in somebody's name."""
    staff, at = staff_of(request), timezone.now()
    if not take("new-key", str(staff.user.pk), at=at, burst=TRIES, per_seconds=PER_SECONDS):
        form.add_error("password", "Terlalu banyak percobaan. Coba lagi 15 menit lagi")
        return False
    if staff.user.check_password(form.cleaned_data["password"]):
        return True
    form.add_error("password", "Kata sandi akun tidak cocok")
    return False


@open_to(signer)
@sensitive_post_parameters()
def passphrase(request: HttpRequest, office: str) -> HttpResponseBase:
    """The same certificate under another passphrase."""
    staff, at = staff_of(request), timezone.now()
    form = ChangePassphraseForm(posted(request), password_matches=staff.user.check_password)
    if request.method == "POST" and form.is_valid():
        try:
            change_passphrase(staff, old=form.cleaned_data["current"], new=form.cleaned_data["passphrase"], at=at)
        except NoKey:
            return redirect("services:sign_key", office)
        except (KeyResting, PassphraseRefused) as refusal:
            form.add_error("current", refusal_of_key(refusal, staff))
        else:
            messages.success(request, "Frasa sandi sudah diganti.")
            return redirect("services:sign_desk", office)
    return render(
        request,
        "services/signing/passphrase.html",
        with_page(request, "Ganti frasa sandi", form=form),
        status=422 if form.is_bound else 200,
    )
