"""Numbers of letters: the office's own pattern, its own year and time zone, and the last minutes of a year."""

from datetime import UTC, date, datetime

import pytest

from office.models import Office
from office.roles import Role
from services.actions import letters, registering, review
from services.models import Letter, RegisterEntry
from tests.factories import MONDAY_9AM, local, make_office, make_post, make_service, submit
from tests.people import budi, retno, sari

pytestmark = pytest.mark.django_db
NEW_YEARS_EVE = local("2026-12-31T23:59:00")


def numbered(at: datetime) -> RegisterEntry:
    """A letter that is ready to be signed takes its number at this moment."""
    service = make_service(slug=f"s{Letter.objects.count()}")
    submission = submit(service, at=at).submission
    signer = budi(at=at)
    review.declare_complete(submission, staff=sari(at=at), at=at)
    letter = letters.draft_letter(submission, staff=sari(at=at), at=at, signer=signer.signing_posts[0])
    letters.endorse(submission, staff=retno(at=at), content_hash=letter.content_hash, at=at)
    entry = letters.begin_signing(letter, content_hash=letter.content_hash, staff=signer, at=at).entry
    assert entry is not None
    return entry


@pytest.mark.parametrize(
    "pattern, expected",
    [
        ("{klas}/{seq}/{unit}/{year}", "400.9.2/7/416-310/2026"),
        ("{klas}/{seq:03}/{unit}/{month_roman}/{year}", "400.9.2/007/416-310/XI/2026"),
        ("{seq:05}/{code}/{month}/{year}", "00007/KML/11/2026"),
        ("{tidak_ada}/{seq}", "{tidak_ada}/7"),
    ],
)
def test_a_number_follows_the_offices_pattern(pattern, expected):
    made = registering.rendered_number(
        pattern, klas="400.9.2", seq=7, unit="416-310", code="KML", dated=date(2026, 11, 23)
    )

    assert made == expected


def test_the_last_minute_of_the_year_belongs_to_it_and_the_next_begins_at_one():
    old = [numbered(NEW_YEARS_EVE), numbered(NEW_YEARS_EVE)]
    new = numbered(local("2027-01-01T00:30:00"))

    assert [(entry.year, entry.seq, entry.dated) for entry in old] == [
        (2026, 1, date(2026, 12, 31)),
        (2026, 2, date(2026, 12, 31)),
    ]
    assert (new.year, new.seq, new.dated, new.number) == (2027, 1, date(2027, 1, 1), "400.9.2/1/416-310/2027")


def test_the_year_is_the_one_on_the_offices_wall_not_utcs():
    made = numbered(datetime(2026, 12, 31, 17, 30, tzinfo=UTC))  # 00.30 WIB on 1 January

    assert made.year == 2027


def test_an_office_further_east_is_in_the_new_year_first():
    Office.objects.filter(pk=make_office().pk).update(time_zone="Asia/Jayapura")

    made = numbered(local("2026-12-31T22:30:00"))  # 00.30 WIT

    assert made.dated == date(2027, 1, 1)


def test_a_letter_held_for_signing_keeps_its_number_however_often_it_is_tried():
    first = numbered(MONDAY_9AM)
    letter = first.letter

    again = letters.begin_signing(letter, content_hash=letter.content_hash, staff=budi(), at=MONDAY_9AM)

    assert again.entry == first
    assert RegisterEntry.objects.count() == 1


def test_giving_up_voids_the_number_with_its_reason_and_the_next_letter_takes_another():
    letter = numbered(MONDAY_9AM).letter

    letters.give_up(letter, reason="Salah penanda tangan", staff=budi(), at=MONDAY_9AM)
    after = numbered(MONDAY_9AM)

    assert [(entry.seq, entry.state, entry.reason) for entry in RegisterEntry.objects.order_by("seq")] == [
        (1, "void", "Salah penanda tangan"),
        (2, "used", ""),
    ]
    assert after.seq == 2


def test_a_reserved_number_leaves_no_gap_and_is_never_given_twice():
    office = make_office()
    reserved = registering.reserve(office, klas="000", subject="Undangan rapat", staff=sari(), at=MONDAY_9AM)
    entry = numbered(MONDAY_9AM)

    struck = [registering.void_reserved(reserved, reason="Rapat batal", staff=sari(), at=MONDAY_9AM) for _ in range(2)]

    assert (reserved.seq, entry.seq) == (1, 2)
    assert struck == [True, False]


def test_a_signer_whose_term_ended_yesterday_signs_nothing():
    entry = numbered(MONDAY_9AM)
    letter = entry.letter
    post = letter.signer
    post.ends_on = date(2026, 11, 22)
    post.save()

    with pytest.raises(letters.NotAllowed):
        letters.begin_signing(letter, content_hash=letter.content_hash, staff=budi(at=MONDAY_9AM), at=MONDAY_9AM)


def test_an_office_without_a_signer_cannot_draft():
    submission = submit(make_service()).submission
    review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)
    make_post(retno().user, Role.HEAD, make_office(), title="Camat", signs=False)

    with pytest.raises(letters.NoSigner):
        letters.draft_letter(submission, staff=sari(), at=MONDAY_9AM)

    assert Letter.objects.count() == 0
