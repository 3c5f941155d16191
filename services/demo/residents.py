"""People who do not exist: names of a region, a birth date, and numbers that nobody was ever given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

MAN, WOMAN = "Laki-laki", "Perempuan"
MEN = {
    "jawa": "Slamet Suyono Agus Eko Bambang Joko Sugeng Wahyu Dwi Hadi Tri Bagus Heru Arif Yusuf Ahmad Rudi Imam Teguh Sutrisno Nur Budi".split(),
    "bekasi": "Asep Dadang Ujang Ahmad Rizki Hendra Yogi Maman Rohmat Deden Iwan Fajar Saipul Togar Binsar Andi Rahmat Naman Jaya Dedi".split(),
}
WOMEN = {
    "jawa": "Siti Sri Sulastri Nur Dewi Rini Wahyuni Yuliana Endang Tutik Lilik Umi Ratna Indah Winarti Sumarni Ani Tumini Puji Kartini".split(),
    "bekasi": "Neng Euis Yuyun Rohayati Lilis Nengsih Mariana Tiur Siti Nurhayati Imas Aisyah Rina Maya Dian Fitri Enok Rosmaida Ida Wati".split(),
}
LAST = {
    (
        "jawa",
        MAN,
    ): "Prasetyo Wicaksono Hartono Purnomo Wibowo Santoso Utomo Kurniawan Setiawan Nugroho Fauzi Hidayat Widodo Cahyono Saputra Raharjo".split(),
    (
        "jawa",
        WOMAN,
    ): "Rohmah Lestari Handayani Susanti Aminah Rahayu Masruroh Mulyani Astuti Wulandari Ningsih Kusumawati Maulidah Purwanti".split(),
    (
        "bekasi",
        MAN,
    ): "Suryana Permana Hidayat Nasution Sihombing Maulana Gunawan Kurnia Mulyadi Ramdani Simanjuntak Firmansyah Wijaya Siregar Hermawan Jaelani".split(),
    (
        "bekasi",
        WOMAN,
    ): "Komalasari Anggraeni Fatimah Nasution Sihombing Mulyati Marpaung Rahmawati Permatasari Siregar Hasanah Sukaesih".split(),
}
STREETS = {
    "jawa": ("Dusun {village}", "Dusun Krajan", "Dusun Sumberejo", "Jalan Raya {village} {house}"),
    "bekasi": (
        "Jalan Mawar {house}",
        "Jalan Pejuang {house}",
        "Kampung {village}",
        "Perumahan Taman Asri Blok C{house}",
        "Gang Haji Naman {house}",
    ),
}
JOBS = (
    "Buruh tani",
    "Petani",
    "Wiraswasta",
    "Karyawan swasta",
    "Mengurus rumah tangga",
    "Pedagang",
    "Buruh harian lepas",
    "Guru",
    "Sopir",
    "Pelajar/mahasiswa",
)
FAITHS = ("Islam",) * 9 + ("Kristen", "Katolik", "Hindu", "Buddha")
PHONES = "62812000{:05}"
"""0812 0000 xxxx: numbers that this portal gives out to nobody."""
SERIAL = "9{:03}"
"""Real NIKs count up from 0001; ours begin with a 9 in the last group."""


@dataclass(frozen=True)
class Place:
    """A village as a resident's card names it."""

    code: str
    name: str
    full_name: str
    style: str
    birthplace: str


@dataclass(frozen=True)
class Resident:
    name: str
    sex: str
    born: date
    nik: str
    kk: str
    phone: str
    email: str
    place: Place
    street: str
    rt: int
    rw: int
    job: str
    faith: str
    married: str

    def age(self, on: date) -> int:
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))


def nik_of(place: Place, born: date, sex: str, serial: int) -> str:
    """District, birth date (women 40 days later) and a serial that nobody has."""
    day = born.day + (40 if sex == WOMAN else 0)
    return f"{district(place)}{day:02}{born:%m%y}{SERIAL.format(serial % 1000)}"


def kk_of(place: Place, issued: date, serial: int) -> str:
    return f"{district(place)}{issued:%d%m%y}{SERIAL.format(serial % 1000)}"


def district(place: Place) -> str:
    return "".join(place.code.split(".")[:3])


def resident(chance: Random, place: Place, number: int, *, today: date, known: Resident | None = None) -> Resident:
    """Somebody of a village; `number` makes the phone and the cards their own."""
    sex = chance.choice([MAN, WOMAN])
    born = today - timedelta(days=chance.randint(18 * 366, 74 * 365))
    name = name_of(chance, place.style, sex)
    age = (today - born).days // 365
    return Resident(
        name=name, sex=sex, born=born, nik=nik_of(place, born, sex, number), kk=kk_of(place, date(2010 + number % 14, 1 + number % 12, 1 + number % 28), number),
        phone=PHONES.format(number % 100000), email=f"{name.split()[0].lower()}{number}@example.org" if chance.random() < 0.08 else "",
        place=place, street=chance.choice(STREETS[place.style]).format(village=place.name, house=chance.randint(1, 80)),
        rt=chance.randint(1, 6), rw=chance.randint(1, 5), job=chance.choice(JOBS[:9] if age > 24 else JOBS), faith=chance.choice(FAITHS),
        married="Belum kawin" if age < 24 else chance.choice(["Kawin", "Kawin", "Kawin", "Cerai mati", "Belum kawin"]),
    )  # fmt: skip


def name_of(chance: Random, style: str, sex: str) -> str:
    first = chance.choice((MEN if sex == MAN else WOMEN)[style])
    return f"{first} {chance.choice([last for last in LAST[style, sex] if last != first])}"
