"""Addresses: the report of a period, its papers, what follows from it, paper sheets."""

from django.urls import path
from django.urls.resolvers import URLPattern

from surveys.views import follow_up, paper, reporting

_DESK = "petugas/<slug:office>/survei/"
_ONE = f"{_DESK}<int:pk>/"
_PLAN = f"{_ONE}tindak-lanjut/"

urlpatterns: list[URLPattern] = [
    path(f"{_DESK}kartu-loket.pdf", reporting.counter_card, name="counter_card"),
    path(f"{_ONE}laporan/", reporting.report, name="report"),
    path(f"{_ONE}laporan.pdf", reporting.report_file, name="report_pdf"),
    path(f"{_ONE}data.xlsx", reporting.data_file, name="report_data"),
    path(f"{_ONE}lembar-publik.pdf", reporting.wall_sheet, name="wall_sheet"),
    path(f"{_ONE}kalimat/", reporting.texts, name="report_texts"),
    path(f"{_ONE}saran/", reporting.remarks, name="remarks"),
    path(f"{_ONE}publikasi/", reporting.publications, name="publications"),
    path(f"{_ONE}publikasi/<int:row>/bukti/", reporting.publication_proof, name="publication_proof"),
    path(_PLAN, follow_up.plan, name="follow_up"),
    path(f"{_PLAN}<int:item>/", follow_up.one, name="follow_up_item"),
    path(f"{_PLAN}<int:item>/selesai/", follow_up.finish, name="follow_up_finish"),
    path(f"{_PLAN}<int:item>/bukti/", follow_up.proof, name="follow_up_proof"),
    path(f"{_ONE}kertas/", paper.grid, name="paper"),
]
