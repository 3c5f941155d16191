"""Why a file is refused, in the words its sender reads: what is wrong, the limit, the way out."""

from office.wording import file_size

LARGEST_UPLOAD = 8 * 1024 * 1024

MESSAGES = {
    "empty": "Berkas {label} kosong. Pilih berkas lain",
    "too_big": "Ukuran {label} terlalu besar ({amount}). Paling besar 8 MB. Foto ulang, atau kirim lewat WhatsApp petugas",
    "wrong_type": "Berkas {amount} tidak bisa diterima. Kirim JPG, PNG, atau PDF",
    "unknown_content": "Isi berkas {label} bukan foto atau PDF. Kirim JPG, PNG, atau PDF",
    "mismatch": "Nama berkas {label} tidak sesuai dengan isinya ({amount}). Kirim berkas aslinya, atau foto ulang",
    "two_in_one": "Berkas {label} memuat berkas lain di dalamnya. Foto ulang, atau simpan ulang sebagai PDF",
    "broken_picture": "Foto rusak atau terpotong: {label}. Foto ulang, lalu kirim lagi",
    "too_many_pixels": "Foto {label} terlalu besar ({amount} juta titik). Paling besar 50 juta titik. Foto ulang dengan ukuran biasa",
    "animated": "Gambar bergerak tidak bisa diterima untuk {label}. Kirim foto biasa",
    "broken_pdf": "PDF rusak atau terpotong: {label}. Simpan ulang sebagai PDF, atau kirim fotonya",
    "encrypted": "PDF {label} terkunci kata sandi. Simpan tanpa kata sandi, atau kirim fotonya",
    "too_many_pages": "PDF {label} berisi {amount} halaman. Paling banyak 20 halaman. Kirim halaman yang diminta saja",
    "active": "PDF {label} memuat skrip, formulir aktif, atau lampiran. Cetak ulang ke PDF, atau kirim fotonya",
    "pdf_too_big": "PDF {label} masih terlalu besar setelah dikecilkan ({amount}). Paling besar 2 MB. Kirim fotonya, atau lebih sedikit halaman",
    "too_heavy": "Berkas {label} terlalu berat untuk dibuka. Foto ulang dengan ukuran biasa, lalu kirim lagi",
}


class UploadRefused(Exception):
    """A file that is not kept; `message` is for the sender, `code` for tests and counts."""

    def __init__(self, code: str, *, label: str = "berkas", amount: str = "") -> None:
        self.code = code
        self.message = MESSAGES[code].format(label=label, amount=amount).replace("Berkas berkas", "Berkas")
        super().__init__(self.message)


def amount_text(code: str, amount: int) -> str:
    """The figure of a refusal as people read it: bytes as MB, pixels in millions, pages as they are."""
    if code in {"too_big", "pdf_too_big"}:
        return file_size(amount)
    return str(-(-amount // 1_000_000)) if code == "too_many_pixels" else str(amount)
