"""The people and papers that letters are tested with: two offices, one answer for every field. All numbers are invented."""

import datetime as dt
from typing import Any

from services.documents.letter import LetterContent, Letterhead, Signatory, Verification, shipped_template

KEMLAGI = Letterhead(
    government="PEMERINTAH KABUPATEN MOJOKERTO",
    lines=("KECAMATAN KEMLAGI",),
    address=(
        "Jalan Raya Kemlagi 1, Kemlagi, Mojokerto 61353",
        "Telepon (0321) 000-000, laman kemlagi.mojokertokab.go.id",
    ),
    office="Kecamatan Kemlagi",
    head="Camat Kemlagi",
    within=("Kabupaten Mojokerto",),
    place="Kemlagi",
)
ORO_ORO_OMBO = Letterhead(
    government="PEMERINTAH KOTA MADIUN",
    lines=("KECAMATAN KARTOHARJO", "KELURAHAN ORO-ORO OMBO"),
    address=("Jalan Mayjen Panjaitan 5, Madiun 63119", "Telepon (0351) 000-000, laman orooroombo.madiunkota.go.id"),
    office="Kelurahan Oro-Oro Ombo",
    head="Lurah Oro-Oro Ombo",
    within=("Kecamatan Kartoharjo", "Kota Madiun"),
    place="Madiun",
)
CAMAT = Signatory(
    "Camat Kemlagi", "BAMBANG SETYAWAN, S.Sos., M.Si.", "Pembina Tingkat I (IV/b)", "19700101 199503 1 001"
)
LURAH = Signatory("Lurah Oro-Oro Ombo", "ENDANG PURWANTI, S.STP.", "Penata Tingkat I (III/d)", "19810202 200501 2 002")
CHECKED = Verification("https://kemlagi.mojokertokab.go.id/cek/K7QM-2X9D-PA", "K7QM-2X9D-PA")
SIGNED_ON = dt.date(2026, 11, 23)
VALID_FOR = {
    "KEL-DOM": 180,
    "KEC-PROPOSAL": 180,
    "KEC-RISET": 180,
    "KEL-DOMLBG": 365,
    "KEC-DOMLBG": 365,
    "KEL-HILANG": 14,
}
WITHOUT_LIMIT = {"KEL-WARIS", "KEC-WARIS", "KEL-TANAH", "KEC-LEGAL", "KEC-INFO"}

_WITNESSES = [
    {"nama": "Suyono", "nik": "3577010101700001", "alamat": "Jalan Mawar 7, Madiun"},
    {"nama": "Tri Hartati", "nik": "3577014202750002", "alamat": "Jalan Melati 12, Madiun"},
]
_HEIRS = [
    {"nama": "Sumarni", "nik": "3577014503600001", "hubungan": "Istri", "tempat_lahir": "Madiun", "tanggal_lahir": "1960-03-05", "alamat": "Jalan Serayu 3, Madiun"},
    {"nama": "Agus Prasetyo", "nik": "3577011708850002", "hubungan": "Anak kandung", "tempat_lahir": "Madiun", "tanggal_lahir": "1985-08-17", "alamat": "Jalan Serayu 3, Madiun"},
    {"nama": "Dewi Lestari", "nik": "3577015109880003", "hubungan": "Anak kandung", "tempat_lahir": "Madiun", "tanggal_lahir": "1988-09-11", "alamat": "Jalan Cokroaminoto 21, Ponorogo"},
]  # fmt: skip

ANSWERS: dict[str, Any] = {
    "nama": "Siti Rohmah", "nik": "3516154405880004", "no_kk": "3516150101150007", "tempat_lahir": "Mojokerto",
    "tanggal_lahir": "1988-05-04", "jenis_kelamin": "Perempuan", "agama": "Islam", "status_perkawinan": "Kawin",
    "pekerjaan": "Buruh tani", "kewarganegaraan": "Indonesia", "alamat": "Dusun Mojodadi", "rt": "2", "rw": "1",
    "desa_kelurahan": "Desa Mojodadi", "kecamatan": "Kemlagi", "kab_kota": "Kabupaten Mojokerto", "no_hp": "081234567890",
    "email": "siti@contoh.id", "nik_atau_akta": "3516154405880004", "nim": "2101234567",
    "kampus": "Universitas Negeri Surabaya, Fakultas Ilmu Sosial",
    "keperluan": "keringanan biaya sekolah di SMPN 1 Kemlagi", "instansi_tujuan": "", "nama_yang_diurus": "", "hubungan": "Istri",
    "bank_tujuan": "BRI Unit Kartoharjo", "bank_pengembang": "BTN Cabang Madiun", "polsek_polres_tujuan": "Polsek Kartoharjo",
    "polsek_tujuan": "Polsek Kemlagi", "kantor_taspen": "PT Taspen (Persero) Cabang Madiun",
    "beasiswa_tujuan": "Beasiswa Madiun Pintar", "kua": "KUA Kecamatan Kemlagi", "alasan": "calon pengantin segera bertugas ke luar daerah",
    "pengantar_rt_rw_nomor": "12/RT02/XI/2026", "pengantar_rt_rw_tanggal": "2026-11-20",
    "surat_desa_nomor": "470/118/416-310.12/2026", "surat_desa_tanggal": "2026-11-20", "surat_kesbangpol_nomor": "072/411/416-205/2026",
    "penghasilan_per_bulan": "1500000", "jumlah_tanggungan": "3", "pekerjaan_detail": "penjual sayur di Pasar Besar Madiun",
    "alamat_domisili": "Jalan Serayu 3 RT 02 RW 01", "tinggal_sejak": "2024-03-01",
    "nama_usaha": "Warung Bu Siti", "jenis_usaha": "warung makan", "alamat_usaha": "Jalan Mawar 7, Madiun", "berdiri_sejak": "2019",
    "omzet_per_bulan": "12500000", "jumlah_tenaga_kerja": "2",
    "nama_lembaga": "Yayasan Bina Insani", "jenis_lembaga": "Yayasan", "alamat_lembaga": "Jalan Diponegoro 15, Madiun",
    "nama_pimpinan": "Hendra Wijaya", "nik_pimpinan": "3577011203790005", "akta_nomor": "17", "akta_tanggal": "2019-08-17",
    "jumlah_anggota": "24", "nama_ketua": "Hendra Wijaya", "nik_ketua": "3577011203790005",
    "judul_proposal": "Renovasi Musala Al-Ikhlas", "nilai_rp": "75000000", "sumber_bantuan": "Pemerintah Kabupaten Mojokerto",
    "dokumen_hilang": "KTP-el", "nomor_dokumen_hilang": "3516154405880004", "tanggal_hilang": "2026-11-18",
    "tempat_hilang": "Pasar Besar Madiun", "kronologi": "Dompet jatuh sewaktu berbelanja pagi.",
    "nama_pewaris": "Karsono", "nik_pewaris": "3577010107550001", "tempat_meninggal": "RSUD Kota Madiun", "tanggal_meninggal": "2026-09-12",
    "akta_kematian_nomor": "3577-KM-14092026-0003", "alamat_terakhir": "Jalan Serayu 3 RT 02 RW 01, Madiun", "pasangan_pewaris": "Sumarni",
    "ahli_waris": _HEIRS, "saksi": _WITNESSES, "register_kelurahan_nomor": "400.12.3.1/09/401.401.2/2026", "register_kelurahan_tanggal": "2026-11-20",
    "nomor_pensiun": "12009876500", "nama_pensiunan": "Karsono", "status_keterangan": "Janda atau duda belum menikah lagi",
    "nama_anak": "Ahmad Fauzi", "nik_anak": "3577010905110002", "sekolah_kampus": "SMAN 1 Madiun", "kelas_semester": "kelas XI",
    "nama_orang_tua": "Siti Rohmah", "nik_orang_tua": "3516154405880004", "pekerjaan_orang_tua": "Pedagang kecil",
    "penghasilan_orang_tua": "1500000", "nama_ayah": "Slamet Riyadi", "nik_ayah": "3577010102820001", "nama_ibu": "Siti Rohmah",
    "nik_ibu": "3516154405880004", "status_sebelum_nikah": "Perawan", "nama_calon": "Bagus Santoso",
    "tempat_nikah": "KUA Kecamatan Kartoharjo", "tanggal_rencana_akad": "2026-12-20", "dasar_status": "Akta cerai",
    "nomor_akta": "0311/AC/2024/PA.Mn", "tanggal_akta": "2024-06-10",
    "catin_pria": [{"nama": "Bagus Santoso", "nik": "3516150203950001", "alamat": "Dusun Betro, Desa Betro"}],
    "catin_wanita": [{"nama": "Nur Aini", "nik": "3516155504970002", "alamat": "Dusun Mojodadi, Desa Mojodadi"}],
    "tanggal_daftar_kua": "2026-11-23", "tanggal_akad": "2026-12-01", "tempat_akad": "Masjid Baitul Makmur, Desa Mojodadi",
    "hari_kerja_tersisa": "6", "pukul": "09:05", "anak_ke": "2", "berat_gram": "3100", "panjang_cm": "49.5", "pelapor": "Slamet Riyadi",
    "nama_almarhum": "Karsono", "nik_almarhum": "3577010107550001", "sebab": "Sakit biasa atau usia tua", "yang_menentukan": "Dokter",
    "pelapor_nama": "Agus Prasetyo", "pelapor_nik": "3577011708850002", "hubungan_pelapor": "anak kandung",
    "nama_acara": "Resepsi pernikahan", "jenis_hiburan": "wayang kulit", "tanggal_mulai": "2026-12-05", "tanggal_selesai": "2026-12-06",
    "jam": "19.00–23.00", "tempat": "Halaman Balai Desa Mojodadi", "perkiraan_jumlah_tamu": "1200",
    "penanggung_jawab": "Slamet Riyadi, 0812 3456 7890", "lokasi": "Jalan Mawar depan Balai RW 01", "rute_alternatif": "Jalan Melati dan Jalan Kenanga",
    "data_benar": "Siti Rohmah, lahir 4 Mei 1988", "dokumen_benar": "KTP, KK, dan akta kelahiran",
    "data_berbeda": "Siti Rochmah, lahir 5 Mei 1988", "dokumen_berbeda": "ijazah SMP nomor DN-05 DI 0123456",
    "letak_tanah": "Jalan Serayu blok 12", "luas_m2": "240.5", "batas_utara": "tanah Suyono", "batas_timur": "Jalan Serayu",
    "batas_selatan": "tanah Tri Hartati", "batas_barat": "saluran air", "asal_perolehan": "Warisan", "tahun_perolehan": "1998",
    "nop_pbb": "35.77.010.001.012-0345.0", "isi_keterangan": "Menurut pengamatan kami, orang tersebut aktif sebagai kader posyandu sejak tahun 2018.",
    "jenis_dokumen": "Surat Keterangan Domisili", "nomor_dokumen": "400.12.2.1/77/416-310.12/2026", "jumlah_lembar": "5",
    "nomor_jkn": "0001234567890", "judul": "Pelayanan publik digital di tingkat desa",
    "rincian_informasi": "Laporan realisasi anggaran kecamatan tahun 2025", "tujuan_penggunaan": "bahan skripsi",
    "cara_memperoleh": "Mendapat salinan", "cara_salinan": "Email",
    "jawaban_informasi": "Informasi yang Saudara minta berada dalam penguasaan kami. Salinannya kami kirim melalui email tanpa biaya.",
    "catatan_rekomendasi": "",
}  # fmt: skip


def letter(code: str, **changes: Any) -> LetterContent:
    """A finished letter of the service, by the office that issues it."""
    by_village = code.startswith("KEL-")
    answers = ANSWERS | ({"desa_kelurahan": "Kelurahan Oro-Oro Ombo", "kecamatan": "Kartoharjo", "kab_kota": "Kota Madiun", "alamat": "Jalan Serayu 3"} if by_village else {})  # fmt: skip
    values: dict[str, Any] = {
        "letterhead": ORO_ORO_OMBO if by_village else KEMLAGI,
        "template": shipped_template(code),
        "data": answers | changes.pop("data", {}),
        "signatory": LURAH if by_village else CAMAT,
        "number": "400.9/482/416-310/2026",
        "date": SIGNED_ON,
        "verification": CHECKED,
        "validity_days": None if code in WITHOUT_LIMIT else VALID_FOR.get(code, 90),
    }
    return LetterContent(**values | changes)
