"""PDFs: the pages stay, everything else is left behind or refused."""

import io
import subprocess

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from office.uploads.papers import clean_pdf
from office.uploads.sanitise import UploadRefused, sanitise
from tests.office.uploads.makers import encoded, jpeg, noise, pdf, phone_photo


def test_a_plain_pdf_keeps_its_pages_and_passes_a_foreign_check(tmp_path):
    clean = sanitise(pdf(pages=20), "surat pengantar.pdf", "application/pdf")
    stored = tmp_path / "stored.pdf"
    stored.write_bytes(clean.content)

    assert (clean.content_type, clean.pages, clean.original_name) == ("application/pdf", 20, "surat pengantar.pdf")
    assert b"File is linearized" in subprocess.run(["qpdf", "--check", stored], capture_output=True, check=True).stdout


def test_metadata_links_and_a_harmless_opening_view_are_left_behind():
    def change(made: pikepdf.Pdf) -> None:
        with made.open_metadata() as meta:
            meta["dc:creator"] = ["Siti Rohmah"]
        made.docinfo["/Author"] = "Siti Rohmah"
        made.Root.OpenAction = Array([made.pages[0].obj, Name.Fit])
        link = Dictionary(S=Name.URI, URI=String("http://jahat.test"))
        made.pages[0].obj.Annots = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=link)]
        )
        made.pages[0].obj.PieceInfo = Dictionary(X=Dictionary(Private=String("rahasia")))

    content = clean_pdf(pdf(change)).content

    with pikepdf.open(io.BytesIO(content)) as result:
        assert set(result.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in result.trailer
        assert set(result.pages[0].keys()) <= {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
        readable = result.pages[0].Contents.read_bytes()
    assert b"200 50 re f" in readable
    assert not [word for word in (b"Siti", b"jahat", b"rahasia") if word in content]


def test_what_a_resident_typed_into_a_form_stays_on_the_page():
    def change(made: pikepdf.Pdf) -> None:
        look = Stream(
            made, b"BT /F1 12 Tf (Mojodadi) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 20])
        )
        field = made.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("desa"), V=String("Mojodadi"), F=4,
                Rect=Array([50, 50, 250, 70]), AP=Dictionary(N=look), DA=String("/F1 12 Tf"),
            )
        )  # fmt: skip
        made.pages[0].obj.Annots = Array([field])
        made.Root.AcroForm = Dictionary(Fields=Array([field]), DA=String("/F1 12 Tf"))

    with pikepdf.open(io.BytesIO(clean_pdf(pdf(change)).content)) as result:
        drawn = [found.read_bytes() for found in result.objects if isinstance(found, Stream)]

    assert any(b"Mojodadi" in stream for stream in drawn)
    assert "/AcroForm" not in result.Root


def with_photos(*photos: bytes) -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        for page, photo in zip(made.pages, photos, strict=True):
            image = Stream(
                made, photo, Type=Name.XObject, Subtype=Name.Image, Width=600, Height=400, BitsPerComponent=8
            )
            image.ColorSpace, image.Filter = Name.DeviceRGB, Name.DCTDecode
            page.Resources = Dictionary(XObject=Dictionary(Im0=image))
            page.Contents = Stream(made, b"600 0 0 400 0 0 cm /Im0 Do")

    return pdf(change, pages=len(photos), compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def pictures_in(content: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(content)) as result:
        return [bytes(page.Resources.XObject.Im0.read_raw_bytes()) for page in result.pages]


def test_a_photo_inside_a_pdf_loses_its_place_and_keeps_its_picture():
    (kept,) = pictures_in(clean_pdf(with_photos(phone_photo())).content)

    assert kept.startswith(b"\xff\xd8")
    assert not [word for word in (b"Exif", b"SERIAL", b"rahasia", b"Mojodadi") if word in kept]
    assert kept.endswith(phone_photo()[-2000:])


def test_a_scan_that_is_too_big_is_written_smaller():
    heavy = encoded(noise(600, 400), "JPEG", quality=100, subsampling=0)
    raw = with_photos(*[heavy] * 9)

    clean = clean_pdf(raw)

    assert len(raw) > 2_000_000 >= len(clean.content)
    assert (clean.pages, len(pictures_in(clean.content))) == (9, 9)


def test_what_cannot_be_made_small_is_refused_with_its_size():
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].Contents = Stream(made, noise(900, 900).tobytes())

    with pytest.raises(UploadRefused) as refused:
        sanitise(pdf(change), "surat.pdf", label="akta")

    assert refused.value.message == (
        "PDF akta masih terlalu besar setelah dikecilkan (2,4 MB). Paling besar 2 MB. Kirim fotonya, atau lebih sedikit halaman"
    )


def test_a_damaged_photo_inside_is_left_as_it_is():
    broken = jpeg()[:900]

    assert pictures_in(clean_pdf(with_photos(broken)).content)[0].endswith(broken[-100:])
