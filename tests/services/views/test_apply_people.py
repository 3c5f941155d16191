"""Lists of people on a page: rows come and go by plain buttons, and nothing typed is lost on the way."""

import pytest

from services.models import Submission
from tests.factories import make_service, make_village
from tests.services.views.wizard import Wizard

pytestmark = pytest.mark.django_db
HEIR = {
    "hubungan": "Anak kandung",
    "tempat_lahir": "Mojokerto",
    "tanggal_lahir": "4 5 1988",
    "alamat": "Dusun Mojodadi",
}
HEIRS = {
    "nama_pewaris": "Slamet", "tanggal_meninggal": "12 9 2026", "ahli_waris-n": "2",
    **{f"ahli_waris-{row}-{key}": text for row in (0, 1) for key, text in HEIR.items()},
    "ahli_waris-0-nama": "Siti Rohmah", "ahli_waris-0-nik": "3516154405880004", "ahli_waris-1-nama": "Ahmad Fauzi", "ahli_waris-1-nik": "351615",
}  # fmt: skip


@pytest.fixture
def wizard(client):
    make_village()
    made = make_service(slug="waris", fields=["nama_pewaris", "tanggal_meninggal", "ahli_waris"], purposes=[])
    made.current.requirements.all().delete()
    return Wizard(client, "waris")


def page_of(answer) -> str:
    return answer.content.decode()


def test_a_service_without_purpose_starts_with_the_person(wizard):
    assert wizard.client.get(f"/kemlagi/permohonan/{wizard.token}/").url.endswith("/pemohon/")
    assert "Langkah 1 dari 4" in page_of(wizard.get("pemohon"))


def test_a_row_is_added_and_what_was_typed_stays(wizard):
    answer = wizard.post("isian", {**HEIRS, "tambah": "ahli_waris"})
    page = page_of(wizard.get("isian"))

    assert answer.url.endswith("/isian/#div_id_ahli_waris")
    assert "Ahli waris 3" in page
    assert 'value="351615"' in page
    assert "Galat" not in page


def test_a_row_is_removed_and_the_others_move_up(wizard):
    wizard.post("isian", {**HEIRS, "hapus": "ahli_waris-0"})
    page = page_of(wizard.get("isian"))

    assert "Ahmad Fauzi" in page
    assert "Siti Rohmah" not in page
    assert "Ahli waris 2" not in page


def test_an_error_in_a_row_is_named_at_its_field_and_in_the_summary(wizard):
    page = page_of(wizard.post("isian", HEIRS))

    assert page.count("NIK harus 16 angka. Anda mengisi 6 angka") == 2
    assert 'href="#id_ahli_waris-1-nik"' in page


def test_the_people_arrive_in_the_letter_without_the_empty_rows(wizard):
    wizard.post(
        "pemohon",
        {
            "applicant_name": "Siti Rohmah",
            "applicant_nik": "3516154405880004",
            "desa_kelurahan": "35.16.15.2016",
            "phone": "081200001234",
        },
    )
    wizard.post("isian", {**HEIRS, "ahli_waris-n": "3", "ahli_waris-1-nik": "3516151708850002"})
    wizard.post("terima", {"delivery": "pdf"})
    check = page_of(wizard.get("periksa"))
    wizard.send()

    people = Submission.objects.get().data["fields"]["ahli_waris"]
    assert [(person["nama"], person["nik"]) for person in people] == [
        ("Siti Rohmah", "3516154405880004"),
        ("Ahmad Fauzi", "3516151708850002"),
    ]
    assert "2. Ahmad Fauzi, 3516 •••• •••• 0002, Anak kandung, Mojokerto, 4 Mei 1988, Dusun Mojodadi" in check


@pytest.mark.parametrize(
    "nonsense",
    [{"hapus": "ahli_waris-99"}, {"tambah": "tidak-ada"}, {"ahli_waris-n": "9999999"}, {"hapus": "ahli_waris-x"}],
)
def test_nonsense_from_the_buttons_breaks_nothing(wizard, nonsense):
    assert wizard.post("isian", {**HEIRS, **nonsense}).status_code in {200, 302}
    assert "Siti Rohmah" in page_of(wizard.get("isian"))
