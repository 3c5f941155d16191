"""What a demonstration resident writes into the fields of a letter: something plausible for every field of the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from services.catalogue_fields import FieldSpec
from services.demo.residents import MAN, WOMAN, Resident, name_of, nik_of

PURPOSES = {
    "berobat": ("berobat di RSUD", "keringanan biaya rawat inap", "pengobatan anak di RSUD"),
    "sekolah": ("keringanan biaya kuliah", "pendaftaran sekolah anak", "pengajuan KIP Kuliah"),
    "bantuan": ("mendaftar bantuan sosial", "pengajuan bantuan pangan"),
    "hukum": ("bantuan hukum di pengadilan",),
    "": ("melamar pekerjaan", "kelengkapan administrasi", "persyaratan bank", "mendaftar sekolah"),
}
ADDRESSEES = {"berobat": "RSUD", "sekolah": "Dinas Pendidikan", "bantuan": "Dinas Sosial", "hukum": "Pengadilan Negeri"}
FIXED: dict[str, tuple[Any, ...]] = {
    "kewarganegaraan": ("Indonesia",),
    "hubungan": ("anak kandung", "suami", "orang tua"),
    "bank_tujuan": ("BRI Unit setempat", "Bank Jatim"),
    "bank_pengembang": ("BTN",),
    "polsek_polres_tujuan": ("Polsek setempat",),
    "polsek_tujuan": ("Polsek setempat",),
    "kantor_taspen": ("PT Taspen kantor cabang",),
    "beasiswa_tujuan": ("KIP Kuliah", "Beasiswa pemerintah daerah"),
    "kua": ("KUA setempat",),
    "alasan": (
        "Calon pengantin segera bertugas ke luar kota",
        "Kehilangan pekerjaan dan sedang dirawat",
        "Resepsi pernikahan",
    ),
    "tujuan_penggunaan": ("Bahan penelitian skripsi",),
    "pekerjaan_detail": ("Berjualan sayur keliling setiap hari",),
    "alamat_domisili": ("Rumah kontrakan di RT 02 RW 03",),
    "nama_usaha": ("Warung Bu Sri", "Bengkel Maju", "Toko Berkah"),
    "jenis_usaha": ("Warung makan", "Bengkel sepeda motor", "Toko kelontong"),
    "alamat_usaha": ("Jalan Raya 12, dekat pasar",),
    "berdiri_sejak": (2015, 2018, 2021),
    "omzet_per_bulan": (4_500_000, 8_000_000),
    "jumlah_tenaga_kerja": (1, 2, 3),
    "kbli": ("56101",),
    "modal_rp": (5_000_000, 15_000_000),
    "nama_lembaga": ("Yayasan Al-Hikmah", "Karang Taruna Bina Muda", "CV Mojo Makmur", "SDN Betro 1"),
    "alamat_lembaga": ("Jalan Masjid 4",),
    "akta_nomor": ("12/2019", "7/2022"),
    "jumlah_anggota": (25, 40),
    "judul_proposal": ("Pembangunan tempat wudu Masjid Baitul Makmur", "Pengadaan alat musik hadrah"),
    "nilai_rp": (15_000_000, 40_000_000),
    "sumber_bantuan": ("Pemerintah Kabupaten", "Pemerintah Provinsi"),
    "nomor_dokumen_hilang": ("",),
    "tempat_hilang": ("Sekitar pasar",),
    "kronologi": ("Dompet jatuh di jalan saat berangkat ke pasar.",),
    "tempat_meninggal": ("RSUD", "Rumah"),
    "akta_kematian_nomor": ("3516-KM-01092026-0012",),
    "alamat_terakhir": ("Dusun Krajan RT 01 RW 02",),
    "register_kelurahan_nomor": ("593/07/2026",),
    "nomor_pensiun": ("KP-12-0045-91",),
    "sekolah_kampus": ("SMAN 1", "Universitas Negeri"),
    "kelas_semester": ("Kelas XII", "Semester 3"),
    "penghasilan_per_bulan": (900_000, 1_200_000, 1_500_000),
    "penghasilan_orang_tua": (1_200_000, 1_800_000),
    "jumlah_tanggungan": (2, 3, 4),
    "nomor_akta": ("0123/AC/2021", "3516-KM-2020-0045"),
    "tempat_nikah": ("Masjid Baitul Makmur",),
    "tempat_akad": ("Masjid Baitul Makmur",),
    "hari_kerja_tersisa": (4, 6, 7),
    "pukul": ("05.40", "14.15"),
    "anak_ke": (1, 2, 3),
    "berat_gram": (2900, 3150, 3300),
    "panjang_cm": (48, 49, 50),
    "hubungan_pelapor": ("anak kandung",),
    "nama_acara": ("Resepsi pernikahan", "Sedekah desa", "Pengajian akbar"),
    "jenis_hiburan": ("Orkes melayu", "Wayang kulit", "Hadrah"),
    "jam": ("19.00–23.00", "08.00–22.00"),
    "tempat": ("Halaman rumah pemohon",),
    "perkiraan_jumlah_tamu": (200, 350, 500),
    "lokasi": ("Jalan desa depan balai RW",),
    "rute_alternatif": ("Lewat jalan sebelah timur masjid",),
    "dokumen_benar": ("KTP dan KK",),
    "dokumen_berbeda": ("Ijazah SMP",),
    "letak_tanah": ("Blok Sawah Lor, tepi jalan desa",),
    "luas_m2": (240, 410),
    "batas_utara": ("Tanah Pak Suyono",),
    "batas_timur": ("Jalan desa",),
    "batas_selatan": ("Saluran air",),
    "batas_barat": ("Tanah Bu Sumarni",),
    "tahun_perolehan": (1998, 2007),
    "isi_keterangan": ("Benar warga kami dan berkelakuan baik.",),
    "jenis_dokumen": ("Surat keterangan domisili",),
    "nomor_dokumen": ("400.12.2.1/118/2026",),
    "jumlah_lembar": (2, 5),
    "judul": ("Peran kelompok wanita tani dalam ketahanan pangan keluarga",),
    "nim": ("2103110045",),
    "kampus": ("Universitas Negeri",),
    "surat_kesbangpol_nomor": ("072/214/2026",),
    "rincian_informasi": ("Rekap jumlah pemohon surat tahun 2025 per desa.",),
    "jawaban_informasi": ("Rekap yang diminta terlampir dan dapat diambil di loket informasi.",),
    "nama_kepala_keluarga": ("",),
    "alamat_asal": ("Dusun Krajan RT 01 RW 02",),
    "alamat_tujuan": ("Jalan Melati 5, Kota Surabaya",),
    "alamat_baru": ("Dusun Krajan",),
    "skpwni_nomor": ("SKPWNI/3578/12102026/0031",),
    "nomor_akta_kelahiran": ("3516-LU-12032021-0007",),
    "pelapor": ("",),
    "penanggung_jawab": ("",),
}
LEFT_OUT = frozenset(
    {
        "email",
        "desa_kelurahan",
        "kecamatan",
        "kab_kota",
        "nib_hasil",
        "nop_pbb",
        "register_kecamatan_nomor",
        "nama_yang_diurus",
    }
)


@dataclass(frozen=True)
class Writer:
    """Fills fields for one resident on one day, always the same for the same chance."""

    chance: Random
    who: Resident
    day: date
    purpose: str

    def fill(self, specs: list[FieldSpec]) -> dict[str, Any]:
        """Values by field key; fields that only the portal or nobody fills stay out."""
        written = {spec.key: self._value(spec) for spec in specs if spec.key not in LEFT_OUT and spec.group != "surat"}
        return {key: value for key, value in written.items() if value not in ("", None)}

    def _value(self, spec: FieldSpec) -> Any:
        if spec.key == "tanggal_lahir" and spec.group != "pemohon":
            return self._born_of_another(spec)
        own = _OWN.get(spec.key)
        if own:
            return own(self)
        if spec.kind == "people":
            many = spec.minimum if spec.minimum and spec.minimum == spec.maximum else self.chance.randint(2, 4)
            return [{sub.key: self._value_of_other(sub) for sub in spec.subfields} for _ in range(many)]
        if spec.key in FIXED:
            return self.chance.choice(FIXED[spec.key]) or (self.name() if not spec.choices else spec.choices[0])
        return self._by_kind(spec)

    def _born_of_another(self, spec: FieldSpec) -> str:
        """The child of a birth letter was born lately, the deceased of a death letter long ago."""
        days = self.chance.randint(20_000, 29_000) if "meninggal" in spec.label else self.chance.randint(2, 20)
        return (self.day - timedelta(days=days)).isoformat()

    def _value_of_other(self, spec: FieldSpec) -> Any:
        if spec.key == "nama":
            return self.name()
        if spec.kind == "nik":
            return self.nik()
        if spec.kind == "date":
            return (self.day - timedelta(days=self.chance.randint(20 * 365, 60 * 365))).isoformat()
        return {
            "alamat": f"{self.who.street}, {self.who.place.full_name}",
            "tempat_lahir": self.who.place.birthplace,
            "perubahan": "Tambah anggota",
        }.get(spec.key, self.chance.choice(spec.choices) if spec.choices else "anak kandung")

    def _by_kind(self, spec: FieldSpec) -> Any:
        makers: dict[str, Callable[[], Any]] = {
            "nik": self.nik,
            "kk": lambda: self.who.kk,
            "phone": lambda: self.who.phone,
            "date": lambda: self.date_of(spec),
            "choice": lambda: self.chance.choice(spec.choices),
            "money": lambda: 1_500_000,
            "integer": lambda: max(spec.minimum or 1, 2),
            "decimal": lambda: max(spec.minimum or 1, 20),
            "time": lambda: "09.00",
        }
        if spec.key.startswith(("nama_", "pelapor")):
            return self.name()
        return makers.get(spec.kind, lambda: "" if not spec.required else "Sesuai berkas")()

    def name(self) -> str:
        return name_of(self.chance, self.who.place.style, self.chance.choice([MAN, WOMAN]))

    def nik(self) -> str:
        born = self.day - timedelta(days=self.chance.randint(20 * 365, 60 * 365))
        return nik_of(self.who.place, born, self.chance.choice([MAN, WOMAN]), self.chance.randrange(1000))

    def date_of(self, spec: FieldSpec) -> str:
        days = self.chance.randint(3, 9) if spec.future else -self.chance.randint(2, 20)
        return (self.day + timedelta(days=days)).isoformat()

    def keperluan(self) -> str:
        return self.chance.choice(PURPOSES.get(self.purpose, PURPOSES[""]))

    def village_letter(self) -> str:
        return f"470/{self.chance.randint(80, 240)}/416-310.{self.who.place.code[-2:]}/{self.day.year}"


_OWN: dict[str, Callable[[Writer], Any]] = {
    "nama": lambda writer: writer.who.name,
    "nik": lambda writer: writer.who.nik,
    "no_kk": lambda writer: writer.who.kk,
    "nik_atau_akta": lambda writer: writer.who.nik,
    "no_hp": lambda writer: writer.who.phone,
    "tempat_lahir": lambda writer: writer.who.place.birthplace,
    "tanggal_lahir": lambda writer: writer.who.born.isoformat(),
    "jenis_kelamin": lambda writer: writer.who.sex,
    "agama": lambda writer: writer.who.faith,
    "status_perkawinan": lambda writer: writer.who.married,
    "pekerjaan": lambda writer: writer.who.job,
    "alamat": lambda writer: writer.who.street,
    "rt": lambda writer: f"{writer.who.rt:02}",
    "rw": lambda writer: f"{writer.who.rw:02}",
    "keperluan": Writer.keperluan,
    "instansi_tujuan": lambda writer: ADDRESSEES.get(writer.purpose, ""),
    "surat_desa_nomor": Writer.village_letter,
    "surat_desa_tanggal": lambda writer: (writer.day - timedelta(days=writer.chance.randint(1, 6))).isoformat(),
    "pengantar_rt_rw_nomor": lambda writer: f"{writer.chance.randint(2, 90):02}/RT{writer.who.rt:02}/{writer.day.year}",
    "pengantar_rt_rw_tanggal": lambda writer: (writer.day - timedelta(days=writer.chance.randint(0, 4))).isoformat(),
    "data_benar": lambda writer: writer.who.name,
    "data_berbeda": lambda writer: writer.who.name.replace("i", "y", 1),
    "tanggal_meninggal": lambda writer: (writer.day - timedelta(days=writer.chance.randint(4, 120))).isoformat(),
    "tinggal_sejak": lambda writer: (writer.day - timedelta(days=writer.chance.randint(200, 2000))).isoformat(),
    "nama_pensiunan": lambda writer: writer.who.name,
    "nama_pimpinan": lambda writer: writer.who.name,
    "nama_ketua": lambda writer: writer.who.name,
    "penanggung_jawab": lambda writer: writer.who.name,
    "pelapor_nama": lambda writer: writer.who.name,
    "nama_kepala_keluarga": lambda writer: writer.who.name,
}
