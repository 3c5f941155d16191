"""The SOP clock as people see it: running, amber, late and paused, at the desk, on the case page and on a phone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from services.actions import intake, review
from services.actions.review import Flaw
from services.actions.sweeping import claim_overdue, warn_officers
from services.models import Document
from tests.factories import make_service, make_village, submit
from tests.people import PASSWORD, retno, sari
from tests.services.views.desk_stories import always_open

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
HERE = "/petugas/kemlagi"


class Day:
    """Four files of sixty minutes, complete so many minutes ago."""

    def __init__(self) -> None:
        always_open()
        make_village()
        make_service()
        sari(), retno()
        self.now = timezone.now()
        self.receipts = {
            "running": self.complete("Eko Prasetyo", 12), "soon": self.complete("Nur Aini", 50),
            "late": self.complete("Siti Rohmah", 74), "paused": self.complete("Agus Salim", 40),
        }  # fmt: skip
        self.wait("late", begins=70, ends=68)
        self.send_back("paused", 20)
        warn_officers(at=self.now)
        claim_overdue(at=self.now)

    def ago(self, minutes: int):
        return self.now - timedelta(minutes=minutes)

    def complete(self, name: str, minutes: int):
        receipt = submit(at=self.ago(minutes + 5), applicant_name=name, phone="6281200001234")
        review.declare_complete(receipt.submission, staff=sari(), at=self.ago(minutes))
        return receipt

    def send_back(self, name: str, minutes: int) -> None:
        flaw = Flaw("kk", "Foto KK buram, nomor tidak terbaca")
        review.return_for_fixes(self.receipts[name].submission, [flaw], staff=sari(), at=self.ago(minutes))

    def wait(self, name: str, *, begins: int, ends: int) -> None:
        submission = self.receipts[name].submission
        self.send_back(name, begins)
        Document.objects.filter(submission=submission).update(state="pending", seen_original=True)
        intake.resubmit(submission, at=self.ago(ends))
        review.declare_complete(submission, staff=sari(), at=self.ago(ends))

    def case(self, name: str) -> str:
        return f"{HERE}/permohonan/{self.receipts[name].submission.number}/"


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_the_desk_tells_green_amber_late_and_paused_apart_in_words(people, width):
    day = Day()
    kasi = people.with_phone() if width == "phone" else people.at_desk()
    kasi.log_in("retno", PASSWORD)

    kasi.open(f"{HERE}/antrean/")
    kasi.look(f"jam-antrean-{width}")
    words = kasi.page.locator("main").inner_text()  # the clock runs on while the test does
    assert all(
        re.search(said, words) for said in (r"Sisa 4\d menit", r"Sisa \d menit|Sisa 10 menit", r"Lewat 1\d menit")
    )

    kasi.open(day.case("late"))
    kasi.look(f"jam-kasus-{width}")
    assert "Foto KK buram" in kasi.page.locator("main").inner_text()
    kasi.page.get_by_role("link", name="Betulkan").click()
    kasi.look(f"jam-jeda-{width}")
    kasi.open(day.case("paused"))
    kasi.look(f"jam-kasus-jeda-{width}")


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_the_resident_reads_by_when_and_that_it_is_late(people, width):
    day = Day()
    resident = people.with_phone() if width == "phone" else people.at_desk()
    said = {
        "running": "Harus selesai sebelum", "soon": "Harus selesai sebelum", "late": "Seharusnya selesai sebelum",
        "paused": "Menunggu berkas",
    }  # fmt: skip
    for name, words in said.items():
        receipt = day.receipts[name]
        resident.open("/kemlagi/lacak/")
        resident.page.locator("input[name=number]").fill(receipt.submission.number)
        resident.page.locator("input[name=proof]").fill(receipt.pin)
        resident.page.locator("input[name=proof]").press("Enter")
        resident.page.wait_for_url(f"**/lacak/{receipt.submission.number}/")
        resident.look(f"jam-lacak-{name}-{width}")
        assert words in resident.page.locator("main").inner_text()
