"""The inbox of an agency's officer: what is there, who sees it, what can be done with it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from complaints.actions.answering import remark
from complaints.actions.closing import reopen
from complaints.actions.handing_over import bounce
from complaints.models import Agency, Answer, Complaint, ComplaintNote, ComplaintPhoto, PhotoKind, PreparedAnswer
from complaints.workflow import Identity
from office.models import AuditEntry, Message, Role, StoredFile
from tests.complaints.desk_rows import (
    EARLIER,
    answered,
    forwarded,
    hendra,
    jpeg,
    lina,
    officer,
    photo,
    report,
    roads,
    started,
    tirta,
    water,
)
from tests.factories import make_office, make_post, staff

pytestmark = pytest.mark.django_db
NOW = timezone.now


def address(name, *args):
    return reverse(f"complaints:{name}", args=["kemlagi", *args])


def opened(client, who, name="inbox", *args, **params):
    client.force_login(who.user)
    answer = client.get(address(name, *args), params)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer


def said(client, who, number, **fields):
    client.force_login(who.user)
    return client.post(address("inbox_answer", number), fields)


def upload(name="sesudah.jpg"):
    return SimpleUploadedFile(name, jpeg(), "image/jpeg")


def test_only_what_lies_with_the_agency_is_listed(client):
    mine, theirs = forwarded(), forwarded(water())

    text = opened(client, hendra()).text

    assert mine.number in text
    assert theirs.number not in text
    assert "UPT Pekerjaan Umum Wilayah Utara" in text


def test_soonest_limit_first(client):
    late, later = forwarded(at=EARLIER), forwarded(at=EARLIER + timedelta(days=2))

    text = opened(client, hendra()).text

    assert text.index(late.number) < text.index(later.number)


@pytest.mark.parametrize("tab, shown", [
    ("", {"new"}), ("dikerjakan", {"started"}), ("dijawab", {"answered"}), ("saya", {"started", "answered"}), ("selesai", set()),
    ("pelapor", set()), ("dialihkan", {"gone"}), ("ngawur", {"new"}),
])  # fmt: skip
def test_each_tab_shows_its_own(client, tab, shown):
    who = hendra()
    rows = {
        "new": forwarded(),
        "started": started(forwarded(), who),
        "answered": answered(forwarded(), who),
        "gone": forwarded(),
    }
    bounce(rows["gone"], to=water(), reason="Saluran air", staff=who, at=EARLIER)

    text = opened(client, who, lihat=tab).text

    assert {name for name, row in rows.items() if row.number in text} == shown


def test_the_list_goes_on_by_key_and_shows_everything_once(client):
    numbers = {forwarded(at=EARLIER + timedelta(minutes=minute)).number for minute in range(23)}
    who = hendra()

    first = opened(client, who).text
    second = client.get(
        address("inbox") + first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    ).text

    pages = [{number for number in numbers if number in text} for text in (first, second)]
    assert len(pages[0]) == 20
    assert pages[0] | pages[1] == numbers
    assert not pages[0] & pages[1]


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_whatever_their_length(
    client, django_assert_max_num_queries, django_assert_num_queries, many
):
    who = hendra()
    for _ in range(many):
        row = forwarded()
        photo(row)
        remark(row, text="catatan", staff=who, at=EARLIER)
    opened(client, who)

    with django_assert_num_queries(13):
        client.get(address("inbox"))
    with django_assert_max_num_queries(32):
        client.get(address("inbox_case", row.number))


def test_the_menu_of_an_officer_leads_to_the_inbox_with_its_figure_and_to_no_page_of_the_services(client):
    forwarded()
    who = hendra()
    client.force_login(who.user)

    assert client.get("/petugas/").url == address("inbox")
    assert client.get("/petugas/kemlagi/").url == address("inbox")
    text = client.get(address("inbox")).text
    assert "Kotak masuk" in text
    assert '<span class="badge">1<' in text
    for foreign in ("antrean", "arsip", "buku-agenda", "loket"):
        assert f"/petugas/kemlagi/{foreign}/" not in text
        assert client.get(f"/petugas/kemlagi/{foreign}/").status_code == 403


def test_a_post_without_a_place_in_an_agency_sees_an_empty_inbox(client):
    row = forwarded()
    lonely = staff("sendiri", "Tanpa Dinas", Role.AGENCY)

    assert row.number not in opened(client, lonely).text
    assert "belum terdaftar di dinas mana pun" in client.get(address("inbox")).text
    assert client.get(address("inbox_case", row.number)).status_code == 404


def test_a_place_in_an_agency_without_the_post_opens_nothing(client):
    row = forwarded()
    person = lina()
    officer_row = hendra().user.agency_places.get()
    officer_row.pk, officer_row._state.adding, officer_row.user = None, True, person.user
    officer_row.id = None
    type(officer_row).objects.create(agency=roads(), user=person.user, since=EARLIER)

    client.force_login(person.user)

    assert client.get(address("inbox")).status_code == 403
    assert client.get(address("inbox_case", row.number)).status_code == 403


@pytest.mark.parametrize(
    "identity, words", [(Identity.OPEN, ""), (Identity.SECRET, "dirahasiakan"), (Identity.ANONYMOUS, "tanpa nama")]
)
def test_only_an_open_reporter_is_named_and_only_to_the_agency_that_has_it(client, identity, words):
    row = forwarded(identity=identity, email="wati@warga.example")
    who = hendra()

    here = opened(client, who, "inbox_case", row.number).text
    bounce(row, to=water(), reason="Saluran air", staff=who, at=EARLIER)
    left = client.get(address("inbox_case", row.number)).text
    there = opened(client, tirta(), "inbox_case", row.number).text

    for text, may_see in ((here, True), (left, False), (there, True)):
        named = identity == Identity.OPEN and may_see
        assert ("Wati Rahayu" in text) is named
        assert ("0812 9999 0001" in text) is named
        assert "wati@" not in text
    assert words in here.lower()


@pytest.mark.parametrize("identity", [Identity.SECRET, Identity.ANONYMOUS])
def test_no_message_to_an_agency_names_the_reporter_or_carries_the_text(identity):
    row = forwarded(identity=identity, text="Rahasia sekali isi laporan ini.", email="wati@warga.example")
    hendra()
    answered(row, hendra())
    reopen(Complaint.objects.get(pk=row.pk), reason="belum juga selesai", at=EARLIER)

    bodies = " ".join(f"{message.title} {message.body} {message.recipient}" for message in Message.objects.all())

    for word in ("Wati", "wati@", "99990001", "Rahasia sekali", "belum juga"):
        assert word not in bodies


def test_an_officer_is_told_at_once_of_a_new_and_of_a_returned_complaint():
    who = hendra()
    row = answered(forwarded(), who)
    reopen(row, reason="masih berlubang", at=EARLIER + timedelta(days=1))

    mails = Message.objects.filter(channel="email")

    assert {message.event for message in mails} == {"complaints/agency_new", "complaints/agency_reopened"}
    assert {message.recipient for message in mails} == {"hendra@dinas.example"}
    assert all(f"/petugas/kemlagi/kotak-masuk/{row.number}/" in message.body for message in mails)


def test_after_it_left_nothing_new_is_read(client):
    row = forwarded()
    who, other = hendra(), tirta()
    bounce(row, to=water(), reason="Saluran air", staff=who, at=EARLIER)
    remark(row, text="Rahasia dinas air", staff=other, at=EARLIER + timedelta(hours=1))
    done = answered(Complaint.objects.get(pk=row.pk), other, at=EARLIER + timedelta(hours=2), text="Dijawab dinas air.")
    proof = ComplaintPhoto.objects.get(answer__complaint=done)

    text = opened(client, who, "inbox_case", row.number).text

    assert "sudah tidak di dinas Anda" in text
    for word in ("Rahasia dinas air", "Dijawab dinas air.", str(proof.pk)):
        assert word not in text
    assert client.get(address("inbox_photo", row.number, proof.pk)).status_code == 404
    for name, fields in (
        ("inbox_answer", {"way": "not", "text": "tidak jadi", "reason": "tidak ada"}),
        ("inbox_note", {"note": "sisa"}),
        ("inbox_assign", {"officer": ""}),
    ):
        client.post(address(name, row.number), fields)
    assert Answer.objects.count() == 1
    assert ComplaintNote.objects.count() == 1


def test_notes_never_leave_the_agency(client):
    row = forwarded()
    remark(row, text="Catatan dalam dinas", staff=hendra(), at=EARLIER)
    bounce(row, to=water(), reason="Saluran air", staff=hendra(), at=EARLIER)

    assert "Catatan dalam dinas" in opened(client, hendra(), "inbox_case", row.number).text
    assert "Catatan dalam dinas" not in opened(client, tirta(), "inbox_case", row.number).text


def test_done_with_a_photo_closes_the_agencys_part(client):
    row = forwarded()

    answer = said(
        client,
        hendra(),
        row.number,
        way="done",
        text="Lubang sudah ditambal.",
        after=upload(),
        before=upload("sebelum.jpg"),
    )

    assert answer.status_code == 302, answer.context["answer_form"].errors
    kept = Answer.objects.get()
    assert (kept.outcome, kept.by.name, kept.complaint.state) == ("done", "Hendra Wijaya", "answered")
    assert sorted(kept.proofs.values_list("kind", flat=True)) == [PhotoKind.AFTER, PhotoKind.BEFORE]
    assert not kept.proofs.filter(is_public=True).exists()
    text = client.get(address("inbox_case", row.number)).text
    assert "Lubang sudah ditambal." in text
    assert "Jawab laporan" not in text


@pytest.mark.parametrize("fields, words", [
    ({}, "Pilih status"),
    ({"way": "done", "text": "Sudah ditambal."}, "Unggah foto sesudah dikerjakan"),
    ({"way": "done", "text": ""}, "Tulis jawaban untuk warga"),
    ({"way": "partly", "text": "Baru separuh."}, "Tulis apa yang belum"),
    ({"way": "not", "text": "Tidak bisa."}, "Tulis apa yang belum"),
    ({"way": "ask"}, "Tulis pertanyaan"),
    ({"way": "bounce", "why": "bukan kami"}, "Pilih dinas yang berwenang"),
    ({"way": "start", "text": ""}, "Tulis apa yang sedang dikerjakan"),
    ({"way": "ngawur"}, "Pilih status dari daftar"),
])  # fmt: skip
def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(client, fields, words):
    row = forwarded()

    answer = said(client, hendra(), row.number, **fields)

    assert answer.status_code == 422
    assert words in answer.text
    assert all(str(value) in answer.text for value in fields.values() if value and value != "ngawur")
    row.refresh_from_db()
    assert row.state == "forwarded"
    assert (Answer.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_file_that_is_no_picture_is_refused_beside_its_field(client):
    row = forwarded()

    answer = said(
        client,
        hendra(),
        row.number,
        way="done",
        text="Sudah ditambal.",
        after=SimpleUploadedFile("a.docx", b"PK", "application/zip"),
    )

    assert answer.status_code == 422
    assert "tidak bisa diterima" in answer.text
    assert StoredFile.objects.count() == 0


def test_a_question_needs_no_photo_and_an_honest_no_needs_its_reason(client):
    question, refusal = forwarded(kind="information"), forwarded()

    assert said(client, hendra(), question.number, way="done", text="Jadwalnya hari Senin.").status_code == 302
    assert (
        said(
            client, hendra(), refusal.number, way="not", text="Jalan itu milik desa.", reason="Bukan jalan kabupaten"
        ).status_code
        == 302
    )
    assert set(Answer.objects.values_list("outcome", flat=True)) == {"done", "not"}


def test_starting_asking_and_handing_over(client):
    first, second, third = forwarded(), forwarded(), forwarded()
    who = hendra()

    said(client, who, first.number, way="start", text="Tim meninjau besok pagi.")
    said(client, who, second.number, way="ask", question="Di depan rumah nomor berapa?")
    said(client, who, third.number, way="bounce", to=water().pk, why="Ini saluran irigasi")

    states = {row.pk: (row.state, row.agency.key) for row in Complaint.objects.select_related("agency")}
    assert states[first.pk] == ("in_progress", "upt-pu")
    assert states[second.pk] == ("waiting", "upt-pu")
    assert states[third.pk] == ("forwarded", "upt-air")
    assert "Tim meninjau besok pagi." in client.get(address("inbox_case", first.number)).text
    assert "Di depan rumah nomor berapa?" in client.get(address("inbox_case", second.number)).text


def test_an_agency_of_another_office_cannot_be_named(client):
    row = forwarded()
    other = make_office("KTH", "kartoharjo", name="Kecamatan Kartoharjo")
    foreign = Agency.objects.create(office=other, key="lain", name="Dinas Lain", short_name="Lain", kind="opd")

    answer = said(client, hendra(), row.number, way="bounce", to=foreign.pk, why="bukan kami")

    assert answer.status_code == 422
    assert "Dinas Lain" not in answer.text
    row.refresh_from_db()
    assert row.agency.key == "upt-pu"


def test_the_second_tap_finds_it_answered(client):
    row = forwarded()
    fields = {"way": "not", "text": "Jalan itu milik desa.", "reason": "Bukan jalan kabupaten"}
    said(client, hendra(), row.number, **fields)

    answer = said(client, hendra(), row.number, **fields)

    assert answer.status_code == 302
    assert Answer.objects.count() == 1
    assert "sudah berubah" in client.get(answer.url).text


def test_assigning_within_the_agency_only(client):
    row = forwarded()
    colleague, foreign = officer(roads(), "yuni", "Yuni Astuti"), tirta()
    client.force_login(hendra().user)

    client.post(address("inbox_assign", row.number), {"officer": colleague.user.pk})
    row.refresh_from_db()
    assert row.officer == colleague.user
    client.post(address("inbox_assign", row.number), {"officer": foreign.user.pk})
    row.refresh_from_db()
    assert row.officer == colleague.user
    client.post(address("inbox_assign", row.number), {"officer": ""})
    row.refresh_from_db()
    assert row.officer is None


def test_an_empty_note_is_refused_beside_its_field(client):
    row = forwarded()
    client.force_login(hendra().user)

    answer = client.post(address("inbox_note", row.number), {"note": " "})

    assert answer.status_code == 422
    assert "Tulis catatannya" in answer.text
    assert ComplaintNote.objects.count() == 0


def test_prepared_answers_are_kept_changed_used_and_thrown_away_by_their_own_agency(client):
    row, who = forwarded(), hendra()
    client.force_login(who.user)

    client.post(address("prepared"), {"title": "Sudah dijadwalkan", "text": "Penambalan dijadwalkan pekan ini."})
    kept = PreparedAnswer.objects.get()
    client.post(address("prepared_change", kept.pk), {"title": "Terjadwal", "text": "Penambalan pekan ini."})
    page = client.get(address("inbox_case", row.number), {"pakai": str(kept.pk)}).text
    assert "Terjadwal" in page
    assert 'maxlength="2000"' in page
    assert ">\nPenambalan pekan ini.</textarea>" in page
    client.force_login(tirta().user)
    assert "Terjadwal" not in client.get(address("prepared")).text
    assert client.post(address("prepared_drop", kept.pk)).status_code == 404
    assert client.get(address("prepared_change", kept.pk)).status_code == 404
    assert PreparedAnswer.objects.count() == 1
    client.force_login(who.user)
    client.post(address("prepared_drop", kept.pk))
    assert PreparedAnswer.objects.count() == 0
    assert AuditEntry.objects.filter(verb__startswith="agency.prepared").count() == 3


def test_an_empty_prepared_answer_is_refused(client):
    client.force_login(hendra().user)

    answer = client.post(address("prepared"), {"title": "", "text": ""})

    assert answer.status_code == 422
    assert "Isi judulnya" in answer.text
    assert PreparedAnswer.objects.count() == 0


def test_an_officer_who_also_handles_complaints_finds_only_the_agencys_own_in_the_inbox(client):
    mine, held = forwarded(), report().complaint
    who = hendra()
    make_post(who.user, Role.COMPLAINTS, make_office())

    assert mine.number in opened(client, who).text
    assert held.number not in client.get(address("inbox")).text
    assert client.get(address("inbox_case", held.number)).status_code == 404
