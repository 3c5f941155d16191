"""The sheets of an office are made from its rows: 14 components of the published version, the dated pledge."""

from datetime import date

import pytest

from office.models import Role
from services.models import Requirement
from services.queries.standards import pledge_content, standard_content
from tests.factories import MONDAY_9AM, local, make_office, make_service, staff

pytestmark = pytest.mark.django_db


def test_a_standard_carries_the_published_version_and_its_address():
    service = make_service(
        complaint_handling="Telepon",
        procedure=[{"title": "Ajukan", "text": "Dari HP atau loket."}, {"title": "Diperiksa", "text": ""}],
    )
    Requirement.objects.create(
        version=service.current,
        key="tagihan",
        name="Tagihan",
        kind="document_copy",
        is_required=False,
        only_for="berobat",
        position=2,
    )

    content = standard_content(service.current)

    assert content.service == "Surat Keterangan Tidak Mampu"
    assert (content.version, content.published_on) == (1, date(2026, 11, 23))
    assert (content.limit, content.fee) == ("60 menit sejak berkas dinyatakan lengkap", "Gratis")
    assert content.procedure == ("Ajukan. Dari HP atau loket.", "Diperiksa.")
    assert [(paper.name, paper.required, paper.only_for) for paper in content.requirements] == [
        ("KTP pemohon", True, ""),
        ("Kartu Keluarga", True, ""),
        ("Tagihan", False, "Untuk berobat"),
    ]
    assert content.address.endswith("/kemlagi/layanan/surat-tidak-mampu/")
    assert content.head.office == "Kecamatan Kemlagi"


def test_a_promise_in_days_and_a_fee_are_written_out():
    content = standard_content(make_service(sop_days=3, fee=10000).current)

    assert (content.limit, content.fee) == ("3 hari kerja sejak berkas dinyatakan lengkap", "Rp10.000")


def test_a_kelurahan_names_its_kecamatan_above_itself():
    kelurahan = make_office(
        "ORO", "oro-oro-ombo", kind="kelurahan", name="Kelurahan Oro-Oro Ombo", parent=make_office()
    )

    assert standard_content(make_service(kelurahan).current).head.lines == (
        "Pemerintah Kabupaten Mojokerto",
        "Kecamatan Kemlagi",
    )


def test_a_version_published_late_in_the_evening_in_london_is_dated_here():
    service = make_service()
    service.current.published_at = local("2026-11-24T01:00")

    assert standard_content(service.current).published_on == date(2026, 11, 24)


def pledged(**facts):
    return make_office(pledge="Kami sanggup melayani.", pledge_date=date(2026, 1, 5), **facts)


def test_the_head_in_office_stands_for_the_pledge():
    office = pledged()
    staff("budi", "Drs. Budi Santoso, M.Si.", Role.HEAD, office, signs=True)

    content = pledge_content(office, at=MONDAY_9AM)

    assert content is not None
    assert (content.signer_title, content.signer_name) == ("Camat Kemlagi", "Drs. Budi Santoso, M.Si.")
    assert content.signed_on == date(2026, 1, 5)
    assert content.address.endswith("/kemlagi/maklumat/")


def test_without_words_a_date_or_a_head_there_is_no_pledge():
    office = pledged()
    assert pledge_content(office, at=MONDAY_9AM) is None

    staff("budi", "Drs. Budi Santoso, M.Si.", Role.HEAD, office, signs=True)
    office.pledge_date = None
    assert pledge_content(office, at=MONDAY_9AM) is None
