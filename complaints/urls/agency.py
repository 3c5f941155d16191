"""Addresses: the inbox of an agency's officer and the answers the agency keeps ready."""

from django.urls import path
from django.urls.resolvers import URLPattern

from complaints.views import inbox, inbox_case, prepared, proofs

_INBOX = "petugas/<slug:office>/kotak-masuk"
_CASE = f"{_INBOX}/<str:number>"
_PREPARED = "petugas/<slug:office>/jawaban-siap-pakai"

urlpatterns: list[URLPattern] = [
    path(f"{_INBOX}/", inbox.show_list, name="inbox"),
    path(f"{_CASE}/", inbox_case.show, name="inbox_case"),
    path(f"{_CASE}/jawab/", inbox_case.answer, name="inbox_answer"),
    path(f"{_CASE}/tugaskan/", inbox_case.assign, name="inbox_assign"),
    path(f"{_CASE}/catatan/", inbox_case.note, name="inbox_note"),
    path(f"{_CASE}/foto/<uuid:pk>", inbox_case.photo, name="inbox_photo"),
    path("petugas/<slug:office>/pengaduan/<str:number>/bukti/<uuid:pk>/", proofs.release, name="proof_release"),
    path(f"{_PREPARED}/", prepared.show_list, name="prepared"),
    path(f"{_PREPARED}/<uuid:pk>/", prepared.change, name="prepared_change"),
    path(f"{_PREPARED}/<uuid:pk>/hapus/", prepared.drop, name="prepared_drop"),
]
