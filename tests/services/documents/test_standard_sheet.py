"""The standar pelayanan sheet shows all 14 components in the regulation's order; the maklumat its promise and signer."""

import re
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from services.documents.standard_sheet import delivery, manufacturing, render_pledge, render_standard
from services.sheet_content import OfficeHead, PledgeContent, SheetRequirement, StandardContent

from .cameras import rasterised, zxing

HEAD = OfficeHead(
    office="Kecamatan Kemlagi", lines=("Pemerintah Kabupaten Mojokerto",), address="Jalan 1", place="Kemlagi"
)
STANDARD = StandardContent(
    head=HEAD,
    service="Surat Keterangan Tidak Mampu (SKTM)",
    summary="Menerangkan bahwa keluarga pemohon kurang mampu.",
    version=3,
    published_on=date(2026, 11, 2),
    requirements=(
        SheetRequirement(name="KTP-el pemohon", kind="Salinan dokumen", note="Dicocokkan dengan aslinya"),
        SheetRequirement(name="Kartu bansos", required=False),
        SheetRequirement(name="Tagihan rumah sakit", only_for="Untuk berobat"),
    ),
    procedure=("Pemohon mengajukan.", "Petugas memeriksa."),
    limit="60 menit sejak berkas dinyatakan lengkap",
    fee="Gratis",
    product="Surat Keterangan Tidak Mampu",
    complaint_handling="Telepon (0321) 000-000",
    legal_basis="UU 25/2009\nPermenPANRB 15/2014",
    facilities="Ruang tunggu",
    staff_competence="Memahami adminduk",
    supervision="Kasi Pelayanan setiap hari",
    staff_count="4 orang",
    guarantee="Diantar bila lewat batas waktu",
    safety="Data pribadi dijaga",
    evaluation="Setiap semester",
    legal_basis_checked_on=date(2026, 10, 1),
    address="https://kemlagi.go.id/kemlagi/layanan/sktm",
)
PLEDGE = PledgeContent(
    head=HEAD,
    pledge="Kami sanggup melayani sesuai standar.\n\nKami terus memperbaiki diri.\nKami siap menerima sanksi.",
    signed_on=date(2026, 1, 5),
    signer_title="Camat Kemlagi",
    signer_name="Drs. Budi Santoso, M.Si.",
    signer_rank="Pembina Tingkat I",
    signer_nip="19710817 199603 1 004",
    address="https://kemlagi.go.id/kemlagi/maklumat",
)
COMPONENTS = [
    "Persyaratan",
    "Sistem, mekanisme, dan prosedur",
    "Jangka waktu",
    "Biaya atau tarif",
    "Produk pelayanan",
    "Penanganan pengaduan, saran, dan masukan",
    "Dasar hukum",
    "Sarana, prasarana, dan fasilitas",
    "Kompetensi pelaksana",
    "Pengawasan internal",
    "Jumlah pelaksana",
    "Jaminan pelayanan",
    "Jaminan keamanan dan keselamatan",
    "Evaluasi kinerja pelaksana",
]


def text_of(pdf, *options):
    run = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


def test_the_fourteen_components_stand_in_the_regulations_order():
    shown = delivery(STANDARD) + manufacturing(STANDARD)

    assert [(component.number, component.name) for component in shown] == list(enumerate(COMPONENTS, 1))


def test_every_component_is_printed_with_its_content():
    text = text_of(render_standard(STANDARD), "-layout")

    for part in (
        *("KTP-el pemohon (salinan dokumen)", "Dicocokkan dengan aslinya", "Kartu bansos, bila ada"),
        *("Tagihan rumah sakit (hanya: untuk berobat)", "1. Pemohon mengajukan.", "60 menit sejak", "Gratis"),
        *("Telepon (0321) 000-000", "UU 25/2009", "diperiksa 1 Oktober 2026", "Ruang tunggu", "Memahami adminduk"),
        *("Kasi Pelayanan setiap hari", "4 orang", "Diantar bila lewat", "Data pribadi dijaga", "Setiap semester"),
        "Standar pelayanan Surat Keterangan Tidak Mampu (SKTM) · versi 3, 2 November 2026",
        "kemlagi.go.id/kemlagi/layanan/sktm",
    ):
        assert part in text


def test_a_component_that_is_not_filled_in_is_seen_to_be_missing():
    assert (
        text_of(render_standard(replace(STANDARD, safety="", evaluation=" ", procedure=()))).count("Belum diisi") == 3
    )


def test_a_usual_standard_fits_one_sheet_and_its_code_is_read():
    pdf = render_standard(STANDARD)

    assert pages(pdf) == 1
    assert zxing(rasterised(pdf, 150)) == ["https://kemlagi.go.id/kemlagi/layanan/sktm"]


def pages(pdf):
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def test_a_long_standard_goes_on_and_numbers_its_pages():
    pdf = render_standard(replace(STANDARD, facilities="Ruang tunggu. " * 400))

    assert pages(pdf) > 1
    assert re.search(r"\b2 ?/ ?\d\b", text_of(pdf))


@pytest.mark.parametrize(
    "name", ['Surat "Tidak Mampu"', "a\\b } * { display: none", "</style><b>x", "Dispensasi\nNikah"]
)
def test_a_name_cannot_break_out_of_the_foot_of_the_page(name):
    text = text_of(render_standard(replace(STANDARD, service=name)))

    assert " ".join(f"Standar pelayanan {name} · versi 3".split()) in text
    assert "Setiap semester" in text


def test_the_pledge_names_its_promise_its_day_and_who_stands_for_it():
    text = text_of(render_pledge(PLEDGE))

    for part in (
        *("Maklumat pelayanan", "Kami sanggup melayani sesuai standar.", "Kami siap menerima sanksi."),
        *("Kemlagi, 5 Januari 2026", "Camat Kemlagi,", "Drs. Budi Santoso, M.Si.", "Pembina Tingkat I"),
        *("NIP 19710817 199603 1 004", "kemlagi.go.id/kemlagi/maklumat"),
    ):
        assert part in text


def test_the_pledge_is_one_sheet_to_hang_up():
    pdf = render_pledge(PLEDGE)

    assert pages(pdf) == 1
    assert zxing(rasterised(pdf, 150)) == ["https://kemlagi.go.id/kemlagi/maklumat"]


def test_without_an_address_there_is_no_code():
    for pdf in (render_standard(replace(STANDARD, address="")), render_pledge(replace(PLEDGE, address=""))):
        assert zxing(rasterised(pdf, 100)) == []
