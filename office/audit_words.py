"""What the verbs of the audit chain are called on its page; names acts of every app as text and knows none of their code."""

WORDS = {
    "office.created": "Kantor dibuat",
    "office.changed": "Pengaturan diubah",
    "office.emblem": "Lambang diganti",
    "office.hours": "Jam layanan diubah",
    "office.special_day": "Hari khusus ditetapkan",
    "office.special_day_removed": "Hari khusus dihapus",
    "office.ramadan": "Bulan Ramadan ditetapkan",
    "staff.registered": "Petugas didaftarkan",
    "staff.invited": "Tautan sekali pakai dibuat",
    "staff.corrected": "Nama petugas diubah",
    "staff.family_noted": "NIK dan KK petugas dicatat",
    "staff.post_given": "Jabatan diberikan",
    "staff.post_changed": "Jabatan diubah",
    "staff.post_ended": "Jabatan diakhiri",
    "staff.let_go": "Petugas keluar",
    "catalogue.adopted": "Layanan diambil dari katalog bersama",
    "catalogue.founded": "Layanan baru dibuat",
    "catalogue.edited": "Layanan diubah (draf)",
    "catalogue.requirements": "Syarat diubah (draf)",
    "catalogue.example": "Contoh berkas diganti (draf)",
    "catalogue.discarded": "Draf layanan dibuang",
    "catalogue.published": "Layanan diterbitkan",
    "catalogue.described": "Kelompok dan sebutan layanan diubah",
    "catalogue.reviewed": "Isi layanan diperiksa",
    "catalogue.paused": "Layanan dihentikan sementara",
    "catalogue.resumed": "Layanan dibuka lagi",
    "catalogue.offered": "Layanan ditampilkan atau disembunyikan",
    "poster.printed": "Poster dicetak",
    "poster.hall_named": "Nama tempat poster diubah",
    "submission.submitted": "Permohonan masuk",
    "submission.taken": "Permohonan diambil petugas",
    "submission.returned": "Berkas dikembalikan ke warga",
    "submission.complete": "Berkas dinyatakan lengkap",
    "submission.corrected": "Data permohonan diperbaiki",
    "submission.drafted": "Surat disusun",
    "submission.endorsed": "Surat diparaf",
    "submission.issued": "Surat terbit",
    "submission.forwarded": "Diteruskan ke Disdukcapil",
    "submission.ready": "Siap diambil",
    "submission.handed_over": "Diserahkan ke warga",
    "submission.rejected": "Permohonan ditolak",
    "submission.withdrawn": "Permohonan dibatalkan warga",
    "submission.lapsed": "Permohonan gugur",
    "submission.due_changed": "Batas waktu dihitung ulang",
    "submission.overdue": "Lewat batas waktu",
    "submission.not_overdue": "Tidak lagi lewat batas",
    "submission.pause_struck": "Jeda waktu dibatalkan",
    "submission.pause_shortened": "Jeda waktu dipendekkan",
    "submission.papers_wiped": "Foto berkas dihapus",
    "objection.raised": "Keberatan diajukan",
    "objection.upheld": "Keberatan terbukti",
    "objection.dismissed": "Keberatan tidak terbukti",
    "objection.escalated": "Putusan keberatan terlambat, diteruskan ke atasan",
    "letter.numbered": "Surat diberi nomor",
    "letter.revoked": "Surat dicabut",
    "delivery.waiting": "Pengantaran menunggu surat",
    "delivery.ready": "Surat siap diantar",
    "delivery.on_the_way": "Surat dibawa petugas",
    "delivery.delivered": "Surat diterima di rumah",
    "delivery.failed": "Penerima tidak bertemu",
    "delivery.pick_up": "Surat menunggu di loket",
    "delivery.disputed": "Pemohon belum menerima surat",
    "delivery.cancelled": "Surat tidak jadi diantar",
    "delivery.confirmed": "Pemohon membenarkan penerimaan",
    "delivery.reassigned": "Petugas antar diganti",
    "delivery.address": "Alamat antar diubah",
    "delivery.spare_proof": "Bukti kedua disimpan",
    "round.started": "Putaran antar dimulai",
    "register.reserved": "Nomor surat dipesan",
    "register.voided": "Nomor surat dibatalkan",
    "key.made": "Kunci tanda tangan dibuat",
    "key.passphrase_changed": "Frasa sandi diganti",
    "key.revoked": "Kunci tanda tangan dicabut",
    "key.wrong_passphrase": "Frasa sandi salah",
    "agency.prepared": "Jawaban siap pakai disimpan",
    "agency.prepared_dropped": "Jawaban siap pakai dihapus",
    "message.sent_again": "Pesan dikirim ulang",
    "survey.prepared": "Periode survei disiapkan",
    "survey.changed": "Periode survei diubah",
    "survey.open": "Periode survei dibuka",
    "survey.closed": "Periode survei ditutup",
    "survey.promised": "Janji perbaikan ditulis",
    "survey.reworded": "Kalimat survei diubah",
    "survey.imported": "Lembar survei diimpor",
    "survey.printed_imported": "Hasil survei cetakan diimpor",
    "survey.exclusion_asked": "Jawaban survei diusulkan dikeluarkan",
    "survey.excluded": "Jawaban survei dikeluarkan",
    "survey.exclusion_refused": "Jawaban survei tetap dihitung",
    "survey.recounted": "Penghitung survei dibetulkan",
}

SUBJECTS = {
    "submission": "Permohonan", "service": "Layanan", "office": "Kantor", "user": "Petugas", "register": "Nomor surat", "letter": "Surat",
    "area": "Wilayah", "key": "Kunci", "message": "Pesan",
    "delivery": "Pengantaran", "round": "Putaran antar", "agency": "Dinas", "complaint": "Laporan",
}  # fmt: skip
FACTS = {
    "before": "sebelum", "after": "menjadi", "fields": "isian", "count": "jumlah", "source": "dari keadaan", "reason": "alasan", "season": "musim",
    "day": "tanggal", "hours": "jam", "role": "peran", "title": "jabatan", "signs": "menandatangani", "capacity": "kedudukan", "starts_on": "mulai",
    "ends_on": "sampai", "version": "versi", "codes": "kode", "hall": "tempat", "type": "jenis", "offered": "ditampilkan", "category": "kelompok",
    "number": "nomor", "key": "kunci", "step": "langkah", "name": "nama",
    "objection": "keberatan", "level": "tingkat", "late": "terlambat", "due_at": "batas waktu", "to": "kepada",
}  # fmt: skip


def subject_text(subject: str) -> str:
    """Permohonan KML-2611-00482, from submission:KML-2611-00482."""
    kind, _, name = subject.partition(":")
    return f"{SUBJECTS[kind]} {name}" if kind in SUBJECTS and name else subject


def fact_text(value: object) -> str:
    """A fact as a line of text, whatever plain JSON it is."""
    if isinstance(value, dict):
        return ", ".join(f"{FACTS.get(name, name)} {fact_text(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(fact_text, value))
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return "–" if value in ("", None) else str(value)
