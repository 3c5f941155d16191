"""The forms on the desk's page of one complaint: which of them fit its state, and their words."""

from __future__ import annotations

from typing import Any

from django.forms import Form

from complaints.access import is_handler
from complaints.actions import publishing
from complaints.actions.publishing import proposal
from complaints.forms import desk as forms
from complaints.models import Complaint
from complaints.workflow import IDENTITY_OPENERS, IN_OFFICE, MOVES, Identity, State
from office.staff import Staff


def tools_of(complaint: Complaint, staff: Staff) -> dict[str, Form]:
    """The forms that fit the state; an auditor has none."""
    exits = MOVES[State(complaint.state)]
    if not is_handler(staff):
        return {}
    wanted = {
        "periksa": State.VERIFIED in exits and complaint.state == State.RECEIVED, "teruskan": complaint.state == State.VERIFIED,
        "tanya": State.WAITING in exits and complaint.state in IN_OFFICE, "tolak": State.REJECTED in exits, "arsipkan": State.ARCHIVED in exits and complaint.state != State.WAITING,
        "selesai": complaint.state == State.ANSWERED and not complaint.is_anonymous, "gabung": State.DUPLICATE in exits, "catatan": True, "sembunyikan": complaint.published_at is not None,
        "tampilkan": complaint.may_publish and not complaint.is_sensitive and not complaint.is_held and State(complaint.state) not in publishing.NEVER,
        "identitas": complaint.identity == Identity.SECRET and staff.has(*IDENTITY_OPENERS),
    }  # fmt: skip
    return {name: make_form(name, complaint) for name, is_wanted in wanted.items() if is_wanted}


def make_form(name: str, complaint: Complaint, data: Any = None) -> Form:
    """The form of a verb, empty or with what was posted."""
    if name == "periksa":
        return forms.FindingsForm(data, complaint=complaint)
    if name == "teruskan":
        return forms.AgencyForm(data, complaint=complaint)
    if name == "gabung":
        return forms.MergeForm(data)
    if name == "tampilkan":
        return forms.PublishForm(data, complaint=complaint, text=proposal(complaint)[0])
    label, missing, hint = _WORDS[name]
    return forms.WordsForm(data, label=label, missing=missing, hint=hint, auto_id=f"{name}_%s")


_WORDS = {
    "tanya": ("Pertanyaan untuk pelapor", "Tulis pertanyaannya", "Waktu berhenti sampai pelapor menjawab, paling lama 30 hari."),
    "tolak": ("Bukan wewenang siapa, dan ke mana seharusnya", "Tulis instansi yang berwenang", "Pelapor membacanya. Contoh: jalan tol, hubungi Jasa Marga."),
    "arsipkan": ("Mengapa diarsipkan", "Tulis alasannya", "Pelapor membacanya. Contoh: tempatnya tidak jelas."),
    "selesai": ("Siapa yang menyatakan selesai, kapan, dan lewat apa", "Tulis siapa yang menyatakan selesai", "Pelapor membacanya dan dapat membuka lagi. Contoh: pelapor datang ke loket, jalan sudah rata."),
    "sembunyikan": ("Mengapa tidak ditampilkan lagi", "Tulis alasannya", "Hanya untuk catatan kantor."),
    "catatan": ("Catatan dalam", "Tulis catatannya", "Hanya dibaca petugas kantor ini."),
    "identitas": ("Alasan membuka identitas", "Tulis alasan membuka identitas", "Alasan dan nama Anda tercatat, dan pimpinan diberi tahu."),
}  # fmt: skip
