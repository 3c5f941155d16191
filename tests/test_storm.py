"""Twenty requests through every hand of a running portal while worker and signer are killed with -9."""

import pytest

from bench import storm

pytestmark = pytest.mark.whole
COUNT = 20


def test_a_storm_loses_no_letter_no_number_and_sends_nothing_twice():
    found = storm.run(COUNT, age_claims=True)

    assert (found["workers killed"], found["signers killed"], found["letters held when the signer died"]) == (2, 2, 2)
    assert (found["letters"], found["last number"]) == (COUNT, COUNT)
    assert found["e-mails"] == found["e-mails expected"] == 3 * COUNT + 2
    assert {name for name in storm.MUST_BE_NOTHING if found[name]} == set()
