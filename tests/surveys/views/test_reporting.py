"""Staff pages after a survey: who may open them, files they give, plan, publications, suggestions, paper sheets."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from office.models import AuditEntry, Message
from surveys.actions.follow_up import Task, plan_item, remind
from surveys.models import Answer, Batch, FollowUpItem, Publication, Remark, ReportText
from surveys.queries.results import figures_of
from tests.factories import MONDAY_9AM
from tests.people import budi, dewi, joko, sari
from tests.surveys.making import KEYS, fill, make_period

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    """The pages' clock."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY_9AM)


def png() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (80, 60), "navy").save(out, "PNG")
    return SimpleUploadedFile("papan.png", out.getvalue(), "image/png")


def url(name, period, *more):
    return reverse(f"surveys:{name}", args=["kemlagi", period.pk, *more])


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


PAGES = ("report", "report_texts", "remarks", "publications", "follow_up", "paper")


def test_every_page_opens_for_the_admin_and_is_404_elsewhere(client):
    period, person, other = make_period(), dewi(), joko()
    fill(period, 30, 4)
    client.force_login(person.user)
    for name in PAGES:
        assert "Triwulan IV 2026" in page_of(client, url(name, period))

    client.force_login(other.user)
    for name in (*PAGES, "report_pdf", "report_data", "wall_sheet"):
        assert client.get(url(name, period)).status_code == 404


def test_the_counter_reads_and_enters_paper_but_changes_nothing(client):
    period = make_period()
    item = plan_item(period, task(), staff=dewi(), at=MONDAY_9AM)
    client.force_login(sari().user)

    codes = {name: client.get(url(name, period)).status_code for name in PAGES}

    assert codes == {
        "report": 200,
        "report_texts": 403,
        "remarks": 403,
        "publications": 200,
        "follow_up": 200,
        "paper": 200,
    }
    assert client.post(url("publications", period), {}).status_code == 404
    assert client.post(url("follow_up", period), {}).status_code == 404
    assert client.post(url("follow_up_finish", period, item.pk), {"note": "x"}).status_code == 404
    assert not Publication.objects.exists()
    assert FollowUpItem.objects.get().done_on is None


def task(**facts) -> Task:
    defaults = {"unsur": "sarana", "programme": "Kursi tunggu ditambah", "year": 2027, "quarter": 1, "due_on": date(2026, 12, 20), "in_charge": "Kasi Pelayanan"}  # fmt: skip
    return Task(**{**defaults, **facts})


def test_the_data_sheet_downloads_with_the_page_s_figures(client):
    period = make_period()
    fill(period, 31, 3)
    client.force_login(dewi().user)

    response = client.get(url("report_data", period))

    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    foot = {row[0]: row[1] for row in rows[1:]}
    assert rows[1] == (1, *([3] * 9))
    assert foot["IKM"] == float(figures_of(period).result.index) == 75.0
    assert response.headers["Content-Disposition"] == f'attachment; filename="data-survei-{period.pk}.xlsx"'


def test_words_are_kept_and_the_prepared_ones_are_not(client):
    period = make_period()
    client.force_login(dewi().user)
    typed = {"background": "Kami melayani 20 desa.", "aim": "", "method": "", "analysis": "", "conclusion": ""}

    assert client.post(url("report_texts", period), typed).status_code == 302
    again = page_of(client, url("report_texts", period))
    client.post(url("report_texts", period), {**typed, "background": ""})

    assert "Kami melayani 20 desa." in again
    assert not ReportText.objects.exists()


def test_a_publication_needs_a_link_or_a_file(client):
    period = make_period()
    client.force_login(dewi().user)
    typed = {"channel": "board", "place": "Pendopo", "published_on": "2026-11-20", "link": ""}

    bare = client.post(url("publications", period), typed)
    strange = client.post(url("publications", period), {**typed, "link": "javascript:alert(1)"})
    client.post(url("publications", period), {**typed, "proof": png()})

    assert bare.status_code == strange.status_code == 422
    assert "Isi tautan, atau unggah berkas sebagai bukti" in bare.content.decode()
    assert "Pendopo" in bare.content.decode()
    row = Publication.objects.get()
    proof = client.get(url("publication_proof", period, row.pk))
    assert proof.headers["Content-Type"] == "image/jpeg"  # made anew
    assert b"".join(proof)


def test_suggestions_are_read_before_they_are_shown(client):
    period = make_period()
    fill(period, 1)
    subject = Answer.objects.get().subject
    rows = [
        Remark.objects.create(period=period, subject=subject, text=text, said_on=date(2026, 11, 20))
        for text in ("Bagus", "Pak Anu jelek")
    ]
    person = dewi()
    client.force_login(person.user)

    page = page_of(client, url("remarks", period))
    client.post(url("remarks", period), {f"r-{rows[0].pk}": "shown", f"r-{rows[1].pk}": "hidden", "r-bukan": "shown"})

    assert "Pak Anu jelek" in page
    assert set(Remark.objects.values_list("text", "state", "read_by")) == {("Bagus", "shown", person.user.pk), ("Pak Anu jelek", "hidden", person.user.pk)}  # fmt: skip


def test_the_person_in_charge_marks_an_item_done_with_proof_once(client):
    period, person = make_period(), sari()
    item = plan_item(period, task(person=person.user), staff=dewi(), at=MONDAY_9AM)
    client.force_login(person.user)
    done = {"note": "Sepuluh kursi dibeli.", "done_on": "2026-11-22"}

    late = client.post(url("follow_up_finish", period, item.pk), {**done, "done_on": "2026-12-22"})
    client.post(url("follow_up_finish", period, item.pk), {**done, "proof": png()})
    client.post(url("follow_up_finish", period, item.pk), {**done, "note": "Lagi"})

    assert late.status_code == 422
    assert "Sepuluh kursi dibeli." in late.content.decode()
    item.refresh_from_db()
    assert (item.done_note, item.done_on) == ("Sepuluh kursi dibeli.", date(2026, 11, 22))
    assert b"".join(client.get(url("follow_up_proof", period, item.pk)))
    assert AuditEntry.objects.filter(verb="survey.follow_up_done").count() == 1


def test_a_reminder_two_weeks_before_and_one_when_overdue():
    period, person = make_period(), sari()
    person.user.email = "sari@contoh.id"
    person.user.save()
    plan_item(period, task(person=person.user), staff=dewi(), at=MONDAY_9AM)

    def sent(day: date) -> int:
        return remind(at=datetime(day.year, day.month, day.day, 3, tzinfo=MONDAY_9AM.tzinfo))

    counts = [sent(date(2026, 12, 20) + timedelta(days=days)) for days in (-15, -14, -13, 0, 1, 2)]

    assert counts == [0, 1, 0, 0, 1, 0]
    rows = Message.objects.filter(event__startswith="surveys/follow_up").order_by("created_at")
    assert [(row.event, row.recipient) for row in rows] == [
        ("surveys/follow_up_soon", "sari@contoh.id"),
        ("surveys/follow_up_overdue", "sari@contoh.id"),
    ]
    assert "Kursi tunggu ditambah" in rows[0].body


def test_the_public_page_shows_what_is_being_improved(client):
    period = make_period()
    fill(period, 30, 3)
    plan_item(period, task(), staff=dewi(), at=MONDAY_9AM)
    plan_item(period, task(programme="", unsur="waktu"), staff=dewi(), at=MONDAY_9AM)

    page = page_of(client, "/kemlagi/nilai-kepuasan/")

    assert "Kursi tunggu ditambah" in page
    assert "paling lambat 20 Desember 2026" in page


def test_lists_cost_the_same_with_one_row_and_with_three(client):
    period, person = make_period(), dewi()
    client.force_login(person.user)

    def cost(name):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url(name, period)).status_code == 200
        return len(seen)

    def one():
        plan_item(period, task(person=person.user), staff=person, at=MONDAY_9AM)
        Publication.objects.create(period=period, channel="board", place="P", published_on=date(2026, 11, 1), link="https://a.id", noted_by=person.user, noted_at=MONDAY_9AM)  # fmt: skip

    one()
    cost("follow_up")
    first = [cost("follow_up"), cost("publications")]
    one(), one()
    assert [cost("follow_up"), cost("publications")] == first


def grid(period, **cells):
    blank = {
        f"b{number}-{name}": ""
        for number in range(1, 11)
        for name in (*KEYS, "sex", "age_group", "education", "occupation", "remark")
    }
    return {**blank, "batch": "tumpukan-kertas-nomor-satu", "layanan": "", "answered_on": "2026-11-20", **cells}


def full(number, value):
    return {f"b{number}-{key}": value for key in KEYS}


def test_paper_sheets_count_once_however_often_they_are_sent(client):
    period = make_period()
    client.force_login(sari().user)
    data = grid(period, **full(1, "4"), **full(2, "2"), **{"b1-sex": "p", "b2-remark": "Antre lama."})
    data[f"b2-{KEYS[0]}"] = ""

    for _ in range(3):
        assert client.post(url("paper", period), data).status_code == 302

    assert sorted(Answer.objects.values_list("scores", "sex", "source", "answered_on")) == [
        ("-22222222", "", "paper", date(2026, 11, 20)),
        ("444444444", "p", "paper", date(2026, 11, 20)),
    ]
    assert Batch.objects.get().rows == 2
    assert figures_of(period).respondents == 2
    assert Remark.objects.get().text == "Antre lama."


def test_a_wrong_digit_is_told_beside_its_cell_and_nothing_is_lost(client):
    period = make_period()
    client.force_login(sari().user)

    answer = client.post(
        url("paper", period), grid(period, **full(1, "4"), **{f"b2-{KEYS[1]}": "5", "b2-remark": "Tetap ada"})
    )

    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 422
    assert f'id="id_b2-{KEYS[1]}_error"><p class="field__error">Nilai 1–4, atau kosong' in page
    assert 'value="Tetap ada"' in page
    assert 'value="5"' in page
    assert not Answer.objects.exists()
    assert not Batch.objects.exists()


def test_an_empty_grid_and_a_closed_period_take_nothing(client):
    period = make_period()
    client.force_login(sari().user)

    assert client.post(url("paper", period), grid(period)).status_code == 422
    period.state, period.closed_at = "closed", MONDAY_9AM
    period.save()
    assert client.post(url("paper", period), grid(period, **full(1, "4"))).status_code == 302

    assert not Answer.objects.exists()
    client.force_login(budi().user)
    assert client.get(url("paper", period)).status_code == 403
