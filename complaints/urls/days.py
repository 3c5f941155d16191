"""Addresses: planning office days, working at the hall, their papers."""

from django.urls import path
from django.urls.resolvers import URLPattern

from complaints.views import rw_close, rw_day, rw_hall, rw_papers, rw_plan

_HOME = "petugas/<slug:office>/kantor-rw"
_DAY = f"{_HOME}/<int:number>"
_HALL = f"{_DAY}/hari-ini"

urlpatterns: list[URLPattern] = [
    path(f"{_HOME}/", rw_plan.plan, name="rw_plan"),
    path(f"{_HOME}/usulan/", rw_plan.proposal, name="rw_proposal"),
    path(f"{_HOME}/aturan/", rw_plan.rules, name="rw_round"),
    path(f"{_HOME}/baru/", rw_plan.new, name="rw_day_new"),
    path(f"{_HOME}/kalender/", rw_papers.feeds, name="rw_feeds"),
    path(f"{_HOME}/kalender/<slug:agency>/", rw_papers.make_feed, name="rw_feed_make"),
    path(f"{_DAY}/", rw_day.show, name="rw_day_desk"),
    path(f"{_DAY}/acara/", rw_day.programme, name="rw_day_programme"),
    path(f"{_DAY}/umumkan/", rw_day.announce, name="rw_day_announce"),
    path(f"{_DAY}/pindah/", rw_day.move, name="rw_day_move"),
    path(f"{_DAY}/batal/", rw_day.cancel, name="rw_day_cancel"),
    path(f"{_DAY}/buka/", rw_hall.start, name="rw_day_open"),
    path(f"{_DAY}/tutup/", rw_close.close, name="rw_day_close"),
    path(f"{_DAY}/umum/", rw_close.shown, name="rw_day_shown"),
    path(f"{_DAY}/undangan-rw.pdf", rw_papers.rw_letter, name="rw_letter"),
    path(f"{_DAY}/undangan/<slug:agency>.pdf", rw_papers.agency_letter, name="rw_agency_letter"),
    path(f"{_DAY}/poster.pdf", rw_papers.poster, name="rw_poster"),
    path(f"{_DAY}/berita-acara.pdf", rw_papers.minutes, name="rw_minutes"),
    path(f"{_DAY}/tindak-lanjut/", rw_papers.left_to_do, name="rw_follow_up"),
    path(f"{_DAY}/tindak-lanjut.xlsx", rw_papers.left_to_do_sheet, name="rw_follow_up_xlsx"),
    path(f"{_HALL}/", rw_hall.hall, name="rw_hall"),
    path(f"{_HALL}/nomor/", rw_hall.give_number, name="rw_hall_number"),
    path(f"{_HALL}/nomor/<int:visitor>/", rw_hall.slip, name="rw_hall_slip"),
    path(f"{_HALL}/nomor/<int:visitor>.pdf", rw_hall.slip_pdf, name="rw_hall_slip_pdf"),
    path(f"{_HALL}/nomor/<int:visitor>/selesai/", rw_hall.served, name="rw_hall_served"),
    path(f"{_HALL}/catat/", rw_hall.record, name="rw_hall_record"),
    path(f"{_HALL}/catat/<int:item>/jawab/", rw_hall.answer, name="rw_hall_answer"),
    path(f"{_HALL}/catat/<int:item>/alih/", rw_hall.hand_over, name="rw_hall_hand"),
]
