"""The page of one submission: what is seen, what is logged, what an officer decides."""

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageChops

from office.actions.files import read
from office.models import AuditEntry, FileView, Message, Role
from services.actions import review
from services.models import Correction, Document, DocumentState, Event, SearchTerm, Submission
from services.workflow import State
from tests.factories import make_service, staff
from tests.people import budi, retno, sari
from tests.services.views import desk_stories as story

pytestmark = pytest.mark.django_db


def url(name: str, row: Submission, *more) -> str:
    return reverse(f"services:{name}", args=["kemlagi", row.number, *more])


def shown(answer) -> str:
    return " ".join(answer.content.decode().split())


def marks(row: Submission, **said: str) -> dict[str, str]:
    return {f"mark-{key}": state for key, state in said.items()}


# ------------------------------------------------------------------------------------------------ papers


def test_each_opening_of_a_paper_is_logged_and_marked(client):
    row = story.submitted()
    paper = story.attach_papers(row)[0]
    story.login(client, sari())

    answer = client.get(url("paper_file", row, paper.pk))

    seen = FileView.objects.get()
    assert (seen.file, seen.user, seen.purpose) == (paper.file, sari().user, f"Permohonan {row.number}")
    original, marked = (Image.open(io.BytesIO(data)).convert("RGB") for data in (read(paper.file), answer.content))
    assert ImageChops.difference(original, marked).getbbox() is not None
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "image/jpeg"


def test_a_paper_is_turned_without_javascript(client):
    row = story.submitted()
    paper = story.attach_papers(row)[0]
    story.login(client, sari())

    page = client.get(url("paper", row, paper.pk) + "?putar=1&besar=2").content.decode()
    turned = Image.open(io.BytesIO(client.get(url("paper_file", row, paper.pk) + "?putar=1").content))

    assert "?putar=2&amp;besar=2" in page
    assert "?putar=1&amp;besar=3" in page
    assert turned.size == (540, 860)
    assert client.get(url("paper_file", row, paper.pk) + "?putar=abc").status_code == 200


def test_a_paper_of_another_submission_is_not_found_here(client):
    one, other = story.submitted(), story.submitted()
    paper = story.attach_papers(other)[0]
    story.login(client, sari())

    answers = [client.get(url(name, one, paper.pk)).status_code for name in ("paper", "paper_file", "paper_thumb")]

    assert answers == [404, 404, 404]
    assert FileView.objects.count() == 0


def test_a_small_picture_is_served_and_a_wiped_paper_is_not(client):
    row = story.submitted()
    paper = story.attach_papers(row)[0]
    story.login(client, sari())
    small = client.get(url("paper_thumb", row, paper.pk))
    assert b"".join(small.streaming_content)[:2] == b"\xff\xd8"
    for close in small._resource_closers:  # close() on the response itself would take the database along
        close()

    type(paper.file).objects.filter(pk=paper.file_id).update(wiped_at=timezone.now())

    assert client.get(url("paper_file", row, paper.pk)).status_code == 404
    assert "sudah dihapus sesuai masa simpan" in shown(client.get(url("case", row)))


# ------------------------------------------------------------------------------------------------ deciding


def test_complete_needs_a_mark_on_every_required_paper(client):
    row = story.submitted()
    story.attach_papers(row)
    story.login(client, sari())

    refused = client.post(url("case_check", row), {"do": "lengkap", **marks(row, ktp="accepted")})
    row.refresh_from_db()
    assert refused.status_code == 422
    assert "Tandai Kartu Keluarga: sesuai, atau perlu diganti" in shown(refused)
    assert row.state == State.SUBMITTED

    client.post(url("case_check", row), {"do": "lengkap", **marks(row, ktp="accepted", kk="accepted")})

    row.refresh_from_db()
    assert row.state == State.COMPLETE
    assert row.officer == sari().user
    assert row.due_at is not None


def test_an_original_that_was_shown_counts_as_a_paper(client):
    row = story.submitted()
    story.login(client, sari())

    client.post(url("case_check", row), {"do": "lengkap", **marks(row, ktp="accepted", kk="accepted")})

    row.refresh_from_db()
    assert row.state == State.COMPLETE
    assert (
        list(Document.objects.filter(submission=row).values_list("seen_original", "state")) == [(True, "accepted")] * 2
    )


def test_what_was_asked_for_and_then_shown_at_the_counter_is_accepted(client):
    row = story.submitted()
    story.attach_photo(row, row.version.requirements.get(key="ktp"))
    review.return_for_fixes(row, [review.Flaw("kk", "Berkas belum dikirim")], staff=sari(), at=timezone.now())
    Document.objects.filter(submission=row, requirement__key="kk").update(state=DocumentState.REFUSED)
    Submission.objects.filter(pk=row.pk).update(state=State.SUBMITTED, paused_at=None)
    story.login(client, sari())

    client.post(url("case_check", row), {"do": "lengkap", **marks(row, ktp="accepted", kk="accepted")})

    row.refresh_from_db()
    shown_one = Document.objects.get(submission=row, requirement__key="kk", replaced_at=None)
    assert row.state == State.COMPLETE
    assert (shown_one.seen_original, shown_one.state) == (True, DocumentState.ACCEPTED)


def test_saving_marks_again_keeps_who_looked_first(client):
    row = story.submitted()
    story.attach_papers(row)
    story.login(client, sari()).post(url("case_check", row), {"do": "simpan", **marks(row, ktp="accepted")})

    story.login(client, retno()).post(
        url("case_check", row), {"do": "simpan", **marks(row, ktp="accepted", kk="accepted")}
    )

    looked = dict(Document.objects.filter(submission=row).values_list("requirement__key", "checked_by__username"))
    assert looked == {"ktp": "sari", "kk": "retno"}


def test_extra_fields_in_a_post_change_nothing(client):
    row = story.submitted()
    before = {
        name: getattr(row, name) for name in ("number", "office_id", "service_id", "received_at", "source", "nik_index")
    }
    extra = {
        "state": "issued", "number": "KML-0000-1", "office": "2", "officer": str(budi().user.pk), "due_at": "2019-01-01", "completed_at": "2019-01-01",
        "date": "2019-01-01", "is_open": "", "nik_index": "x", "source": "api", "paused_at": "",
    }  # fmt: skip
    story.login(client, sari())

    client.post(url("case_check", row), {"do": "lengkap", **marks(row, ktp="accepted", kk="accepted"), **extra})
    client.post(url("letter_draft", row), extra)

    row.refresh_from_db()
    assert {name: getattr(row, name) for name in before} == before
    assert (row.state, row.officer) == (State.DRAFTED, sari().user)
    assert row.completed_at.year == timezone.now().year


def test_an_auditor_reads_and_is_offered_nothing_to_do(client):
    row = story.submitted()
    story.login(client, staff("pengawas", "Pengawas", Role.AUDITOR))

    page = client.get(url("case", row)).content.decode()

    assert "Catatan audit" in page
    assert re.findall(r'<form[^>]+action="/petugas[^"]+"', page) == []


def test_returning_names_each_paper_with_its_reason_and_pauses_the_clock(client):
    row = story.submitted()
    story.attach_papers(row)
    story.login(client, sari())

    answer = client.post(
        url("case_check", row),
        {
            "do": "kembalikan",
            **marks(row, ktp="accepted", kk="refused"),
            "reason-kk": "lain",
            "other-kk": "Halaman kedua hilang",
            "own_message": "Terima kasih",
        },
    )

    row.refresh_from_db()
    states = dict(Document.objects.filter(submission=row).values_list("requirement__key", "state"))
    note = Event.objects.get(submission=row, target=State.RETURNED).public_note
    assert answer.status_code == 302
    assert (row.state, row.paused_at is None) == (State.RETURNED, False)
    assert states == {"ktp": DocumentState.ACCEPTED, "kk": DocumentState.REFUSED}
    assert note == "Kartu Keluarga: Halaman kedua hilang; Terima kasih"
    assert "Kartu Keluarga: Halaman kedua hilang" in Message.objects.filter(event="services/returned").first().body


def test_a_paper_refused_without_a_reason_is_asked_for_it_and_keeps_the_marks(client):
    row = story.submitted()
    story.attach_papers(row)
    story.login(client, sari())

    answer = client.post(url("case_check", row), {"do": "kembalikan", **marks(row, kk="refused")})

    row.refresh_from_db()
    assert answer.status_code == 422
    assert "Pilih alasan mengapa Kartu Keluarga perlu diganti" in shown(answer)
    assert re.search(r'value="refused"[^>]*checked', answer.content.decode())
    assert row.state == State.SUBMITTED


def test_nothing_can_be_returned_when_nothing_is_wrong(client):
    row = story.submitted()
    story.login(client, sari())

    answer = client.post(url("case_check", row), {"do": "kembalikan", **marks(row, ktp="accepted")})

    row.refresh_from_db()
    assert "Tandai paling sedikit satu berkas yang perlu diganti" in shown(answer)
    assert row.state == State.SUBMITTED


def test_whoever_was_faster_is_named_with_the_hour(client):
    row = story.submitted()
    story.login(client, sari())
    review.declare_complete(row, staff=retno(), at=timezone.now())

    answer = client.post(
        url("case_check", row), {"do": "lengkap", **marks(row, ktp="accepted", kk="accepted")}, follow=True
    )

    assert "Belum tersimpan, karena permohonan ini sudah berubah." in shown(answer)
    assert "Retno Astuti, S.E., pukul" in shown(answer)
    assert Event.objects.filter(submission=row, target=State.COMPLETE).count() == 1


def test_rejecting_needs_a_reason_that_the_resident_reads(client):
    row = story.submitted()
    story.login(client, retno())

    assert client.post(url("case_reject", row), {}).status_code == 422
    client.post(url("case_reject", row), {"prepared": "lain", "written": "Alamat di luar wilayah kami"})

    row.refresh_from_db()
    assert row.state == State.REJECTED
    assert Event.objects.get(submission=row, target=State.REJECTED).public_note == "Alamat di luar wilayah kami"


def test_a_product_of_disdukcapil_is_forwarded_lies_ready_and_is_handed_over(client):
    row = story.submit(story.forwarding_service(), at=timezone.now()).submission
    review.declare_complete(row, staff=sari(), at=timezone.now())
    story.login(client, sari())

    client.post(url("case_forward", row), {"note": "Nomor antrean 17"})
    client.post(url("case_ready", row), {"note": ""})
    refused = client.post(url("case_hand_over", row), {"note": ""}, follow=True)
    assert "Isi nama penerima" in shown(refused)
    client.post(url("case_hand_over", row), {"note": "Ahmad, suami"})

    row.refresh_from_db()
    last = Event.objects.filter(submission=row).last()
    assert row.state == State.HANDED_OVER
    assert (last.public_note, last.note) == ("Diambil di loket", "Diterima oleh Ahmad, suami")


# ------------------------------------------------------------------------------------------------ data and words


def test_corrected_data_keeps_the_old_value_and_moves_the_search(client):
    row = story.submitted(
        applicant_name="Siti Romah",
        fields={"nama": "Siti Romah", "nik": "3516154405880004", "tanggal_lahir": "1988-05-04"},
    )
    story.login(client, sari())
    page = client.get(url("case_correct", row)).content.decode()
    assert 'value="04-05-1988"' in page

    client.post(
        url("case_correct", row), {"nama": "Siti Rohmah", "nik": "3516154405880004", "tanggal_lahir": "5 Mei 1988"}
    )

    row.refresh_from_db()
    kept = {change.field: (change.old, change.new) for change in Correction.objects.filter(submission=row)}
    assert kept == {"nama": ("Siti Romah", "Siti Rohmah"), "tanggal_lahir": ("1988-05-04", "1988-05-05")}
    assert row.applicant_name == "Siti Rohmah"
    assert set(SearchTerm.objects.filter(submission=row).values_list("term", flat=True)) == {
        "siti",
        "rohmah",
        row.number[-5:],
    }
    assert "Semula: Siti Romah (diubah Sari Wulandari" in shown(client.get(url("case", row)))
    assert "Semula: 4 Mei 1988" in shown(client.get(url("case", row)))


def test_a_wrong_correction_is_explained_and_changes_nothing(client):
    row = story.submitted()
    story.login(client, sari())

    answer = client.post(url("case_correct", row), {"nama": "Siti Rohmah", "nik": "351615440588000"})

    assert answer.status_code == 422
    assert "NIK harus 16 angka. Anda mengisi 15 angka" in shown(answer)
    assert Correction.objects.count() == 0


def test_staff_fill_in_what_only_they_know(client):
    row = story.submit(
        make_service(fields=["nama", "nik", "antrian_nomor", "saksi[2] {nama,nik}"]), at=timezone.now()
    ).submission
    story.login(client, sari())

    answer = client.post(
        url("case_correct", row),
        {
            "nama": "Siti Rohmah",
            "nik": "3516154405880004",
            "antrian_nomor": "A17",
            "saksi-n": "2",
            "saksi-0-nama": "Ahmad",
            "saksi-1-nama": "Budi",
        }
        | {"keperluan": "berobat di RSUD", "saksi-0-alamat": "Mojodadi", "saksi-1-alamat": "Mojodadi"},
    )

    row.refresh_from_db()
    assert answer.status_code == 302, re.findall(r'field__error">.*?</p>', shown(answer))
    assert row.data["fields"]["antrian_nomor"] == "A17"
    assert [person["nama"] for person in row.data["fields"].get("saksi", [])] == ["Ahmad", "Budi"]


def test_internal_remarks_stay_internal(client):
    row = story.submitted()
    story.login(client, sari())

    client.post(url("case_remark", row), {"note": "Sudah ditelepon"})

    event = Event.objects.filter(submission=row).last()
    assert (event.note, event.public_note, event.source) == ("Sudah ditelepon", "", event.target)
    assert "Catatan internal" in shown(client.get(url("case", row)))


def test_a_second_officer_sees_who_has_the_file_open(client):
    row = story.submitted()
    review.look(row, staff=retno(), at=timezone.now())
    story.login(client, sari())

    first = shown(client.get(url("case", row)))
    Submission.objects.filter(pk=row.pk).update(viewer=retno().user, viewed_at=timezone.now() - timedelta(minutes=10))
    later = shown(client.get(url("case", row)))

    assert "<strong>Retno Astuti, S.E.</strong> sedang membuka berkas ini" in first
    assert "sedang membuka" not in later


def test_warnings_and_possible_doubles_are_shown(client):
    row = story.submitted(warnings=("NIK menunjukkan tanggal lahir 4 Mei 1988",))
    other = story.submitted()
    old = story.submitted()
    Submission.objects.filter(pk=old.pk).update(received_at=timezone.now() - timedelta(days=40))
    story.login(client, sari())

    page = shown(client.get(url("case", row)))

    assert "NIK menunjukkan tanggal lahir 4 Mei 1988" in page
    assert f">{other.number}</a>" in page
    assert f">{old.number}</a>" not in page


def test_the_prepared_text_opens_whatsapp_and_is_ticked_off_once(client):
    row = story.submitted(phone="6281277778888")
    message = Message.objects.get(channel="wa_link", subject_key=row.audit_key)
    story.login(client, sari())
    page = client.get(url("case", row)).content.decode()
    assert 'href="https://wa.me/6281277778888?text=Kecamatan%20Kemlagi%3A%20Permohonan' in page
    assert 'rel="noopener noreferrer"' in page
    tick = reverse("services:message_tick", args=["kemlagi", message.pk])

    assert client.get(tick).status_code == 405
    first, second = client.post(tick, {"from": "case"}), client.post(tick, follow=True)

    message.refresh_from_db()
    assert (message.state, message.sent_by) == ("sent", sari().user)
    assert first.url == url("case", row)
    assert "sudah dicatat terkirim sebelumnya" in shown(second)


def test_the_case_page_costs_the_same_whatever_its_length(client, django_assert_max_num_queries):
    row = story.submitted()
    story.attach_papers(row)
    for _ in range(4):
        review.remark(row, text="catatan", staff=sari(), at=timezone.now())
    story.login(client, retno())

    with django_assert_max_num_queries(26):
        client.get(url("case", row))


# ------------------------------------------------------------------------------------------------ letter


def test_the_letter_is_previewed_drafted_and_endorsed_with_what_was_read(client):
    row = story.completed()
    budi()
    story.login(client, sari())
    assert "Surat Keterangan Uji" in shown(client.get(url("letter", row)))

    client.post(url("letter_draft", row))
    letter = row.letters.get()
    story.login(client, retno())
    page = client.get(url("endorse", row)).content.decode()
    assert f'name="hash" value="{letter.content_hash}"' in page
    stale = client.post(url("endorse", row), {"do": "paraf", "hash": "0" * 64}, follow=True)
    assert "Isi surat sudah berubah sejak Anda membacanya." in shown(stale)
    client.post(url("endorse", row), {"do": "paraf", "hash": letter.content_hash})

    row.refresh_from_db()
    assert row.state == State.ENDORSED
    assert letter.endorsements.get().user == retno().user


def test_an_unsigned_letter_is_only_ever_seen_as_a_draft(client):
    letter = story.endorsed()
    story.login(client, sari())

    frozen = client.get(reverse("services:letter_pdf", args=["kemlagi", letter.pk]))
    draft = client.get(url("letter_draft_pdf", letter.submission))

    assert frozen.content[:5] == draft.content[:5] == b"%PDF-"
    assert "konsep" in draft.headers["Content-Disposition"]


def test_an_office_without_a_signer_says_so(client):
    row = story.completed()
    story.login(client, sari())

    page = shown(client.get(url("letter", row)))
    answer = client.post(url("letter_draft", row), follow=True)

    row.refresh_from_db()
    assert "Tidak ada penanda tangan hari ini" in page
    assert "Tidak ada penanda tangan yang berlaku hari ini di kantor ini" in shown(answer)
    assert row.state == State.COMPLETE


def test_a_letter_with_empty_places_is_made_only_when_that_is_meant(client):
    row = story.completed(fields={"nama": "Siti Rohmah", "nik": ""})
    budi()
    story.login(client, sari())

    refused = client.post(url("letter_draft", row))
    row.refresh_from_db()
    assert (refused.status_code, row.state) in {(422, State.COMPLETE), (302, State.DRAFTED)}
    client.post(url("letter_draft", row), {"leave_empty": "on"})

    row.refresh_from_db()
    assert row.state == State.DRAFTED


def test_an_endorser_returns_a_letter_and_nothing_is_lost(client):
    letter = story.drafted()
    story.login(client, retno())

    assert client.post(url("endorse", letter.submission), {"do": "kembalikan"}).status_code == 422
    client.post(url("endorse", letter.submission), {"do": "kembalikan", "prepared": "Keperluan belum jelas"})

    letter.refresh_from_db()
    letter.submission.refresh_from_db()
    assert (letter.state, letter.submission.state) == ("void", State.COMPLETE)
    assert letter.entry is None
    assert Event.objects.filter(submission=letter.submission).last().note == "Keperluan belum jelas"


def test_a_section_head_takes_back_a_letter_whose_signer_has_left(client):
    letter = story.endorsed()
    story.login(client, retno())

    client.post(url("case_pull_back", letter.submission), {"prepared": "Penanda tangan keliru"})

    letter.refresh_from_db()
    assert letter.state == "void"
    assert AuditEntry.objects.filter(subject=letter.submission.audit_key, verb="submission.complete").exists()
