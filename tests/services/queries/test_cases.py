"""Which papers an officer is asked to look at."""

import pytest

from services.models import Requirement
from services.queries.cases import papers_of
from services.queries.drafts import ON_BEHALF
from tests.factories import submit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "only_for, on_behalf, asked",
    [("sekolah", False, False), ("berobat", False, True), (ON_BEHALF, False, False), (ON_BEHALF, True, True)],
)
def test_a_paper_is_asked_for_where_its_condition_holds(only_for, on_behalf, asked):
    submission = submit().submission
    submission.is_on_behalf = on_behalf
    Requirement.objects.create(
        version=submission.version, key="lain", name="Surat kuasa", kind="document_copy", position=9, only_for=only_for
    )

    assert ("lain" in [paper.requirement.key for paper in papers_of(submission)]) is asked
