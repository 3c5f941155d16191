"""The offices of the demonstration and who works in them; plain data, every person invented."""

from __future__ import annotations

from dataclasses import dataclass, field

from office.roles import Capacity, Role

COUNTER, VERIFIER, KASI, SECRETARY, HEAD = Role.COUNTER, Role.VERIFIER, Role.SECTION_HEAD, Role.SECRETARY, Role.HEAD
ADMIN, AUDITOR, PR, COMPLAINTS = Role.ADMIN, Role.AUDITOR, Role.PUBLIC_RELATIONS, Role.COMPLAINTS
DECREE = "800.1.3.3/{number}/2026"


@dataclass(frozen=True)
class Seat:
    """One post: what somebody is, and whether and how they sign."""

    role: Role
    title: str
    signs: bool = False
    capacity: Capacity = Capacity.DEFINITIVE
    decree: str = ""


@dataclass(frozen=True)
class Person:
    username: str
    name: str
    seats: tuple[Seat, ...]
    rank: str = ""


@dataclass(frozen=True)
class House:
    """One office; `style` says in which region's names its residents are born."""

    code: str
    slug: str
    kind: str
    name: str
    region: str
    area: str
    address: str
    postcode: str
    place: str
    unit: str
    style: str
    birthplace: str
    phone: str
    whatsapp: str
    people: tuple[Person, ...]
    parent: str = ""
    theme: str = "nila"
    pattern: str = "{klas}/{seq}/{unit}/{year}"
    share: int = 10
    facts: dict[str, object] = field(default_factory=dict)


def _crew(*people: tuple[str, str, str, tuple[Seat, ...]]) -> tuple[Person, ...]:
    return tuple(Person(username, name, seats, rank) for username, name, rank, seats in people)


def _kecamatan_head(place: str) -> Seat:
    return Seat(HEAD, f"Camat {place}", signs=True)


def _lurah(place: str) -> Seat:
    return Seat(HEAD, f"Lurah {place}", signs=True)


def _for_camat(number: int) -> tuple[Seat, ...]:
    """The secretary puts a paraf, and signs a.n. the camat when the camat is away."""
    return (
        Seat(SECRETARY, "Sekretaris Kecamatan"),
        Seat(
            SECRETARY,
            "Sekretaris Kecamatan",
            signs=True,
            capacity=Capacity.ON_BEHALF,
            decree=DECREE.format(number=number),
        ),
    )


_KASI = (Seat(KASI, "Kepala Seksi Pelayanan"),)
_OFFICE_ADMIN = (Seat(ADMIN, "Admin kantor"),)
_SEKLUR = (Seat(SECRETARY, "Sekretaris Kelurahan"),)

KEMLAGI = House(
    "KML", "kemlagi", "kecamatan", "Kecamatan Kemlagi", "Kabupaten Mojokerto", "35.16.15", "Jalan Raya Kemlagi 1, Kemlagi", "61353", "Kemlagi",
    "416-310", "jawa", "Mojokerto", "(0321) 000-000", "6281200001234", share=46, people=_crew(
        ("bambang", "BAMBANG SETYAWAN, S.Sos., M.Si.", "Pembina Tingkat I (IV/b)", (_kecamatan_head("Kemlagi"),)),
        ("sri", "Sri Wahyuni, S.H., M.M.", "Penata Tingkat I (III/d)", _for_camat(105)),
        ("retno", "Retno Astuti, S.E.", "Penata (III/c)", _KASI),
        ("hadi", "Hadi Purnomo, A.Md.", "Pengatur Tingkat I (II/d)", (Seat(VERIFIER, "Verifikator berkas"),)),
        ("dwi", "Dwi Hartanto", "Pengatur (II/c)", (Seat(COUNTER, "Petugas loket 1"),)),
        ("lestari", "Lestari Ningsih, A.Md.", "Pengatur (II/c)", (Seat(COUNTER, "Petugas loket 2"),)),
        ("dewi", "Dewi Anggraini, S.Kom.", "Penata Muda (III/a)", _OFFICE_ADMIN),
        ("rizky", "Rizky Ramadhan, S.I.Kom.", "Penata Muda (III/a)", (Seat(PR, "Humas kecamatan"),)),
        ("hidayah", "Nur Hidayah, S.AP.", "Penata Muda (III/a)", (Seat(COMPLAINTS, "Petugas pengaduan"),)),
        ("agus", "Agus Priyanto, S.H., M.H.", "Pembina (IV/a)", (Seat(AUDITOR, "Pengawas dari Inspektorat"),)),
    ),
)  # fmt: skip
KARTOHARJO = House(
    "KTH", "kartoharjo", "kecamatan", "Kecamatan Kartoharjo", "Kota Madiun", "35.77.01", "Jalan Mastrip 1, Kartoharjo", "63117", "Madiun",
    "401.401", "jawa", "Madiun", "(0351) 000-000", "6281200001301", theme="wilis", share=8, people=_crew(
        ("wibowo", "Drs. WIBOWO HADI, M.Si.", "Pembina Tingkat I (IV/b)", (_kecamatan_head("Kartoharjo"),)),
        ("endang", "Endang Susilowati, S.Sos.", "Penata Tingkat I (III/d)", _for_camat(77)),
        ("heru", "Heru Cahyono, S.STP.", "Penata (III/c)", _KASI),
        ("ratna", "Ratna Mulyani", "Pengatur (II/c)", (Seat(COUNTER, "Petugas loket"), Seat(COMPLAINTS, "Petugas pengaduan"))),
        ("teguh", "Teguh Santoso, A.Md.", "Pengatur (II/c)", (Seat(VERIFIER, "Verifikator berkas"), Seat(PR, "Humas kecamatan"))),
        ("indah", "Indah Kurniawati, S.Kom.", "Penata Muda (III/a)", _OFFICE_ADMIN),
        ("sugeng", "Sugeng Riyadi, S.E.", "Pembina (IV/a)", (Seat(AUDITOR, "Pengawas dari Inspektorat"),)),
    ),
)  # fmt: skip
ORO_ORO_OMBO = House(
    "ORO", "oro-oro-ombo", "kelurahan", "Kelurahan Oro-Oro Ombo", "Kota Madiun", "35.77.01.1001", "Jalan Oro-Oro Ombo 12", "63119", "Madiun",
    "401.401.1", "jawa", "Madiun", "(0351) 000-001", "6281200001302", parent="KTH", theme="wilis", pattern="{klas}/{seq:03}/{unit}/{year}", share=14,
    people=_crew(
        ("yuli", "YULI PURWANINGSIH, S.STP.", "Penata Tingkat I (III/d)", (_lurah("Oro-Oro Ombo"),)),
        ("suharto", "Suharto, S.Sos.", "Penata (III/c)", _SEKLUR),
        ("lilik", "Lilik Handayani, S.E.", "Penata Muda Tingkat I (III/b)", (Seat(KASI, "Kepala Seksi Pelayanan Umum"),)),
        ("bagus", "Bagus Prasetyo", "Pengatur (II/c)", (Seat(COUNTER, "Petugas loket"), Seat(PR, "Humas kelurahan"))),
        ("puji", "Puji Rahayu", "Pengatur (II/c)", (Seat(VERIFIER, "Verifikator berkas"), Seat(COMPLAINTS, "Petugas pengaduan"))),
        ("indah", "", "", _OFFICE_ADMIN),
        ("sugeng", "", "", (Seat(AUDITOR, "Pengawas dari Inspektorat"),)),
    ),
)  # fmt: skip
MEDAN_SATRIA = House(
    "MDS", "medan-satria", "kecamatan", "Kecamatan Medan Satria", "Kota Bekasi", "32.75.06", "Jalan Harapan Indah Raya 1", "17132", "Bekasi",
    "Kec.MS", "bekasi", "Bekasi", "(021) 000-000", "6281200001401", pattern="{klas}/{seq:03}/{unit}/{month_roman}/{year}", share=8, people=_crew(
        ("dadang", "DADANG SURYANA, S.IP., M.Si.", "Pembina (IV/a)", (_kecamatan_head("Medan Satria"),)),
        ("nengsih", "Hj. Nengsih Komalasari, S.Sos.", "Penata Tingkat I (III/d)", _for_camat(212)),
        ("hendra", "Hendra Gunawan, S.STP.", "Penata (III/c)", _KASI),
        ("yusuf", "Yusuf Hidayat", "Pengatur (II/c)", (Seat(COUNTER, "Petugas loket"),)),
        ("tiur", "Tiurma Simanjuntak, A.Md.", "Pengatur (II/c)", (Seat(VERIFIER, "Verifikator berkas"), Seat(COMPLAINTS, "Petugas pengaduan"))),
        ("fajar", "Fajar Maulana, S.Kom.", "Penata Muda (III/a)", (Seat(ADMIN, "Admin kantor"), Seat(PR, "Humas kecamatan"))),
        ("rahmat", "Rahmat Wijaya, Ak.", "Pembina (IV/a)", (Seat(AUDITOR, "Pengawas dari Inspektorat"),)),
    ),
)  # fmt: skip


def _kelurahan(
    code: str, slug: str, name: str, area: str, postcode: str, number: int, crew: tuple[Person, ...]
) -> House:
    """One of the four of Medan Satria; they share administrator and auditor with the kecamatan."""
    shared = _crew(
        ("fajar", "", "", (Seat(ADMIN, "Admin kantor"), Seat(PR, "Humas kelurahan"))),
        ("rahmat", "", "", (Seat(AUDITOR, "Pengawas dari Inspektorat"),)),
    )
    return House(
        code, slug, "kelurahan", f"Kelurahan {name}", "Kota Bekasi", area, f"Jalan Kelurahan {name} 1", postcode, "Bekasi", f"Kel.{code}", "bekasi",
        "Bekasi", f"(021) 000-00{number}", f"62812000014{number:02}", crew + shared, parent="MDS", pattern="{klas}/{seq:03}/{unit}/{month_roman}/{year}", share=3,
    )  # fmt: skip


def _small_crew(
    head: tuple[str, str], secretary: tuple[str, str], kasi: tuple[str, str], counter: tuple[str, str], place: str
) -> tuple[Person, ...]:
    return _crew(
        (*head, "Penata Tingkat I (III/d)", (_lurah(place),)),
        (*secretary, "Penata (III/c)", _SEKLUR),
        (*kasi, "Penata Muda (III/a)", (Seat(KASI, "Kepala Seksi Pelayanan"), Seat(COMPLAINTS, "Petugas pengaduan"))),
        (*counter, "Pengatur (II/c)", (Seat(COUNTER, "Petugas loket"), Seat(VERIFIER, "Verifikator berkas"))),
    )


_MEDAN_SATRIA_CREW = _small_crew(
    ("naman", "NAMAN JAELANI, S.IP."),
    ("euis", "Euis Rohayati, S.E."),
    ("iwan", "Iwan Kurnia, S.AP."),
    ("rina", "Rina Fatimah"),
    "Medan Satria",
)
_PEJUANG_CREW = _small_crew(
    ("saipul", "SAIPUL RAHMAN, S.Sos."),
    ("imas", "Imas Mulyati, S.Sos."),
    ("binsar", "Binsar Siregar, S.H."),
    ("ida", "Ida Nurhayati"),
    "Pejuang",
)
_KALIBARU_CREW = (
    *_small_crew(
        ("ujang", "UJANG PERMANA, S.Sos., M.Si."),
        ("maya", "Maya Anggraeni, S.IP."),
        ("deden", "Deden Hermawan, S.E."),
        ("enok", "Enok Sukaesih"),
        "Kalibaru",
    ),
    Person("yusuf", "", (Seat(COUNTER, "Petugas loket, Selasa dan Kamis"),)),
)
_HARAPAN_MULYA_CREW = (
    Person(
        "ujang",
        "",
        (Seat(HEAD, "Lurah Harapan Mulya", signs=True, capacity=Capacity.PLT, decree=DECREE.format(number=318)),),
    ),
    *_crew(
        ("lilis", "Lilis Suryani, S.Sos.", "Penata (III/c)", _SEKLUR),
        (
            "asep",
            "Asep Firmansyah, S.AP.",
            "Penata Muda (III/a)",
            (Seat(KASI, "Kepala Seksi Pelayanan"), Seat(COMPLAINTS, "Petugas pengaduan")),
        ),
        (
            "dian",
            "Dian Marpaung",
            "Pengatur (II/c)",
            (Seat(COUNTER, "Petugas loket"), Seat(VERIFIER, "Verifikator berkas")),
        ),
    ),
)
BEKASI_UTARA = House(
    "BKU", "bekasi-utara", "kecamatan", "Kecamatan Bekasi Utara", "Kota Bekasi", "32.75.03", "Jalan Perjuangan 100", "17121", "Bekasi", "Kec.BU", "bekasi",
    "Bekasi", "(021) 000-009", "6281200001501", pattern="{klas}/{seq:03}-{unit}/{year}", share=10, people=_crew(
        ("mariana", "MARIANA NASUTION, S.STP., M.A.P.", "Pembina (IV/a)", (_kecamatan_head("Bekasi Utara"),)),
        ("maman", "Maman Supriatna, S.E.", "Penata Tingkat I (III/d)", _for_camat(140)),
        ("yogi", "Yogi Permadi, S.IP.", "Penata (III/c)", _KASI),
        ("wati", "Wati Herawati", "Pengatur (II/c)", (Seat(COUNTER, "Petugas loket"),)),
        ("togar", "Togar Sihombing, A.Md.", "Pengatur (II/c)", (Seat(VERIFIER, "Verifikator berkas"), Seat(COMPLAINTS, "Petugas pengaduan"))),
        ("aisyah", "Aisyah Ramdani, S.I.Kom.", "Penata Muda (III/a)", (Seat(PR, "Humas dan podcast"), Seat(ADMIN, "Admin kantor"))),
        ("dedi", "Dedi Suhendar, Ak.", "Pembina (IV/a)", (Seat(AUDITOR, "Pengawas dari Inspektorat"),)),
    ),
)  # fmt: skip

HOUSES: tuple[House, ...] = (
    KEMLAGI, KARTOHARJO, ORO_ORO_OMBO, MEDAN_SATRIA,
    _kelurahan("MST", "kelurahan-medan-satria", "Medan Satria", "32.75.06.1001", "17132", 1, _MEDAN_SATRIA_CREW),
    _kelurahan("HPM", "harapan-mulya", "Harapan Mulya", "32.75.06.1002", "17143", 2, _HARAPAN_MULYA_CREW),
    _kelurahan("PJG", "pejuang", "Pejuang", "32.75.06.1003", "17131", 3, _PEJUANG_CREW),
    _kelurahan("KLB", "kalibaru", "Kalibaru", "32.75.06.1004", "17133", 4, _KALIBARU_CREW),
    BEKASI_UTARA,
)  # fmt: skip
