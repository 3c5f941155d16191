"""What an agency keeps for itself, and what it is refused without a trace."""

import pytest

from complaints.access import NotAllowed
from complaints.actions.agency_desk import MOST_PREPARED, drop_prepared, keep_prepared
from complaints.models import PreparedAnswer
from office.models import AuditEntry
from tests.complaints.desk_rows import EARLIER, hendra, roads, tirta, water

pytestmark = pytest.mark.django_db


def kept(**facts):
    return keep_prepared(
        roads(), **{"title": "Terjadwal", "text": "Pekan ini.", "staff": hendra(), "at": EARLIER} | facts
    )


def test_texts_stand_in_the_order_in_which_they_were_written():
    first, second = kept(), kept(title="Selesai")

    assert [first.position, second.position] == [1, 2]
    assert list(PreparedAnswer.objects.values_list("title", flat=True)) == ["Terjadwal", "Selesai"]


@pytest.mark.parametrize("refused", [
    lambda row: kept(staff=tirta()),
    lambda row: keep_prepared(water(), title="a", text="b", staff=tirta(), at=EARLIER, row=row),
    lambda row: drop_prepared(row, staff=tirta(), at=EARLIER),
])  # fmt: skip
def test_another_agency_changes_nothing(refused):
    row = kept()
    before = AuditEntry.objects.count()

    with pytest.raises(NotAllowed):
        refused(row)

    assert list(PreparedAnswer.objects.values_list("title", "text")) == [("Terjadwal", "Pekan ini.")]
    assert AuditEntry.objects.count() == before


def test_forty_are_enough():
    row = kept()
    PreparedAnswer.objects.bulk_create(
        PreparedAnswer(agency=roads(), title=f"t{n}", text="x") for n in range(MOST_PREPARED - 1)
    )

    with pytest.raises(NotAllowed):
        kept(title="Satu lagi")

    assert PreparedAnswer.objects.count() == MOST_PREPARED
    assert kept(title="Ubah boleh", row=row).title == "Ubah boleh"
