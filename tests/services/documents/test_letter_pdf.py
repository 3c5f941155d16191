"""Printing a letter: the same bytes each time, nothing from outside, any name in any script."""

import os
import re
import subprocess
import sys
import threading
from dataclasses import replace
from io import BytesIO
from socket import create_server

import page
import pikepdf
import pytest
from PIL import Image

from services.documents.letter import Signatory, UnfitContent, Verification, check_fonts, pdf, render_pdf, unprintable
from services.documents.letter.fonts import FACES, OWN_CONFIGURATION, prepare_fontconfig

from .golden import text_of
from .letter_samples import KEMLAGI, letter

SECRETARY = Signatory("Sekretaris Kecamatan", "DWI HARTANTO, S.H.", "Penata Tingkat I (III/d)", "19751212 200003 1 003")


def words(content) -> str:
    return " ".join(text_of(render_pdf(content)).split())


def test_the_same_letter_gives_the_same_bytes():
    assert render_pdf(letter("KEL-SKTM")) == render_pdf(letter("KEL-SKTM"))


def test_another_process_gives_the_same_bytes_too():
    program = (
        "import conftest, django, sys; django.setup()\n"
        "from services.documents.letter import render_pdf\n"
        "from tests.services.documents.letter_samples import letter\n"
        "sys.stdout.buffer.write(render_pdf(letter('KEL-SKTM')))"
    )

    made = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert made.stdout == render_pdf(letter("KEL-SKTM"))


def test_the_file_names_title_office_language_and_the_letters_own_date():
    with pikepdf.open(BytesIO(render_pdf(letter("KEC-SOSIAL")))) as made:
        info, root = made.docinfo, made.Root

        assert str(info["/Title"]) == "Surat Keterangan Tidak Mampu 400.9/482/416-310/2026"
        assert str(info["/Author"]) == "Kecamatan Kemlagi"
        assert str(info["/CreationDate"]) == "D:20261123"
        assert str(root.Lang) == "id"
        assert bool(root.MarkInfo.Marked)


def test_every_font_is_ours_and_embedded():
    with pikepdf.open(BytesIO(render_pdf(letter("KEL-WARIS")))) as made:
        fonts = [o for o in made.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]

        assert fonts
        assert all("/FontFile2" in font for font in fonts)
        assert {str(font.FontName).split("+")[1].split("-")[0] for font in fonts} == {"Surat"}


def test_without_a_number_it_is_a_draft_and_carries_no_code():
    made = render_pdf(letter("KEC-SOSIAL", number=None, date=None))
    slanted = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=made, capture_output=True, check=True
    ).stdout.decode()
    text = text_of(made)

    assert "KONSEP" in slanted.split()
    assert "belum ditandatangani" in text
    assert "K7QM" not in text
    assert "Ditandatangani secara elektronik" not in text


def test_a_draft_is_archivable_as_well():
    made = render_pdf(letter("KEC-SOSIAL", number=None, date=None))

    assert page.validate_pdf_bytes(made, profile="3a").is_compliant


@pytest.mark.parametrize("paper, size", [("A4", (595, 842)), ("F4", (609, 935))])
def test_paper_sizes(paper: str, size: tuple[int, int]):
    with pikepdf.open(BytesIO(render_pdf(letter("KEC-SOSIAL", paper=paper)))) as made:
        _, _, width, height = made.pages[0].mediabox

    assert (round(width), round(height)) == size


@pytest.mark.parametrize("prefix, changes, lines", [
    ("", {"position": "Camat Kemlagi"}, "CAMAT KEMLAGI,"),
    ("Plt.", {"position": "Camat Kemlagi"}, "Plt. CAMAT KEMLAGI,"),
    ("Plh.", {"position": "Camat Kemlagi"}, "Plh. CAMAT KEMLAGI,"),
    ("a.n.", {"principal": "Camat Kemlagi"}, "a.n. CAMAT KEMLAGI Sekretaris Kecamatan,"),
    ("u.b.", {"position": "Kepala Seksi Pelayanan", "principal": "Camat Kemlagi", "via": "Sekretaris Kecamatan"},
     "a.n. CAMAT KEMLAGI Sekretaris Kecamatan u.b. Kepala Seksi Pelayanan,"),
])  # fmt: skip
def test_who_signs_and_for_whom(prefix: str, changes: dict, lines: str):
    text = words(letter("KEC-SOSIAL", signatory=replace(SECRETARY, prefix=prefix, **changes)))

    assert f"Kemlagi, 23 November 2026 {lines}" in text


@pytest.mark.parametrize("signing, said, unsaid", [
    ("internal", "sertifikat internal Kecamatan Kemlagi, bukan sertifikat BSrE", "Badan Siber"),
    ("bsre", "Balai Besar Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara", "internal"),
    ("wet", "NIP 19700101 199503 1 001", "secara elektronik"),
])  # fmt: skip
def test_it_says_how_it_was_signed(signing: str, said: str, unsaid: str):
    text = words(letter("KEC-SOSIAL", signing=signing))

    assert said in text
    assert unsaid not in text
    assert "buka kemlagi.mojokertokab.go.id/cek dan ketik kode K7QM-2X9D-PA." in text


def test_a_long_letter_continues_on_a_numbered_page_with_its_signature():
    made = render_pdf(letter("KEL-UMUM", data={"isi_keterangan": "Kalimat panjang tentang keadaan warga. " * 90}))

    with pikepdf.open(BytesIO(made)) as opened:
        assert len(opened.pages) == 2
    text = text_of(made)
    assert text.count("Halaman 2") == 1
    assert "Halaman 1" not in text
    assert text.index("Demikian surat keterangan") > text.index("Halaman 2")


@pytest.mark.parametrize("value, printed", [
    ("O'Connor “Nyai” D’Arcy", "O'Connor “Nyai” D’Arcy"),
    ("</td><img src=file:///etc/passwd>", "</td><img src=file:///etc/passwd>"),
    ("{nama} {{ user.password }} **tebal**", "{nama} {{ user.password }} **tebal**"),
    ("Đặng Thị Ḥasan Ş", "Đặng Thị Ḥasan Ş"),
    ("beli kue 🎂 dan 👨‍👩‍👧", "beli kue dan"),
    ("nama \u202eterbalik\u202c", "nama terbalik"),
    ("王小明", "\ufffd\ufffd\ufffd"),
])  # fmt: skip
def test_what_people_type_is_printed_as_text(value: str, printed: str):
    assert f"Pekerjaan : {printed}" in words(letter("KEC-SOSIAL", data={"pekerjaan": value}))


@pytest.mark.parametrize("name, family", [("ꦱꦶꦠꦶ ꦫꦺꦴꦲꦩꦃ", "Surat-Jawa"), ("محمد عبد الله", "Surat-Arab")])
def test_names_in_other_scripts_have_their_glyphs_and_stay_archivable(name: str, family: str):
    made = render_pdf(letter("KEC-SOSIAL", data={"nama": name}))

    with pikepdf.open(BytesIO(made)) as opened:
        fonts = [str(o.BaseFont) for o in opened.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o]
    assert any(family in font for font in fonts)
    assert page.validate_pdf_bytes(made, profile="3a").is_compliant
    assert unprintable(name) == ""


def test_two_hundred_letters_without_a_space_stay_inside_the_margins(tmp_path):
    made = render_pdf(letter("KEC-SOSIAL", data={"nama": "A" * 200}))

    drawn = subprocess.run(["pdftoppm", "-r", "50", "-gray", "-", tmp_path / "p"], input=made, check=True)
    with Image.open(next(tmp_path.glob("p*.pgm"))) as picture:
        width, height = picture.size
        assert picture.crop((width - 38, 0, width, height)).getextrema()[0] == 255
    assert drawn.returncode == 0
    assert text_of(made).count("A" * 20) >= 5


@pytest.mark.parametrize("data", [
    {"keperluan": "x" * 1_000_000},
    {"saksi": [{"nama": "x" * 5_000}]},
    {"ahli_waris": [{"nama": "x"}] * 61},
])  # fmt: skip
def test_an_absurdly_long_letter_is_refused(data: dict):
    with pytest.raises(UnfitContent, match="terlalu panjang"):
        render_pdf(letter("KEC-SOSIAL", data=data))


def test_nothing_outside_the_letter_is_ever_read():
    with Listener() as (port, hits):
        drawing = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><image href="http://127.0.0.1:{port}/a" width="9" height="9"/><image xlink:href="file:///etc/hostname" width="9" height="9"/><style>@import "http://127.0.0.1:{port}/b";</style></svg>'
        bait = f'<link rel=attachment href="file:///etc/hostname"><img src="http://127.0.0.1:{port}/c">'
        made = render_pdf(
            letter(
                "KEC-SOSIAL",
                letterhead=replace(KEMLAGI, emblem=drawing.encode(), emblem_mime="image/svg+xml", address=(bait,)),
                data={"nama": bait, "keperluan": f"url(http://127.0.0.1:{port}/d)"},
                verification=Verification(f"http://127.0.0.1:{port}/cek/A", "A"),
            )
        )

    assert hits == []
    with pikepdf.open(BytesIO(made)) as opened:
        assert len(opened.attachments) == 0
    assert os.uname().nodename not in text_of(made)


def test_the_offices_emblem_is_printed():
    square = BytesIO()
    Image.new("RGBA", (60, 60), (200, 0, 0, 255)).save(square, "PNG")

    made = render_pdf(letter("KEC-SOSIAL", letterhead=replace(KEMLAGI, emblem=square.getvalue())))

    with pikepdf.open(BytesIO(made)) as opened:
        pictures = [o for o in opened.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert (60, 60) in {(int(picture.Width), int(picture.Height)) for picture in pictures}
    assert page.validate_pdf_bytes(made, profile="3a").is_compliant


def test_no_packed_stream_ends_in_a_carriage_return_whatever_the_number():
    for number in range(25):
        made = render_pdf(letter("KEC-LEGAL", number=f"400.9/{number}/416-310/2026"))
        assert not re.search(rb"\r\nendstream", made)
        assert page.validate_pdf_bytes(made, profile="3a").is_compliant


def test_this_machine_has_what_letters_need():
    assert check_fonts() == []


def test_our_own_fontconfig_serves_where_the_named_one_is_missing(monkeypatch):
    monkeypatch.setenv("FONTCONFIG_FILE", "/nowhere/fonts.conf")

    assert prepare_fontconfig() is True
    assert os.environ["FONTCONFIG_FILE"] == str(OWN_CONFIGURATION)


def test_a_process_without_fontconfig_prints_and_ends_well():
    program = (
        "import conftest, django; django.setup()\n"
        "from services.documents.letter import render_pdf\n"
        "from tests.services.documents.letter_samples import letter\n"
        "print(len(render_pdf(letter('KEL-SKTM'))))"
    )
    bare = os.environ | {"FONTCONFIG_FILE": "/nowhere/fonts.conf"}

    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=bare)

    assert (made.returncode, made.stderr) == (0, "")
    assert int(made.stdout) > 10_000


def test_a_forked_child_leaves_its_parents_fonts_alone():
    first = render_pdf(letter("KEL-SKTM"))
    folder = pdf._made_here[-1].fonts._folder
    child = os.fork()
    if child == 0:
        pdf._close()
        os._exit(0 if pdf._ONE_AT_A_TIME.acquire(blocking=False) else 1)
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0
    assert len(list(folder.iterdir())) == len(FACES)
    assert render_pdf(letter("KEL-SKTM")) == first


class Listener:
    """A server on loopback that counts who comes."""

    def __enter__(self):
        self._server = create_server(("127.0.0.1", 0))
        self._hits: list[str] = []
        self._thread = threading.Thread(target=self._count, daemon=True)
        self._thread.start()
        return self._server.getsockname()[1], self._hits

    def _count(self) -> None:
        self._server.settimeout(0.2)
        while not getattr(self, "_done", False):
            try:
                connection, peer = self._server.accept()
            except TimeoutError:
                continue
            self._hits.append(str(peer))
            connection.close()

    def __exit__(self, *_) -> None:
        self._done = True
        self._thread.join()
        self._server.close()
