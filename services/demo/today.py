"""What lies on the desks at this moment: late, nearly late, safe, waiting; and the letters that wait for the camat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from services.demo import moments
from services.demo.plans import Plan, Setting, Step
from services.demo.residents import MAN, WOMAN, Place, Resident, kk_of, nik_of, resident


@dataclass(frozen=True)
class Card:
    """An open file as it should look: how far it is and how many service minutes are left."""

    name: str
    type: str
    stop: str
    left: int
    clerk: str = "dwi"
    purpose: str = ""
    village: str = "Mojodadi"
    vulnerability: str = ""
    source: str = "web"
    sex: str = WOMAN
    born: date = date(1988, 5, 4)
    job: str = "Wiraswasta"
    taken: bool = True


SITI = Card("Siti Rohmah", "KEC-SOSIAL", "endorsed", -14, purpose="berobat", job="Buruh tani")
KEMLAGI: tuple[Card, ...] = (
    SITI,
    Card("H. Masykur", "KEC-JKN", "complete", -6, clerk="lestari", village="Betro", sex=MAN, born=date(1964, 2, 11), job="Pedagang"),
    Card("Eko Prasetyo", "KEC-SKCK", "drafted", -2, village="Mojojajar", sex=MAN, born=date(2001, 9, 3), job="Karyawan swasta"),
    Card("Mbah Tumini", "KEC-SOSIAL", "endorsed", 5, purpose="berobat", village="Watesprojo", vulnerability="elderly", source="loket", born=date(1949, 12, 1), job="Mengurus rumah tangga"),
    Card("Nur Aini", "KEC-DISNIKAH", "submitted", 11, village="Kemlagi", vulnerability="pregnant", born=date(2002, 3, 19), taken=False),
    Card("Suparman Hadi", "KEC-DOMLBG", "submitted", 14, clerk="lestari", village="Japanan", sex=MAN, born=date(1979, 7, 7)),
    Card("Bagus Wicaksono", "KEC-RISET", "submitted", 24, village="Mojowono", sex=MAN, born=date(2004, 1, 28), job="Pelajar/mahasiswa", taken=False),
    Card("Sulastri", "KEC-WARIS", "complete", 300, village="Tanjungan", born=date(1971, 4, 30)),
    Card("Agus Salim", "KEC-RAMAI", "returned", 0, clerk="lestari", village="Mojopilang", sex=MAN, born=date(1983, 10, 10)),
    Card("Yuliana Susanti", "KEC-WARIS", "endorsed", 330, clerk="lestari", village="Mojogebang", born=date(1986, 6, 15)),
    Card("Wahyu Nugroho", "KEC-JALAN", "endorsed", 44, clerk="lestari", village="Betro", sex=MAN, born=date(1990, 8, 21), job="Guru"),
    Card("Sumarni", "KEC-SOSIAL", "drafted", 33, purpose="sekolah", village="Mojorejo", source="loket", born=date(1978, 11, 5)),
    Card("Imam Fauzi", "KEC-PROPOSAL", "endorsed", 26, village="Kedungsari", sex=MAN, born=date(1975, 1, 17), job="Guru"),
    Card("Puji Astuti", "KEC-SOSIAL", "complete", 41, purpose="bantuan", village="Mojodowo", source="whatsapp", born=date(1992, 2, 25)),
    Card("Rini Handayani", "KEC-KTPCETAK", "submitted", 22, purpose="hilang", village="Mojokumpul", source="loket", born=date(1999, 9, 9)),
    Card("Teguh Utomo", "KEC-SOSIAL", "returned", 0, purpose="sekolah", village="Pandankrajan", sex=MAN, born=date(1981, 3, 3)),
)  # fmt: skip
ELSEWHERE: dict[str, tuple[Card, ...]] = {
    "ORO": (
        Card("Ratna Widodo", "KEL-SKTM", "endorsed", 4, clerk="bagus", purpose="berobat", village="Oro-Oro Ombo"),
        Card("Heru Saputra", "KEL-SKU", "submitted", 12, clerk="bagus", village="Oro-Oro Ombo", sex=MAN, taken=False),
        Card("Winarti", "KEL-DOM", "complete", 6, clerk="bagus", village="Oro-Oro Ombo", source="loket"),
    ),
    "PJG": (
        Card("Neng Komalasari", "KEL-SKU", "endorsed", 8, clerk="ida", village="Pejuang"),
        Card("Rohmat Permana", "KEL-DOM", "submitted", 17, clerk="ida", village="Pejuang", sex=MAN, source="rw"),
    ),
    "BKU": (Card("Andi Siregar", "KEC-SKCK", "complete", 3, clerk="wati", village="Perwira", sex=MAN),),
    "KLB": (Card("Imas Anggraeni", "KEL-NIKAH", "submitted", 9, clerk="enok", village="Kalibaru", taken=False),),
}  # fmt: skip
AS_FAR_AS = {"submitted": 0, "returned": 0, "complete": 1, "drafted": 2, "endorsed": 3}
CHECK_MINUTES = 30


def open_now(settings: dict[str, Setting], *, now: datetime, first_number: int) -> Iterator[Plan]:
    """The open files of every desk, each with the time left that its card names, counted from the last moment of service."""
    pairs = [("KML", card) for card in KEMLAGI] + [(code, card) for code, cards in ELSEWHERE.items() for card in cards]
    for number, (code, card) in enumerate(pairs, first_number):
        setting = settings[code]
        yield Plan(
            office=code, type=card.type, who=_somebody(card, setting, number, now), purpose=card.purpose or next(iter(setting.purposes[card.type]), ""),
            source=card.source, clerk=card.clerk, vulnerability=card.vulnerability, taken=card.taken, seed=number,
            delivery="home" if card.vulnerability else "counter" if card.source == "loket" else "pdf", poster=_place(card, setting).code if card is SITI else "",
            steps=tuple(_steps(card, setting, now)),
        )  # fmt: skip


def _somebody(card: Card, setting: Setting, number: int, now: datetime) -> Resident:
    place = _place(card, setting)
    drawn = resident(Random(number), place, number, today=now.date())
    facts = {
        **drawn.__dict__,
        "name": card.name,
        "sex": card.sex,
        "born": card.born,
        "job": card.job,
        "married": "Kawin",
    }
    return Resident(
        **{**facts, "nik": nik_of(place, card.born, card.sex, number), "kk": kk_of(place, date(2012, 3, 10), number)}
    )


def _place(card: Card, setting: Setting) -> Place:
    return next(place for place in setting.places if place.name == card.village)


def _steps(card: Card, setting: Setting, now: datetime) -> Iterator[Step]:
    hours, used = setting.hours, setting.sop[card.type] - card.left
    if card.stop == "submitted":
        yield Step(moments.before(hours, now, CHECK_MINUTES - card.left), "submit")
        return
    if card.stop == "returned":
        received = moments.before(hours, now, 200)
        yield from (Step(received, "submit"), Step(moments.after(hours, received, 12), "return"))
        return
    completed = moments.before(hours, now, used)
    yield Step(moments.before(hours, completed, 17), "submit")
    yield Step(completed, "complete")
    verbs = (
        ["draft", *["endorse"] * setting.endorsers[card.type]]
        if card.stop == "endorsed"
        else ["draft"]
        if card.stop == "drafted"
        else []
    )
    for number, verb in enumerate(verbs, 1):
        yield Step(moments.after(hours, completed, used * number / (len(verbs) + 1)), verb)
