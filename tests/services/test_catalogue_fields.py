"""The catalogue of fields: every name is described well enough to build a form from it."""

import pytest

from services.catalogue_fields import FIELDS, field_key, field_specs


@pytest.mark.parametrize("raw, key", [
    ("nama", "nama"),
    ("ahli_waris[] {nama,nik}", "ahli_waris"),
    ("saksi[2]", "saksi"),
    ("status_keterangan (masih hidup / janda)", "status_keterangan"),
    ("catin_pria {nama,nik,alamat}", "catin_pria"),
    ("hari_kerja_tersisa (computed)", "hari_kerja_tersisa"),
])  # fmt: skip
def test_raw_names_are_brought_to_their_key(raw: str, key: str):
    assert field_key(raw) == key
    assert [spec.key for spec in field_specs([raw])] == [key]


def test_each_field_comes_once_in_the_order_asked_for():
    assert [spec.key for spec in field_specs(["rw", "nama", "rw"])] == ["rw", "nama"]


def test_an_unknown_name_is_refused():
    with pytest.raises(KeyError):
        field_specs(["gaji_pokok"])


def test_a_count_in_the_name_is_the_number_of_people():
    witnesses = field_specs(["saksi[2]"], service="KEL-TANAH")[0]

    assert (witnesses.minimum, witnesses.maximum) == (2, 2)
    assert "riwayat tanah" in witnesses.hint


def test_a_service_uses_its_own_words():
    plain, wedding = field_specs(["alasan"])[0], field_specs(["alasan"], service="KEC-DISNIKAH")[0]

    assert plain.label == "Alasan"
    assert wedding.label == "Mengapa mendaftar kurang dari 10 hari kerja?"
    assert wedding.kind == plain.kind == "long_text"


def test_the_number_of_the_letter_itself_is_never_asked():
    assert not field_specs(["register_kelurahan_nomor"], service="KEL-WARIS")[0].is_asked
    assert field_specs(["register_kelurahan_nomor"], service="KEC-WARIS")[0].is_asked


@pytest.mark.parametrize("spec", FIELDS.values(), ids=FIELDS)
def test_a_field_can_be_asked(spec):
    assert spec.label[0].isupper() or spec.label.startswith("NIK")
    assert not spec.label.endswith((".", ":", "!"))
    assert not spec.hint.endswith(".")
    assert (spec.kind == "choice") == bool(spec.choices)
    assert (spec.kind == "people") == bool(spec.subfields)
    if spec.kind in {"nik", "kk", "phone"}:
        assert spec.sensitive
    if spec.kind == "money":
        assert spec.prefix == "Rp"
        assert spec.maximum
