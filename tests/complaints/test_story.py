"""A complaint from its reporter to its end: each verb, each refusal, who may."""

from __future__ import annotations

from datetime import timedelta

import pytest

from complaints.access import NotAllowed
from complaints.actions import answering, closing, forwarding, handing_over, merging, publishing, sweeping
from complaints.actions.answering import Reply
from complaints.models import Answer, Complaint, ComplaintEvent, ComplaintIdentity, Stay
from complaints.queries.visible import agencies_of, story_for, visible_to
from complaints.workflow import Identity, IllegalMove, Outcome, State
from office.models import AuditEntry, Message
from tests.complaints.making import agency, forwarded, officer, proof, ready_office, received, report, tini, verified
from tests.factories import MONDAY_9AM, local
from tests.people import budi, joko, sari

pytestmark = pytest.mark.django_db
DONE = Reply("Sudah ditambal.", Outcome.DONE)
LATER = MONDAY_9AM + timedelta(hours=2)


def test_a_report_is_received_with_its_limit_and_its_reporter_apart():
    receipt = received()
    complaint = receipt.complaint

    assert complaint.number == "KML-P-2611-00001"
    assert len(receipt.code) == 16
    assert len(receipt.pin) == 6
    assert (complaint.state, complaint.step_due) == (State.RECEIVED, local("2026-11-26T15:00"))
    assert ComplaintIdentity.objects.get().name == "Wati Handayani"
    assert AuditEntry.objects.filter(verb="complaint.received").count() == 1
    assert sorted(Message.objects.values_list("channel", flat=True)) == ["page", "wa_link"]
    assert "berlubang" not in Message.objects.first().body


def test_sending_twice_makes_one_complaint_and_gives_the_same_receipt():
    from complaints.actions import intake

    office = ready_office()
    both = [intake.receive(office, report(), key="kunci", source="web", at=MONDAY_9AM) for _ in range(2)]

    assert both[0] == both[1]
    assert Complaint.objects.count() == 1


def test_the_list_sends_it_to_the_agency_and_keeps_why():
    tia = tini(ready_office())
    officer()
    complaint = forwarded(tia)

    assert complaint.agency.key == "dbmsda"
    assert complaint.why == "Aturan 2: kategori Jalan dan jembatan → UPT DBMSDA"
    assert Stay.objects.get().left_at is None
    assert complaint.step_due == local("2026-11-30T15:00")
    assert complaint.due_at == local("2026-12-11T14:00")
    assert Message.objects.filter(event="complaints/agency_new").count() == 1


def test_a_field_check_has_sixty_days_and_a_question_five():
    tia = tini(ready_office())

    slow = forwarded(tia, kind="complaint")
    Complaint.objects.filter(pk=slow.pk).update(
        state="verified", agency=None, needs_investigation=True, forwarded_at=None
    )
    Stay.objects.all().delete()
    slow = forwarding.forward(Complaint.objects.get(pk=slow.pk), staff=tia, at=MONDAY_9AM)
    quick = forwarded(tia, kind="information")

    assert slow.due_at > local("2027-02-15T00:00")
    assert quick.due_at == local("2026-11-30T15:00")


def test_answering_needs_proof_and_a_reason_where_something_is_left():
    tia = tini(ready_office())
    hendra = officer()
    complaint = forwarded(tia)

    with pytest.raises(NotAllowed, match="foto"):
        answering.answer(complaint, DONE, staff=hendra, at=LATER)
    with pytest.raises(NotAllowed, match="belum atau tidak dapat"):
        answering.answer(complaint, Reply("Sebagian.", Outcome.PARTLY), staff=hendra, at=LATER)
    assert Answer.objects.count() == 0

    answering.answer(complaint, DONE, staff=hendra, at=LATER, proofs=[proof()])
    complaint.refresh_from_db()

    assert (complaint.state, complaint.officer_id) == (State.ANSWERED, hendra.user.pk)
    assert complaint.step_due == local("2026-12-07T15:00")
    assert complaint.alarm_at is None


def test_will_not_be_done_because_is_an_answer():
    tia = tini(ready_office())
    complaint = forwarded(tia)

    answer = answering.answer(
        complaint, Reply("Jalan ini milik perumahan.", Outcome.NOT, "Belum diserahkan"), staff=officer(), at=LATER
    )

    assert answer.outcome == Outcome.NOT


def test_the_second_answer_of_a_round_is_refused():
    complaint = forwarded(tini(ready_office()))
    hendra = officer()
    answering.answer(complaint, DONE, staff=hendra, at=LATER, proofs=[proof()])

    with pytest.raises(IllegalMove):
        answering.answer(complaint, DONE, staff=hendra, at=LATER, proofs=[proof()])
    assert Answer.objects.count() == 1


def test_another_agency_may_neither_see_nor_answer():
    complaint = forwarded(tini(ready_office()))
    other = officer("dishub")

    assert not visible_to(other).exists()
    with pytest.raises(NotAllowed):
        answering.answer(complaint, DONE, staff=other, at=LATER, proofs=[proof()])


def test_the_counter_and_other_offices_see_nothing():
    complaint = received().complaint

    assert not visible_to(sari()).exists()
    assert not visible_to(joko()).exists()
    assert visible_to(tini()).get() == complaint


def test_waiting_for_the_reporter_stops_the_clock():
    complaint = forwarded(tini(ready_office()))
    hendra = officer()
    before = complaint.step_due

    complaint = answering.ask_reporter(complaint, question="Sisi mana?", staff=hendra, at=LATER)
    assert complaint.step_due == LATER + timedelta(days=30)
    complaint = answering.reporter_replies(complaint, text="Sisi utara", at=LATER + timedelta(days=2))

    assert (complaint.state, complaint.paused_at) == (State.FORWARDED, None)
    assert complaint.step_due == local("2026-12-01T15:00") > before
    with pytest.raises(NotAllowed, match="Tidak ada pertanyaan"):
        answering.reporter_replies(complaint, text="lagi", at=LATER + timedelta(days=4))


def test_what_was_asked_and_never_told_counts_as_withdrawn():
    complaint = answering.ask_reporter(received().complaint, question="Di mana?", staff=tini(), at=MONDAY_9AM)
    late = MONDAY_9AM + timedelta(days=31)

    assert [sweeping.close_the_silent(at=late) for _ in range(2)] == [1, 0]
    complaint.refresh_from_db()

    assert (complaint.state, complaint.closed_at) == (State.ARCHIVED, late)


def test_silence_closes_and_the_reporter_may_open_it_again_so_many_times():
    complaint = forwarded(tini(ready_office()))
    hendra, at = officer(), LATER
    for round_ in range(3):
        answering.answer(complaint, DONE, staff=hendra, at=at, proofs=[proof()])
        at += timedelta(days=20)
        assert sweeping.close_the_silent(at=at) == 1
        complaint.refresh_from_db()
        assert (complaint.state, complaint.closed_how) == (State.CLOSED, "silent")
        if round_ < 2:
            complaint = closing.reopen(complaint, reason="Masih berlubang", at=at)
            assert (complaint.state, complaint.agency.key, complaint.closed_at) == (State.FORWARDED, "dbmsda", None)

    with pytest.raises(NotAllowed, match="sebanyak"):
        closing.reopen(complaint, reason="Masih berlubang", at=at)
    complaint.refresh_from_db()
    assert (complaint.state, complaint.times_reopened) == (State.CLOSED, 2)


def test_the_reporter_agrees_and_gives_marks():
    complaint = forwarded(tini(ready_office()))
    with pytest.raises(IllegalMove):
        closing.confirm(complaint, at=LATER)
    answering.answer(complaint, DONE, staff=officer(), at=LATER, proofs=[proof()])

    complaint = closing.confirm(complaint, at=LATER)
    closing.rate(complaint, solved=True, score=3, at=LATER)
    rating = closing.rate(complaint, solved=True, score=4, at=LATER, reason="Cepat")

    assert (complaint.closed_how, rating.score, complaint.rating.reason) == ("confirmed", 4, "Cepat")


def test_not_ours_goes_to_the_one_named_and_the_clock_runs_on():
    complaint = forwarded(tini(ready_office()))
    hendra, due = officer(), complaint.due_at

    with pytest.raises(NotAllowed):
        handing_over.bounce(complaint, to=complaint.agency, reason="bukan kami", staff=hendra, at=LATER)
    complaint = handing_over.bounce(complaint, to=agency("dishub"), reason="Jalan provinsi", staff=hendra, at=LATER)

    assert (complaint.agency.key, complaint.times_bounced, complaint.due_at) == ("dishub", 1, due)
    assert Stay.objects.get(bounced=True).reason == "Jalan provinsi"
    with pytest.raises(NotAllowed):
        answering.start(complaint, staff=hendra, at=LATER)


def test_a_former_agency_reads_the_story_only_up_to_its_leaving():
    complaint = forwarded(tini(ready_office()))
    hendra, dodi = officer(), officer("dishub")
    complaint = handing_over.bounce(complaint, to=agency("dishub"), reason="Jalan provinsi", staff=hendra, at=LATER)
    answering.start(complaint, staff=dodi, at=LATER + timedelta(hours=1), note="Kami tinjau")

    mine = agencies_of(hendra)
    verbs = [event.verb for event in story_for(hendra, visible_to(hendra).get(), mine)]

    assert verbs[-1] == "handed_over"
    assert story_for(dodi, complaint, agencies_of(dodi)).last().verb == "started"


def test_the_second_bounce_lands_on_the_desk_of_the_camat():
    tia, camat = tini(ready_office()), budi()
    complaint = forwarded(tia)
    complaint = handing_over.bounce(complaint, to=agency("dishub"), reason="Jalan provinsi", staff=officer(), at=LATER)
    complaint = handing_over.bounce(
        complaint, to=agency("kebersihan"), reason="Ini sampah", staff=officer("dishub"), at=LATER
    )

    assert (complaint.state, complaint.agency, complaint.times_bounced) == (State.VERIFIED, None, 2)
    assert complaint.escalated_at == LATER

    complaint = forwarding.forward(complaint, staff=camat, at=LATER, agency=agency("dbmsda"))
    assert (complaint.agency.key, complaint.escalated_at) == ("dbmsda", None)


def test_a_duplicate_joins_the_first_and_adds_its_voice():
    tia = tini(ready_office())
    main, other, third = forwarded(tia), received().complaint, received().complaint

    merging.merge(third, other, staff=tia, at=LATER)
    merging.merge(other, main, staff=tia, at=LATER)
    main.refresh_from_db()
    third.refresh_from_db()

    assert (third.duplicate_of_id, main.supporter_count) == (main.pk, 2)
    with pytest.raises(NotAllowed):
        merging.merge(main, main, staff=tia, at=LATER)
    with pytest.raises(NotAllowed):
        merging.merge(main, third, staff=tia, at=LATER)


def test_only_what_was_allowed_and_masked_is_shown():
    tia = tini(ready_office())
    allowed = verified(tia, text="Hubungi 0812-3456-7890, mobil S 1234 AB")
    not_allowed = verified(tia, may_publish=False)

    publishing.publish(allowed, title="Jalan 0812 3456 7890", text=allowed.text, staff=tia, at=LATER)
    allowed.refresh_from_db()
    with pytest.raises(NotAllowed, match="tidak mengizinkan"):
        publishing.publish(not_allowed, title="x", text="x", staff=tia, at=LATER)

    assert allowed.public_text == "Hubungi •••, mobil •••"
    assert allowed.title == "Jalan •••"
    assert allowed.published_at == LATER
    publishing.unpublish(allowed, reason="diminta pelapor", staff=tia, at=LATER)
    assert Complaint.objects.filter(published_at__isnull=False).count() == 0


def test_support_counts_once_per_token():
    tia = tini(ready_office())
    complaint = verified(tia)

    assert not merging.support(complaint, token="a", at=LATER)
    publishing.publish(complaint, title="Jalan", text="Jalan berlubang", staff=tia, at=LATER)
    assert [merging.support(complaint, token=token, at=LATER) for token in "aab"] == [True, False, True]
    complaint.refresh_from_db()
    assert complaint.supporter_count == 2


def test_a_report_about_the_office_goes_past_it():
    tia, camat = tini(ready_office()), budi()
    officer("inspektorat")
    complaint = received(category="perilaku").complaint

    assert (complaint.state, complaint.agency.key) == (State.FORWARDED, "inspektorat")
    assert not visible_to(tia).exists()
    assert not visible_to(camat).exists()
    assert visible_to(officer("inspektorat")).get() == complaint
    assert complaint.may_publish is False
    with pytest.raises(NotAllowed):
        answering.ask_reporter(complaint, question="Siapa?", staff=tia, at=LATER)


def test_refusing_needs_a_reason_that_everybody_reads():
    tia = tini(ready_office())
    complaint = received().complaint

    with pytest.raises(NotAllowed):
        forwarding.reject(complaint, reason=" ", staff=tia, at=LATER)
    with pytest.raises(NotAllowed):
        forwarding.reject(complaint, reason="Jalan tol", staff=sari(), at=LATER)
    complaint = forwarding.reject(complaint, reason="Jalan tol: hubungi Jasa Marga", staff=tia, at=LATER)

    assert (complaint.state, complaint.is_open) == (State.REJECTED, False)
    assert ComplaintEvent.objects.get(verb="rejected").public_note == "Jalan tol: hubungi Jasa Marga"


def test_settled_on_the_spot_is_closed_at_once():
    tia = tini(ready_office())
    complaint = closing.settle_on_the_spot(received().complaint, DONE, staff=tia, at=LATER)

    assert (complaint.state, complaint.closed_how) == (State.CLOSED, "on_the_spot")
    assert Answer.objects.get().agency.key == "dbmsda"


def test_the_ladder_warns_marks_and_goes_up_each_rung_once():
    complaint = forwarded(tini(ready_office()))
    officer(is_head=True)
    budi()
    steps = ["2026-11-27T15:30", "2026-11-30T15:30", "2026-12-03T16:00", "2026-12-10T16:00"]
    ran = [[sweeping.raise_alarms(at=local(step)) for _ in range(2)] for step in steps]
    complaint.refresh_from_db()

    assert ran == [[1, 0], [1, 0], [1, 0], [0, 0]]
    assert (complaint.alarm_level, complaint.overdue_since) == (3, local("2026-11-30T15:00"))
    assert complaint.escalated_at == local("2026-12-03T16:00")
    assert AuditEntry.objects.filter(verb="complaint.overdue").count() == 1
    assert Message.objects.filter(event="complaints/agency_overdue").count() == 1

    complaint = answering.start(complaint, staff=officer(), at=local("2026-12-10T16:00"))
    assert complaint.overdue_since is None
    assert complaint.missed_at == local("2026-11-30T15:00")


def test_a_secret_reporter_gets_no_message_and_no_agency_sees_the_name():
    received(identity=Identity.SECRET)

    assert Message.objects.count() == 0
    assert ComplaintIdentity.objects.get().name == "Wati Handayani"


def test_a_server_clock_that_was_set_back_stops_nobody():
    """Handed over an hour before it came: the stay has no length, the work goes on."""
    complaint = forwarded(tini(ready_office()))

    complaint = handing_over.bounce(
        complaint, to=agency("dishub"), reason="Jalan provinsi", staff=officer(), at=MONDAY_9AM - timedelta(hours=1)
    )

    left = Stay.objects.get(bounced=True)
    assert (complaint.agency.key, left.left_at) == ("dishub", left.came_at)
