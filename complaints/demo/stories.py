"""What residents of the demonstration report, how far each got, and what was answered; every name is made up."""

from __future__ import annotations

from dataclasses import dataclass

from complaints.workflow import Identity, Kind, Outcome


@dataclass(frozen=True)
class Story:
    """`end` is how far it got: see `complaints.demo.play`."""

    category: str
    landmark: str
    text: str
    answer: str = ""
    kind: Kind = Kind.COMPLAINT
    outcome: Outcome = Outcome.DONE
    reason: str = ""


STORIES = (
    Story("jalan-rusak", "Depan pintu barat pasar", "Jalan berlubang sekitar satu meter, dalamnya setengah ban motor. Sudah dua minggu. Kemarin ada pengendara jatuh saat hujan.", "Lubang sudah ditambal aspal dingin. Pelapisan ulang dijadwalkan bulan depan."),
    Story("saluran", "Belakang balai desa", "Gorong-gorong ambles dan saluran tersumbat lumpur. Air masuk ke halaman tiga rumah bila hujan.", "Saluran dikeruk dan gorong-gorong diganti dua batang."),
    Story("lampu", "Jembatan kecil dekat SD", "Lampu jalan mati di tiga tiang. Anak-anak pulang mengaji gelap-gelapan.", "Lampu diganti LED pada tiga tiang.", outcome=Outcome.PARTLY, reason="Satu tiang menunggu kabel, selesai pekan depan."),
    Story("sampah-menumpuk", "TPS pinggir lapangan", "Sampah tidak diangkut delapan hari. Baunya sampai ke sekolah.", "Sampah sudah diangkut. Jadwal truk menjadi Senin dan Kamis."),
    Story("banjir", "Pertigaan musala", "Setiap hujan deras jalan tergenang setinggi betis selama tiga jam.", "Pintu air dibersihkan dan pompa disiagakan."),
    Story("pohon", "Depan puskesmas pembantu", "Pohon trembesi condong ke kabel listrik dan jalan. Dahannya sudah patah satu.", "Dahan dipangkas dan batang ditopang."),
    Story("parkir", "Depan toko kelontong", "Truk parkir di tikungan setiap pagi sehingga kendaraan dari depan tidak terlihat.", "Rambu larangan parkir dipasang."),
    Story("adminduk", "Loket kecamatan", "Apakah perekaman KTP untuk lansia yang sakit bisa di rumah, dan bagaimana caranya?", "Bisa. Daftarkan lewat kantor desa, petugas datang setiap Rabu.", kind=Kind.INFORMATION),
    Story("taman", "Lapangan desa", "Mohon lapangan desa diberi bangku dan pohon peneduh supaya lansia bisa duduk.", "Usul masuk rencana tahun depan.", kind=Kind.ASPIRATION, outcome=Outcome.NOT, reason="Anggaran tahun ini sudah terpakai; dibahas di Musrenbang Februari."),
    Story("jembatan", "Jembatan gantung kali", "Papan jembatan gantung lapuk dan tiga sudah bolong. Dipakai anak sekolah.", "Papan diganti seluruhnya."),
    Story("pencemaran", "Sungai belakang pabrik tahu", "Air sungai putih dan berbau setiap sore. Ikan di keramba mati.", "Pemilik usaha ditegur tertulis dan diminta membuat bak penampung."),
    Story("gangguan", "Gang belakang masjid", "Bengkel las bekerja sampai tengah malam, warga tidak bisa tidur.", "Pemilik bengkel sepakat bekerja sampai pukul 20.00."),
    Story("kantor", "Loket 2", "Nomor antrean sering habis sebelum pukul sepuluh. Yang rumahnya jauh tidak kebagian.", "Nomor antrean sekarang bisa diambil dari HP."),
    Story("rambu", "Perempatan pasar", "Marka zebra di depan sekolah sudah hilang, anak sulit menyeberang.", "Marka dicat ulang Sabtu malam."),
    Story("pajak", "Kantor desa", "SPPT PBB atas nama orang tua saya yang sudah meninggal masih datang dua lembar.", "Berkas pemecahan diterima, SPPT baru terbit tahun depan.", outcome=Outcome.PARTLY, reason="Perubahan baru berlaku pada penetapan Januari."),
)  # fmt: skip
PEOPLE = (
    "Wati Handayani",
    "Slamet Riyadi",
    "Sri Utami",
    "Joko Purnomo",
    "Dewi Anggraini",
    "Mulyono",
    "Siti Aminah",
    "Bambang Irawan",
    "Ratna Dewi",
    "Suparman",
)
MODES = (Identity.SECRET, Identity.OPEN, Identity.SECRET, Identity.ANONYMOUS)
ENDS = (
    "received", "verified", "forwarded", "in_progress", "answered", "confirmed", "silent", "reopened", "waiting", "handed_over", "to_head", "rejected",
    "archived", "duplicate", "confirmed", "held", "late", "on_the_spot", "confirmed", "silent",
)  # fmt: skip
