"""What an office editor may write in a template, and what is told when it cannot be used."""

import copy
import json
from dataclasses import replace

import pytest

from services.catalogue_fields import FIELDS
from services.documents.letter import shipped_template, shipped_templates, validate_template
from services.documents.letter.compose import compose
from services.documents.letter.conditions import holds
from services.documents.letter.text import Literal, Slot, TextProblem, parse

from .letter_samples import letter

SKTM_FIELDS = ["nama", "nik", "saksi[2]", "keperluan"]
PLAIN = {"layout": "keterangan", "title": "SURAT", "blocks": [{"type": "paragraph", "text": "Untuk {keperluan}."}]}


def test_text_is_words_fields_and_bold_runs():
    assert parse("Untuk **{nama|kapital}**, {keperluan}.") == (
        Literal("Untuk ", False),
        Slot("nama", "kapital", True),
        Literal(", ", False),
        Slot("keperluan", "", False),
        Literal(".", False),
    )


@pytest.mark.parametrize("text", [
    "{nama", "nama}", "{nama.__class__}", "{0}", "{nama!r}", "{nama:>99999999}", "{ nama }", "{{nama}}", "{nama|a|b}", "{NAMA}",
    "{data[nama]}", "{}", "{%s}" % ("a" * 61), "**nama",
])  # fmt: skip
def test_anything_else_in_braces_is_refused(text: str):
    with pytest.raises(TextProblem):
        parse(text)


@pytest.mark.parametrize(
    "text", ["{% load x %}", "{{ user.password }}", "{{ x|safe }}", "{% include 'a' %}", "{nama.a}", "{# x #}"]
)
def test_the_language_of_other_template_engines_is_no_field(text: str):
    assert validate_template(PLAIN | {"closing": text}, SKTM_FIELDS) != []


def test_markup_is_text_and_needs_no_refusal():
    assert validate_template(PLAIN | {"closing": "<script>alert(1)</script>"}, SKTM_FIELDS) == []


@pytest.mark.parametrize("change, problem", [
    ({"layout": "bebas"}, "Bentuk surat harus salah satu dari"),
    ({"title": ""}, "Isi judul surat"),
    ({"title": "SURAT {nama}"}, "tanpa isian"),
    ({"title": "S" * 161}, "paling panjang 160 huruf"),
    ({"blocks": []}, "Surat belum berisi bagian apa pun"),
    ({"blocks": [PLAIN["blocks"][0]] * 41}, "paling banyak 40"),
    ({"html": "<b>"}, 'Bagian "html" tidak dikenal'),
    ({"closing": "Untuk {keperluann}."}, 'Penutup: Isian "keperluann" tidak ada di layanan ini'),
    ({"closing": "Untuk {nama|miring}."}, 'Bentuk "miring" tidak dikenal. Pilih: kapital'),
    ({"closing": "Untuk {nama"}, "Penutup: Kurung kurawal tidak berpasangan"),
    ({"closing": "x" * 2_001}, "paling panjang 2000 huruf. Tulisan ini 2001 huruf"),
    ({"tembusan": ["a"] * 11}, "Tembusan: paling banyak 10 baris"),
    ({"layout": "dinas"}, "Surat dinas memerlukan hal surat"),
    ({"staff_fields": ["sandi"]}, "Isian petugas harus berupa daftar isian yang dikenal"),
])  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(change: dict, problem: str):
    assert [told for told in validate_template(PLAIN | change, SKTM_FIELDS) if problem in told] != []


@pytest.mark.parametrize("block, problem", [
    ({"type": "html", "text": "x"}, "jenis bagian harus salah satu dari paragraph"),
    ({"type": "paragraph"}, "Bagian 1: tulis isinya"),
    ({"type": "table", "rows": []}, "tabel berisi 1 sampai 40 baris"),
    ({"type": "table", "rows": [{"label": "", "field": "nama"}]}, "isi label baris"),
    ({"type": "table", "rows": [{"label": "Nama"}]}, 'isi salah satu, "field" atau "text"'),
    ({"type": "table", "rows": [{"label": "Nama", "field": "gaji"}]}, 'baris 1: Isian "gaji" tidak ada'),
    ({"type": "list", "items": ["x"], "style": "romawi"}, "daftar berisi 1 sampai 40 butir"),
    ({"type": "people", "field": "nama", "columns": []}, 'isian "nama" bukan daftar orang'),
    ({"type": "people", "field": "ahli_waris", "columns": []}, 'isian "ahli_waris" bukan daftar orang di layanan ini'),
    ({"type": "people", "field": "saksi", "columns": [{"label": "Gaji", "field": "gaji"}]}, 'kolom 1: Isian "gaji" tidak ada'),
    ({"type": "paragraph", "text": "x", "when": "nama"}, "Syarat tampil harus berisi isian"),
    ({"type": "paragraph", "text": "x", "when": {"field": "nama", "lt": 3}}, "Syarat tampil berisi satu"),
    ({"type": "paragraph", "text": "x", "when": {"field": "nama", "in": "abc"}}, 'Nilai "in" pada syarat tampil'),
    ({"type": "paragraph", "text": "x", "when": {"field": "gaji", "present": True}}, 'isian "gaji" tidak ada'),
    ({"type": "paragraph", "text": "x", "when": {"all": []}}, "Gabungan syarat tampil"),
])  # fmt: skip
def test_what_is_wrong_in_a_block_is_said_with_its_place(block: dict, problem: str):
    assert [told for told in validate_template(PLAIN | {"blocks": [block]}, SKTM_FIELDS) if problem in told] != []


@pytest.mark.parametrize(
    "junk", [None, [], "x", 3, {"blocks": "x"}, {"blocks": [None, 3, []]}, {"blocks": [{"type": ["a"]}]}, {"title": 3}]
)
def test_junk_is_told_and_never_raises(junk: object):
    assert validate_template(junk, SKTM_FIELDS) != []


@pytest.mark.parametrize("code", ["KEL-SKTM", "KEC-DISNIKAH", "KEL-WARIS", "KEC-INFO", "KEC-RISET"])
def test_a_damaged_template_is_either_told_or_still_prints(code: str):
    content = letter(code)
    for path in _paths(content.template):
        for junk in (None, 7, [], {}, "{", {"when": 1}, "x"):
            damaged = copy.deepcopy(content.template)
            _set(damaged, path, junk)
            if not validate_template(damaged, list(FIELDS)):
                assert compose(replace(content, template=damaged))["title"]


@pytest.mark.parametrize("condition, shown", [
    (None, True),
    ({"field": "a", "present": True}, True),
    ({"field": "b", "present": True}, False),
    ({"field": "b", "present": False}, True),
    ({"field": "a", "is": "ya"}, True),
    ({"field": "a", "in": ["tidak", "ya"]}, True),
    ({"all": [{"field": "a", "present": True}, {"field": "b", "present": True}]}, False),
    ({"any": [{"field": "a", "present": True}, {"field": "b", "present": True}]}, True),
])  # fmt: skip
def test_conditions(condition: dict | None, shown: bool):
    assert holds(condition, {"a": "ya", "b": ""}.__getitem__) is shown


def test_shipped_templates_are_fresh_copies():
    shipped_templates()["KEL-SKTM"]["title"] = "DIUBAH"

    assert shipped_template("KEL-SKTM")["title"] == "SURAT KETERANGAN TIDAK MAMPU"


def test_a_service_without_a_letter_has_no_template():
    with pytest.raises(KeyError):
        shipped_template("KEC-KTPREKAM")


def test_a_template_survives_json():
    for template in shipped_templates().values():
        assert json.loads(json.dumps(template)) == template


def _paths(value, here=()):
    yield here
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _paths(child, (*here, key))


def _set(tree, path, junk) -> None:
    if path:
        for key in path[:-1]:
            tree = tree[key]
        tree[path[-1]] = junk
