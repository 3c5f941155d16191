"""Addresses: the desks of those who put a paraf and of those who sign."""

from django.urls import path
from django.urls.resolvers import URLPattern

from services.views import issued, letters, signer_key, signing

_OFFICE = "petugas/<slug:office>"
_SIGN = f"{_OFFICE}/tanda-tangan"

urlpatterns: list[URLPattern] = [
    path(f"{_OFFICE}/paraf/", letters.endorse_desk, name="endorse_desk"),
    path(f"{_OFFICE}/paraf/<str:number>/", letters.endorse, name="endorse"),
    path(f"{_SIGN}/", signing.sign_desk, name="sign_desk"),
    path(f"{_SIGN}/konfirmasi/", signing.sign_confirm, name="sign_confirm"),
    path(f"{_SIGN}/sertifikat/", signer_key.sign_key, name="sign_key"),
    path(f"{_SIGN}/frasa-sandi/", signer_key.passphrase, name="sign_passphrase"),
    path(f"{_SIGN}/terbit/", issued.issued, name="issued"),
    path(f"{_SIGN}/terbit/<uuid:pk>/cabut/", issued.revoke, name="letter_revoke"),
    path(f"{_SIGN}/<uuid:pk>/", signing.sign_preview, name="sign_preview"),
    path(f"{_SIGN}/<uuid:pk>/kembalikan/", signing.return_letter, name="sign_return"),
    path(f"{_SIGN}/<uuid:pk>/batalkan/", signing.give_up, name="sign_give_up"),
]
