"""The story a resident reads, state by state, and how a typed number is understood."""

from datetime import timedelta

import pytest

from office import codes
from services.actions import intake, review
from services.actions import tracking as tries
from services.actions.review import Flaw
from services.queries.drafts import same_day_twins, villages_of, why_closed
from services.queries.tracking import by_number_or_code, clock_of, number_in, reference_of, story
from services.workflow import State
from tests.factories import MONDAY_9AM, make_area, make_office, make_service, submit
from tests.people import sari

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text, number", [
    ("KML-2611-00482", "KML-2611-00482"), ("kml 2611 482", "KML-2611-00482"), (" KML261100482 ", "KML-2611-00482"),
    ("KML-2611", ""), ("", ""), ("K7QM-2X9D-PA4TC", ""), ("KML-2611-00482; DROP", ""),
])  # fmt: skip
def test_a_number_is_read_however_it_was_written(text, number):
    assert number_in(text) == number


def test_the_same_thing_typed_differently_counts_as_one_reference():
    code = codes.new_code()

    assert reference_of(codes.format_code(code).lower()) == reference_of(f" {code} ") == code
    assert reference_of("  entah apa ") == "ENTAH APA"


def test_a_request_is_found_in_its_own_office_only():
    make_service()
    receipt = submit()
    other = make_office("KTH", "kartoharjo", name="Kecamatan Kartoharjo")

    assert by_number_or_code(make_office(), receipt.code) == receipt.submission
    assert by_number_or_code(other, receipt.code) is None
    assert by_number_or_code(other, receipt.submission.number) is None


def test_what_is_no_digit_is_no_proof():
    make_service()
    receipt = submit()

    assert tries.open_with(make_office(), reference=receipt.code, proof="abcdef", client="x", at=MONDAY_9AM) is None


def titles(submission, at=MONDAY_9AM):
    submission.refresh_from_db()
    return [(moment.title, moment.state) for moment in story(submission, at=at)]


def test_a_forwarded_service_tells_its_own_story():
    make_service(product="forwarded", template=None, next_office="Disdukcapil")
    submission = submit().submission
    review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)
    during = titles(submission)
    review.forward(submission, staff=sari(), at=MONDAY_9AM)
    waiting = titles(submission)
    review.note_ready(submission, staff=sari(), at=MONDAY_9AM)

    assert during[-2:] == [("Petugas meneruskan berkas", "current"), ("Siap diambil di loket", "upcoming")]
    assert ("Diproses Disdukcapil", "current") in waiting
    assert titles(submission)[-1] == ("Menunggu Anda ambil di loket", "current")


def test_a_late_file_is_marked_where_it_lies_and_a_paused_one_has_no_clock():
    make_service()
    submission = submit().submission
    review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)
    submission.refresh_from_db()
    late = MONDAY_9AM + timedelta(minutes=75)

    clock = clock_of(submission, at=late)
    assert clock.sentence == "Seharusnya selesai sebelum 10.00."
    assert (clock.left.seconds, clock.is_late, clock.filled, clock.mark, clock.starts, clock.due, clock.now) == (
        -900,
        True,
        100.0,
        80.0,
        "09.00",
        "10.00",
        "10.15",
    )
    assert [moment.late for moment in story(submission, at=late)] == [False, False, True, False]
    review.return_for_fixes(submission, [Flaw("kk", "Buram")], staff=sari(), at=late)
    submission.refresh_from_db()
    assert clock_of(submission, at=late) is None


def test_a_promise_of_days_names_the_date():
    make_service(sop_days=3)
    submission = submit().submission
    review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)
    submission.refresh_from_db()

    clock = clock_of(submission, at=MONDAY_9AM)
    assert (clock.due, clock.left.text, clock.left.seconds) == ("26/11 15.00", "Sisa 3 hari kerja", None)
    assert clock.sentence == "Harus selesai sebelum Kamis 26 November (3 hari kerja)."


def test_internal_remarks_are_no_part_of_the_story():
    make_service()
    submission = submit().submission
    review.remark(submission, text="Cek ke desa", staff=sari(), at=MONDAY_9AM)

    assert titles(submission) == [
        ("Permohonan diterima", "done"),
        ("Petugas memeriksa berkas", "current"),
        ("Surat selesai", "upcoming"),
    ]


def test_a_paper_that_nobody_asked_for_cannot_take_anothers_place():
    make_service()
    submission = submit().submission
    kk = submission.version.requirements.get(key="kk")
    intake.attach(submission, kk, None, at=MONDAY_9AM, seen_original=True)

    with pytest.raises(intake.IllegalMove):
        intake.send_again(submission, kk, None, at=MONDAY_9AM)
    assert submission.documents.count() == 1
    review.return_for_fixes(submission, [Flaw("ktp", "Buram")], staff=sari(), at=MONDAY_9AM + timedelta(minutes=1))
    with pytest.raises(intake.IllegalMove):
        intake.send_again(submission, kk, None, at=MONDAY_9AM + timedelta(minutes=2))
    with pytest.raises(intake.MissingPapers, match="KTP pemohon"):
        intake.resubmit(submission, at=MONDAY_9AM + timedelta(minutes=2))
    submission.refresh_from_db()
    assert submission.state == State.RETURNED


def test_a_kelurahan_serves_itself():
    area = make_area("32.75.06.1003", "kelurahan", "Pejuang", parent=make_area("32.75.06", name="Medan Satria"))
    office = make_office("PJG", "pejuang", kind="kelurahan", name="Kelurahan Pejuang", area=area)

    assert villages_of(office) == (area,)


def test_a_pause_ends_with_its_day():
    service = make_service()
    service.pause_reason, service.paused_until = "Libur panjang", MONDAY_9AM.date()

    assert (
        why_closed(service, service.office, today=MONDAY_9AM.date())
        == "Libur panjang. Dibuka lagi setelah 23 November 2026."
    )
    assert why_closed(service, service.office, today=MONDAY_9AM.date() + timedelta(days=1)) == ""


def test_twins_are_of_one_person_and_day():
    make_service()
    first, second = submit().submission, submit().submission
    later = submit(at=MONDAY_9AM + timedelta(days=1)).submission
    nobody = submit(nik="").submission

    assert same_day_twins(second) == [first]
    assert same_day_twins(later) == []
    assert same_day_twins(nobody) == []
