"""Addresses: the staff queue, the page of a submission, messages, register."""

from django.urls import path
from django.urls.resolvers import URLPattern

from services.views import case, case_clock, case_data, case_moves, case_papers, desk, letters, messages, register

_OFFICE = "petugas/<slug:office>"
_CASE = f"{_OFFICE}/permohonan/<str:number>"

urlpatterns: list[URLPattern] = [
    path(f"{_OFFICE}/antrean/", desk.show_queue, name="queue"),
    path(f"{_OFFICE}/arsip/", desk.archive, name="archive"),
    path(f"{_CASE}/", case.case, name="case"),
    path(f"{_CASE}/ambil/", desk.take, name="case_take"),
    path(f"{_CASE}/ingatkan/", desk.remind, name="case_remind"),
    path(f"{_CASE}/periksa/", case_moves.check, name="case_check"),
    path(f"{_CASE}/tolak/", case_moves.reject, name="case_reject"),
    path(f"{_CASE}/tarik/", case_moves.withdraw, name="case_withdraw"),
    path(f"{_CASE}/kembalikan-surat/", case_moves.pull_back, name="case_pull_back"),
    path(f"{_CASE}/teruskan/", case_moves.forward, name="case_forward"),
    path(f"{_CASE}/siap/", case_moves.ready, name="case_ready"),
    path(f"{_CASE}/serahkan/", case_moves.hand_over, name="case_hand_over"),
    path(f"{_CASE}/jeda/<int:pk>/", case_clock.correct_pause, name="pause_correct"),
    path(f"{_CASE}/catatan/", case_moves.remark, name="case_remark"),
    path(f"{_CASE}/data/", case_data.correct, name="case_correct"),
    path(f"{_CASE}/berkas/<uuid:pk>/", case_papers.paper, name="paper"),
    path(f"{_CASE}/berkas/<uuid:pk>/salinan", case_papers.paper_file, name="paper_file"),
    path(f"{_CASE}/berkas/<uuid:pk>/kecil", case_papers.paper_thumb, name="paper_thumb"),
    path(f"{_CASE}/surat/", letters.letter, name="letter"),
    path(f"{_CASE}/surat/buat/", letters.draft, name="letter_draft"),
    path(f"{_CASE}/konsep.pdf", letters.draft_pdf, name="letter_draft_pdf"),
    path(f"{_OFFICE}/surat/<uuid:pk>.pdf", letters.letter_pdf, name="letter_pdf"),
    path(f"{_OFFICE}/pesan/", messages.message_list, name="messages"),
    path(f"{_OFFICE}/pesan/<uuid:pk>/terkirim/", messages.tick, name="message_tick"),
    path(f"{_OFFICE}/pesan/<uuid:pk>/kirim-ulang/", messages.resend, name="message_resend"),
    path(f"{_OFFICE}/buku-agenda/", register.register, name="register"),
    path(f"{_OFFICE}/buku-agenda/pesan-nomor/", register.reserve, name="register_reserve"),
    path(f"{_OFFICE}/buku-agenda/<int:pk>/batalkan/", register.void, name="register_void"),
    path(f"{_OFFICE}/buku-agenda/<int:year>.csv", register.export, {"kind": "csv"}, name="register_csv"),
    path(f"{_OFFICE}/buku-agenda/<int:year>.xlsx", register.export, {"kind": "xlsx"}, name="register_xlsx"),
]
