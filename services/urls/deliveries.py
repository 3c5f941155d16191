"""Addresses: the courier's round, one delivery, the Kasi's overview, the resident's answer, and the tanda terima."""

from django.urls import path
from django.urls.resolvers import URLPattern

from services.views import case_receipt, deliveries, delivery_proof, delivery_resident, delivery_task

_OFFICE = "petugas/<slug:office>"
_TASK = f"{_OFFICE}/antar/tugas/<uuid:pk>"
_OWN = "<slug:office>/lacak/<str:number>/antar"

urlpatterns: list[URLPattern] = [
    path(f"{_OFFICE}/antar/", deliveries.day_round, name="deliveries"),
    path(f"{_OFFICE}/antar/mulai/", deliveries.start, name="deliveries_start"),
    path(f"{_OFFICE}/antar/semua/", deliveries.overview, name="deliveries_all"),
    path(f"{_OFFICE}/antar/putaran/<uuid:pk>.pdf", deliveries.papers, name="round_papers"),
    path(f"{_TASK}/", delivery_task.task, name="delivery"),
    path(f"{_TASK}/bukti/", delivery_proof.prove, name="delivery_prove"),
    path(f"{_TASK}/bukti/<uuid:proof>", delivery_task.proof_file, name="delivery_proof_file"),
    path(f"{_TASK}/tidak-bertemu/", delivery_task.absent, name="delivery_absent"),
    path(f"{_TASK}/bawa-kembali/", delivery_task.bring_back, name="delivery_back"),
    path(f"{_TASK}/loket/", delivery_task.at_counter, name="delivery_at_counter"),
    path(f"{_TASK}/putuskan/", delivery_task.decide, name="delivery_decide"),
    path(f"{_TASK}/petugas/", delivery_task.reassign, name="delivery_reassign"),
    path(f"{_TASK}/alamat/", delivery_task.home, name="delivery_home"),
    path(f"{_OFFICE}/permohonan/<str:number>/antar/", delivery_task.offer, name="case_deliver"),
    path(f"{_OFFICE}/permohonan/<str:number>/tanda-terima.pdf", case_receipt.receipt, name="case_receipt"),
    path(f"{_OWN}/sudah-terima/", delivery_resident.confirm, name="delivery_confirm"),
    path(f"{_OWN}/belum-terima/", delivery_resident.dispute, name="delivery_dispute"),
    path(f"{_OWN}/alamat/", delivery_resident.home, name="delivery_own_home"),
]
