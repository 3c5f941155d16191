"""skm_score and skm_sample, fed with the sheets that offices really have."""

from __future__ import annotations

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from surveys.instruments import shipped
from tests.surveys.test_scoring import DATA

KEYS = shipped().keys
U = ";".join(f"U{at}" for at in range(1, 10))


@pytest.fixture
def scored(tmp_path):
    def run(content: str | bytes, *options: str, name: str = "lembar.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        out = io.StringIO()
        call_command("skm_score", str(path), "--json", *options, stdout=out)
        return json.loads(out.getvalue())

    return run


def reasons(data):
    return {row["row"]: row["reason"] for row in data["rejected"]}


def test_a_plain_sheet(scored):
    data = scored(f"{U}\n4;4;4;4;4;4;4;4;4\n3;3;3;3;3;3;3;3;3\n")

    assert (data["kind"], data["index"], data["class"], data["class_label"], data["respondents"]) == (
        "answers",
        87.5,
        "B",
        "Baik",
        2,
    )
    assert data["unsur"][7] == {
        "key": "pengaduan", "number": "U8", "name": "Penanganan Pengaduan, Saran dan Masukan", "n": 2, "sum": 7,
        "nrr": 3.5, "nrr_weighted": 0.389, "index": 87.5, "class": "B",
    }  # fmt: skip
    assert (data["policy"], data["missing"], data["rejected"]) == ("exact", [], [])


@pytest.mark.parametrize(
    "value, reason",
    [
        ("0", "nilai 0 di luar 1 sampai 4"),
        ("5", "nilai 5 di luar 1 sampai 4"),
        ("-3", "nilai -3 di luar 1 sampai 4"),
        ("3.5", "nilai 3.5 bukan bilangan bulat"),
        ("3,5", "nilai 3,5 bukan bilangan bulat"),
        ("99999999999", "nilai 99999999999 di luar 1 sampai 4"),
        ("baik", '"baik" bukan angka 1 sampai 4'),
        ("=1+1", '"=1+1" bukan angka 1 sampai 4'),
    ],
)
def test_a_row_with_a_wrong_value_is_rejected_with_its_number_and_the_rest_counts(scored, value, reason):
    data = scored(f"{U}\n4;4;4;4;4;4;4;4;4\n1;1;{value};1;1;1;1;1;1\n")

    assert (data["index"], data["respondents"], data["rejected_count"]) == (100, 1, 1)
    assert data["rejected"] == [{"row": 3, "reason": f"U3: {reason}"}]


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "-", "n/a"])
def test_a_blank_is_missing_and_never_0(scored, blank):
    data = scored(f"{U}\n4;4;4;4;4;4;4;4;4\n2;{blank};2;2;2;2;2;2;2\n")

    assert [(row["n"], row["sum"]) for row in data["unsur"]][:2] == [(2, 6), (1, 4)]
    assert data["index"] == 77.78


@pytest.mark.parametrize("value", ["3.0", "3,00", "03", " 3 ", "\uff13", "+3"])
def test_a_whole_number_may_be_written_in_other_ways(scored, value):
    data = scored(f"{U}\n{value};3;3;3;3;3;3;3;3\n")

    assert (data["index"], data["rejected"]) == (75, [])


def test_empty_lines_blank_sheets_recaps_and_long_rows(scored):
    data = scored(f"{U};No\n\n4;4;4;4;4;4;4;4;4;1\n;;;;;;;;;2\n\n4;4;4;4;4;4;4;4;4;Rata-rata\n4;4;4;4;4;4;4;4;4;3;9\n")

    assert (data["respondents"], data["rejected_count"]) == (1, 3)
    assert reasons(data) == {
        4: "Semua unsur kosong",
        6: "Baris rekap (Rata-rata), bukan jawaban",
        7: "Ada 11 kolom, kepala tabel hanya 10",
    }


@pytest.mark.parametrize(
    "header",
    [
        ";".join(KEYS),
        ";".join(key.upper() for key in KEYS),
        ";".join(f"u{at}" for at in range(1, 10)),
        ";".join(f"Unsur {at:02}" for at in range(1, 10)),
        ";".join(unsur.name for unsur in shipped().unsur),
        ";".join(unsur.short for unsur in shipped().unsur),
        ";".join(f"U{at} - {unsur.name}" for at, unsur in enumerate(shipped().unsur, 1)),
        ";".join(f"{unsur.short} (U{at})" for at, unsur in enumerate(shipped().unsur, 1)),
        "Persyaratan Pelayanan;Sistem, Mekanisme & Prosedur;Waktu;Tarif;Produk Layanan;Kompetensi Petugas;Perilaku Petugas;Pengaduan;Sarana Prasarana",
        "Kesesuaian persyaratan dengan jenis pelayanan?;Kemudahan prosedur?;Kecepatan waktu?;Kewajaran biaya/tarif?;Kesesuaian produk?;Kompetensi/kemampuan petugas?;Perilaku petugas terkait kesopanan?;Penanganan pengaduan pengguna?;Kualitas sarana?",
    ],
)
def test_headings_are_understood_in_many_words(scored, header):
    data = scored(f"{header}\n1;2;3;4;1;2;3;4;1\n")

    assert [row["sum"] for row in data["unsur"]] == [1, 2, 3, 4, 1, 2, 3, 4, 1]


def test_columns_may_stand_in_any_order_among_others(scored):
    header = "Timestamp;" + ";".join(reversed(KEYS)) + ";Kritik dan Saran;Waktu pengisian;Umur"
    data = scored(f"{header}\n2023-01-01;1;4;3;2;1;4;3;2;1;baik, cepat;09.00;30\n")

    assert [row["sum"] for row in data["unsur"]] == [1, 2, 3, 4, 1, 2, 3, 4, 1]


def test_a_name_beats_the_number_before_it(scored):
    header = ";".join([*(f"U{at}" for at in range(1, 8)), "U8 Sarana dan Prasarana", "U9 Pengaduan"])

    data = scored(f"{header}\n4;4;4;4;4;4;4;1;2\n")

    assert {row["key"]: row["sum"] for row in data["unsur"]}["sarana"] == 1


def test_an_office_that_numbers_otherwise_says_so(scored):
    order = ",".join([*KEYS[:7], "sarana", "pengaduan"])

    data = scored(f"{U}\n4;4;4;4;4;4;4;1;2\n", "--order", order)

    assert [(row["number"], row["key"], row["sum"]) for row in data["unsur"]][7:] == [
        ("U8", "sarana", 1),
        ("U9", "pengaduan", 2),
    ]


def test_a_missing_column_leaves_a_weight_of_one_over_the_rest(scored):
    data = scored("U1,U2,U3,U5,U6,U7,U8,U9\n4,4,4,3,3,3,3,3\n")

    assert (data["missing"], data["index"], data["unsur"][3]["n"], data["unsur"][3]["index"]) == (
        ["biaya"],
        84.38,
        0,
        None,
    )
    assert data["notes"][-1] == "Unsur tanpa nilai: biaya. Dihitung dengan 8 unsur, bobot 1/8"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_usual_encoding_separator_and_line_end(scored, separator, encoding, ending):
    lines = ["Nama;" + U, "André;4;4;4;4;4;4;4;4;4", "Budi;2;2;2;2;2;2;2;2;2"]

    data = scored((ending.join(lines) + ending).replace(";", separator).encode(encoding))

    assert (data["index"], data["respondents"]) == (75, 2)


def test_titles_above_the_header_and_excels_hint_are_passed_over(scored):
    data = scored(f"sep=;\nREKAPITULASI SKM TAHUN 2023;;;\n\n{U}\n4;4;4;4;4;4;4;4;x\n4;4;4;4;4;4;4;4;4\n")

    assert (data["respondents"], reasons(data)) == (1, {5: 'U9: "x" bukan angka 1 sampai 4'})


def test_a_table_without_header_has_to_have_nine_columns(scored):
    data = scored("4;4;4;4;4;4;4;4;4\n3;3;3;3;3;3;3;3;3\n")

    assert (data["respondents"], data["index"]) == (2, 87.5)
    with pytest.raises(CommandError, match="Tidak ada kolom unsur"):
        scored("1;4;4;4;4;4;4;4;4;4\n")


def test_words_are_scores_only_when_asked_for(scored):
    sheet = f"{U}\nSangat sesuai;mudah;cepat;gratis;sesuai;kompeten;sopan dan ramah;Tidak ada;baik\n4;4;4;4;4;4;4;4;4\n"

    assert scored(sheet)["rejected_count"] == 1
    assert [row["sum"] for row in scored(sheet, "--words")["unsur"]] == [8, 7, 7, 8, 7, 7, 7, 5, 7]


def test_a_workbook_is_read_like_a_sheet(scored):
    book = Workbook()
    book.active.append(["No", *[f"U{at}" for at in range(1, 10)], None])
    book.active.append([1, 4, 4.0, "4", 4, 4, 4, 4, 4, None])
    book.active.append([2, 3, 3.5, 3, 3, 3, 3, 3, 3, 3])
    out = io.BytesIO()
    book.save(out)

    data = scored(out.getvalue(), name="lembar.xlsx")

    assert (data["respondents"], data["unsur"][8]["n"], reasons(data)) == (
        1,
        0,
        {3: "U2: nilai 3.5 bukan bilangan bulat"},
    )


@pytest.mark.parametrize("year", ["2021", "2023"])
@pytest.mark.parametrize("mark", [".", ","])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_printed_values_on_100_with_both_decimal_marks(scored, year, mark, separator):
    paper = DATA["kemlagi"][year]
    lines = [f"unsur{separator}value", *(f"{k}{separator}{v.replace('.', mark)}" for k, v in paper["printed"].items())]

    data = scored("\n".join(lines))
    cut = scored("\n".join(lines), "--policy", "w0111")

    assert (data["kind"], data["scale"], f"{data['index']:.2f}", data["class"]) == (
        "printed",
        "index",
        paper["exact"],
        "B",
    )
    assert {row["key"]: row["class"] for row in data["unsur"]} == paper["classes"]
    assert (f"{cut['index']:.2f}", cut["policy"]) == (paper["w0111"], "w0111")


def test_the_papers_own_table_with_both_years_and_commas_in_a_name(scored):
    names = ["Persyaratan", "Prosedur", "Waktu", "Biaya/Tarif", "Produk spesifikasi pelayanan", "Kompetensi pelaksana", "Perilaku pelaksana", "Penanganan pengaduan, saran, masukan", "Sarana dan prasarana"]  # fmt: skip
    old, new = (list(DATA["kemlagi"][year]["printed"].values()) for year in ("2021", "2023"))
    table = "unsur,2021,2023\n" + "".join(
        f"U{at} {name},{a},{b}\n" for at, (name, a, b) in enumerate(zip(names, old, new, strict=True), 1)
    )

    assert [scored(table, "--column", year)["index"] for year in ("2021", "2023")] == [83.33, 85.27]
    with pytest.raises(CommandError, match="Ada 2 kolom nilai: 2021, 2023"):
        scored(table)


def test_printed_nrr_and_a_table_that_lies_on_its_side(scored):
    nrr = scored("No;Unsur;NRR;Mutu\n" + "".join(f"{at};{key};3,{at}0;B\n" for at, key in enumerate(KEYS, 1)))
    lying = scored(f"{U}\n" + ";".join(v.replace(".", ",") for v in DATA["kemlagi"]["2023"]["printed"].values()))

    assert (nrr["kind"], nrr["scale"], nrr["index"]) == ("printed", "nrr", 87.5)
    assert (lying["kind"], lying["index"]) == ("printed", 85.27)


def test_printed_rows_that_say_nothing_are_named(scored):
    data = scored("unsur;nilai\npersyaratan;80\nwaktu;x\nbiaya;\npersyaratan;90\nIKM;80\n")

    assert (data["index"], data["rejected_count"]) == (80, 4)
    assert reasons(data) == {
        3: 'waktu: "x" bukan angka',
        4: "biaya: nilai kosong",
        5: "Unsur persyaratan sudah ada di atas",
        6: '"IKM" bukan unsur',
    }


@pytest.mark.parametrize(
    "content, message",
    [
        ("", "kosong"),
        ("\n\n", "kosong"),
        ("nama;umur\nA;3\n", "Tidak ada kolom unsur"),
        ("U1;U1\n3;3\n", "sama-sama untuk unsur persyaratan"),
        ("U1;persyaratan\n3;3\n", "sama-sama untuk unsur persyaratan"),
        ("unsur;nilai\nwaktu;3\nbiaya;80\n", "tercampur"),
        ("unsur;nilai\nwaktu;3\nbiaya;12\n", "di luar"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, ".xls lama"),
        (b"PK\x03\x04rusak", "rusak"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_words(scored, content, message):
    with pytest.raises(CommandError, match=message):
        scored(content)


def test_nothing_to_count_is_an_error_after_the_reasons(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text(f"{U}\n5;5;5;5;5;5;5;5;5\n")

    with pytest.raises(CommandError, match="Tidak ada satu jawaban pun"):
        call_command("skm_score", str(path))

    assert "baris 2: U1: nilai 5 di luar 1 sampai 4" in capsys.readouterr().out
    with pytest.raises(CommandError, match="tidak bisa dibuka"):
        call_command("skm_score", str(tmp_path / "tidak-ada.csv"))


def test_the_text_is_for_a_person(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text(f"{U}\n" + "3;3;3;4;3;3;3;3;3\n" * 3 + "9;9;9;9;9;9;9;9;9\n" * 60)

    call_command("skm_score", str(path), "--policy", "w0111")

    text = capsys.readouterr().out
    assert "IKM 77,70  mutu B (Baik)" in text
    assert "0,111" in text
    assert "3 responden dihitung, 60 baris ditolak" in text
    assert "… dan 10 baris lagi" in text


def test_standard_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{U}\n4;4;4;4;4;4;4;4;4\n".encode())))

    call_command("skm_score", "-", "--json")

    assert json.loads(capsys.readouterr().out)["index"] == 100


def test_a_hundred_thousand_rows_are_added_up_without_keeping_them(scored):
    data = scored(f"{U}\n" + "3;3;3;4;3;3;3;3;3\n" * 100_000)

    assert (data["respondents"], data["index"], data["unsur"][3]["sum"]) == (100_000, 77.78, 400_000)


@pytest.mark.parametrize("given, needed", [("500", "217"), ("0", "0"), ("1", "1"), ("1000000", "384")])
def test_the_sample(given, needed, capsys):
    call_command("skm_sample", given)

    assert capsys.readouterr().out.strip() == needed


@pytest.mark.parametrize("given", ["-1", "1.5", "x", "", "1e3"])
def test_a_sample_of_nonsense_is_refused(given):
    with pytest.raises(CommandError, match="bilangan bulat"):
        call_command("skm_sample", "--", given)
