"""An officer of another agency opens every address there is, and posts to it: nothing of ours is seen, nothing of ours is changed.

The walk is made of the URL tree, so a new page is walked from the day it is added: parameters are filled with the keys of our
rows; a name that the walk does not know gets values that fit its converter.
"""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import islice, product
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern

from complaints.actions.agency_desk import keep_prepared
from complaints.actions.answering import ask_reporter, remark, reporter_replies
from complaints.actions.closing import reopen
from complaints.models import Answer, Complaint, ComplaintEvent, ComplaintNote, ComplaintPhoto, PreparedAnswer, Stay
from complaints.workflow import Identity
from office.models import StoredFile
from office.staff import Staff
from tests.complaints.desk_rows import EARLIER, answered, forwarded, hendra, officer, photo, roads, shown, tirta
from tests.complaints.desk_rows import make_agency as agency_of
from tests.factories import make_office

pytestmark = pytest.mark.django_db
SEEK = "gorongbesar"
"""A word of our text that is asked for in searches; what must not come back are the canaries."""
CANARIES = (
    "kanariisi", "kanarijudul", "kanaripatokan", "kanaricatatan", "kanarijawaban", "kanarialasan", "kanaritanya", "kanaribalas", "kanaribuka",
    "kanarisiap", "kanariwarga", "kanari@warga", "77776666", "7777 6666", "kanariawal",
)  # fmt: skip
MOST = 8
TRIED = {
    "way": "not",
    "text": "diambil alih",
    "reason": "diambil alih",
    "note": "titip",
    "title": "diambil alih",
    "sp4n_id": "1",
}
WANTED = {"q": SEEK, "kata": SEEK, "cari": SEEK, "jurisdiction_id": "kemlagi", "lihat": "semua", "status": "open"}


def ours(identity: Identity = Identity.OPEN) -> Complaint:
    """A complaint with a canary in everything that is written about it; it was not published."""
    who = hendra()
    row = forwarded(
        title="Lubang kanarijudul", text=f"{SEEK} kanariisi", landmark="dekat kanaripatokan", name="Bu Kanariwarga", phone="6281277776666",
        email="kanari@warga.example", identity=identity,
    )  # fmt: skip
    Complaint.objects.filter(pk=row.pk).update(public_text="kanariawal belum tampil")
    photo(row)
    remark(row, text="kanaricatatan", staff=who, at=EARLIER)
    ask_reporter(row, question="kanaritanya", staff=who, at=EARLIER)
    reporter_replies(row, text="kanaribalas", at=EARLIER)
    done = answered(
        Complaint.objects.get(pk=row.pk), who, text="kanarijawaban", reason="kanarialasan", outcome="partly"
    )
    reopen(done, reason="kanaribuka", at=EARLIER)
    keep_prepared(roads(), title="kanarisiap", text="kanarisiap", staff=who, at=EARLIER)
    return Complaint.objects.get(pk=row.pk)


def keys_of(row: Complaint) -> list[Any]:
    """A key of each kind by which a page might name something of it."""
    models = (ComplaintPhoto, Answer, ComplaintNote, ComplaintEvent)
    firsts = [model.objects.filter(complaint=row).values_list("pk", flat=True).first() for model in models]
    ready = PreparedAnswer.objects.filter(agency=row.agency_id).values_list("pk", flat=True).first()
    return [row.pk, *firsts, ready, row.agency_id, StoredFile.objects.values_list("pk", flat=True).first()]


def patterns(
    found: list[Any] | None = None, space: str = "", before: frozenset[str] = frozenset()
) -> Iterator[tuple[str, URLPattern, set[str]]]:
    """Every address of the tree: its full name, its pattern, all its parameters."""
    for pattern in get_resolver().url_patterns if found is None else found:
        names = before | parameters(pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from patterns(pattern.url_patterns, inner, frozenset(names))
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", pattern, set(names)


def parameters(pattern: Any) -> set[str]:
    inner = pattern.pattern
    return set(inner.regex.groupindex) if isinstance(inner, RegexPattern) else set(inner.converters)


def values(name: str, pattern: URLPattern, row: Complaint) -> list[Any]:
    """What to put in a parameter: our keys where it could be one, else something that its converter takes."""
    converter = (
        type(pattern.pattern.converters.get(name)).__name__ if not isinstance(pattern.pattern, RegexPattern) else ""
    )
    if name == "office":
        return ["kemlagi"]
    if name in {"number", "nomor"}:
        return [row.number]
    return {
        "UUIDConverter": keys_of(row), "IntConverter": [1, 2026], "SlugConverter": [row.category.key, row.agency.key, "kemlagi"],
        "PathConverter": ["x"],
    }.get(converter, [row.number, "json", "xml", str(row.pk), "1"])  # fmt: skip


def addresses(row: Complaint, who: Staff | None = None, *, public: bool = True, staff: bool = True) -> Iterator[str]:
    """Every address of the program with our keys in it; of a view that refuses `who` before it looks at a key, one."""
    for name, pattern, names in patterns():
        guard, ordered = pattern.callback.guard, sorted(names)
        if name == "office:healthz" or not (public if guard.public else staff):
            continue
        most = MOST if who is None or guard.public or guard.logged_in or guard.admits(who) else 1
        fillings = product(*(values(one, pattern, row) for one in ordered))
        found = (url_of(name, dict(zip(ordered, filling, strict=True))) for filling in fillings)
        yield from dict.fromkeys(islice(filter(None, found), most))


def url_of(name: str, filling: dict[str, Any]) -> str:
    try:
        return reverse(name, kwargs=filling)
    except NoReverseMatch:
        return ""


def enter(client: Client, who: Staff) -> None:
    """Logged in, also after the address that logs out."""
    if SESSION_KEY not in client.session:
        client.force_login(who.user)


def read(answer: Any) -> str:
    """All that an answer says: its head, its words, also those inside a PDF, a sheet or an archive."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    head = " ".join(f"{name}: {value}" for name, value in answer.items())
    return f"{head} {words_in(body)}".lower()


def words_in(body: bytes) -> str:
    if body[:5] == b"%PDF-":
        return subprocess.run(["pdftotext", "-", "-"], input=body, check=True, capture_output=True).stdout.decode()
    if body[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(body)) as archive:
            return " ".join(words_in(archive.read(name)) for name in archive.namelist())
    return body.decode("utf-8", "replace")


def leaks(text: str, *, number: str = "") -> list[str]:
    return [word for word in (*CANARIES, *([number.lower()] if number else [])) if word in text]


def snapshot() -> list[Any]:
    """All that is known of complaints, to the letter."""
    return [
        sorted(map(str, model.objects.order_by("pk").values_list()))
        for model in (Complaint, Answer, ComplaintNote, ComplaintEvent, ComplaintPhoto, Stay, PreparedAnswer)
    ]


def elsewhere():
    """An officer of an agency in another office."""
    other = make_office("KTH", "kartoharjo", name="Kecamatan Kartoharjo")
    return officer(agency_of("lain", "Dinas Lain", "Lain", other), "lain", "Lain Lagi")


def test_the_walk_reaches_the_whole_tree():
    row = ours()

    named = {name for name, _pattern, _names in patterns() if not name.endswith("None")}
    walked = set(addresses(row))

    assert len(named) > 150
    assert len(walked) > len(named)
    assert f"/petugas/kemlagi/kotak-masuk/{row.number}/" in walked


def test_a_foreign_officer_sees_nothing_of_another_agencys_complaint(client):
    row, who = ours(), tirta()
    client.raise_request_exception = False
    seen: dict[str, list[str]] = {}

    for url in addresses(row, who):
        enter(client, who)
        answer = client.get(url)
        found = leaks(read(answer), number="" if row.number in url else row.number)
        if answer.status_code == 200:
            found += leaks(read(client.get(url, {**WANTED, "service_request_id": row.number, "nomor": row.number})))
        if found:
            seen[url] = found

    assert seen == {}


def test_a_foreign_officer_changes_nothing_of_another_agencys_complaint(client):
    row, who = ours(), tirta()
    client.raise_request_exception = False
    before, seen = snapshot(), {}

    for url in addresses(row, who):
        enter(client, who)
        if found := leaks(read(client.post(url, {**TRIED, "officer": str(who.user.pk)}))):
            seen[url] = found

    assert seen == {}
    PreparedAnswer.objects.exclude(agency=row.agency_id).delete()  # what this officer wrote for the own agency
    assert snapshot() == before


def test_an_officer_of_another_office_meets_closed_doors(client):
    row, who = ours(), elsewhere()
    client.raise_request_exception = False
    client.force_login(who.user)

    open_doors = [
        url for url in addresses(row, public=False) if "kemlagi" in url and client.get(url).status_code == 200
    ]

    assert open_doors == []


def test_not_even_the_agency_that_has_it_learns_a_hidden_reporter(client):
    """The same walk by the officer whose complaint it is: pages, files, exports."""
    row, who = ours(Identity.SECRET), hendra()
    client.raise_request_exception = False
    seen: dict[str, list[str]] = {}

    for url in addresses(row, who):
        enter(client, who)
        text = read(client.get(url))
        if found := [word for word in ("kanariwarga", "kanari@warga", "77776666", "7777 6666") if word in text]:
            seen[url] = found

    assert seen == {}
    assert "kanariisi" in read(client.get(f"/petugas/kemlagi/kotak-masuk/{row.number}/"))


def test_everybody_sees_of_it_only_what_was_published(client):
    row, public = ours(), shown()
    client.raise_request_exception = False

    seen = {url: found for url in addresses(row, staff=False) if (found := leaks(read(client.get(url))))}

    assert seen == {}
    assert public.number in client.get("/kemlagi/laporan-warga/").text
