"""What the benchmarks work on: one real letter, one photo as a phone makes them."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from random import Random

from services.letter_content import LetterContent, Letterhead, Signatory, Verification

HEAD = Letterhead(
    government="PEMERINTAH KABUPATEN MOJOKERTO", lines=("KECAMATAN KEMLAGI",), address=("Jalan Raya Kemlagi 1, Kemlagi 61353", "Telepon (0321) 000-000"),
    office="Kecamatan Kemlagi", head="Camat Kemlagi", within=("Kabupaten Mojokerto",), place="Kemlagi",
)  # fmt: skip
DATA = {
    "nama": "Siti Rohmah", "nik": "3516154405880004", "tempat_lahir": "Mojokerto", "tanggal_lahir": "1988-05-04", "jenis_kelamin": "Perempuan",
    "pekerjaan": "Buruh tani", "alamat": "Dusun Mojodadi", "rt": "002", "rw": "001", "desa_kelurahan": "Desa Mojodadi", "kecamatan": "Kemlagi",
    "kab_kota": "Kabupaten Mojokerto", "surat_desa_nomor": "470/118/416-310.12/2026", "surat_desa_tanggal": "2026-11-20",
    "keperluan": "pengobatan anak di RSUD", "instansi_tujuan": "RSUD",
}  # fmt: skip


def letter() -> LetterContent:
    from services.documents.letter.templates import shipped_templates

    return LetterContent(
        letterhead=HEAD, template=shipped_templates()["KEC-SOSIAL"], data=DATA, validity_days=180,
        signatory=Signatory(position="Camat Kemlagi", name="BAMBANG SETYAWAN, S.Sos., M.Si.", rank="Pembina Tingkat I (IV/b)", nip="197001011995031001"),
        number="400.9.2/482/416-310/2026", date=date(2026, 11, 23), verification=Verification(url="http://localhost:8000/cek/K7QM-2X9D-PA4TC", code="K7QM-2X9D-PA4TC"),
    )  # fmt: skip


def photo(seed: int) -> bytes:
    """About 2 MB of JPEG, 12 megapixels, with texture that does not compress away."""
    from PIL import Image, ImageFilter

    noise = (
        Image.frombytes("L", (1000, 750), Random(seed).randbytes(750_000))
        .resize((4000, 3000))
        .filter(ImageFilter.GaussianBlur(2))
    )
    out = BytesIO()
    Image.merge("RGB", (noise, noise, noise)).save(out, "JPEG", quality=88)
    return out.getvalue()
