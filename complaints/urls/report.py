"""Addresses: reporting, and the reporter's own page."""

from django.urls import path
from django.urls.resolvers import URLPattern

from complaints.views import report, reporter, slip

_HOME = "<slug:office>/pengaduan"
_DRAFT = f"{_HOME}/isi/<str:token>"
_OWN = f"{_HOME}/laporan/<str:number>"

urlpatterns: list[URLPattern] = [
    path(f"{_HOME}/", report.report, name="report"),
    path(f"{_DRAFT}/", report.draft, name="report_draft"),
    path(f"{_DRAFT}/periksa/", report.check, name="report_check"),
    path(f"{_DRAFT}/terkirim/", report.sent, name="report_sent"),
    path(f"{_DRAFT}/terkirim/bukti.pdf", slip.sent_slip, name="report_slip"),
    path(f"{_DRAFT}/foto/<uuid:pk>", report.photo, name="report_photo"),
    path(f"{_DRAFT}/foto/<uuid:pk>/hapus/", report.drop_photo, name="report_photo_drop"),
    path(f"{_HOME}/lacak/", reporter.entry, name="reporter_entry"),
    path(f"{_HOME}/tutup/", reporter.leave, name="reporter_leave"),
    path(f"{_OWN}/", reporter.show, name="reporter"),
    path(f"{_OWN}/foto/<uuid:pk>", reporter.photo, name="reporter_photo"),
    path(f"{_OWN}/jawab/", reporter.reply, name="reporter_reply"),
    path(f"{_OWN}/setuju/", reporter.confirm, name="reporter_confirm"),
    path(f"{_OWN}/buka-lagi/", reporter.reopen, name="reporter_reopen"),
    path(f"{_OWN}/nilai/", reporter.rate, name="reporter_rate"),
]
