"""The satisfaction survey in Chromium: on a phone with and without scripts, on a network that fails, at the kiosk."""

import pytest

from surveys.models import Answer, Source
from tests.factories import make_service
from tests.surveys.making import answer, make_period

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def period(transactional_db):
    period = make_period()
    make_service(period.office)
    return period


def choose(page, words="Sesuai"):
    """The third answer of every question."""
    for question in page.locator(".question").filter(has=page.locator(".rating")).all():
        question.locator("label").nth(2).click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_phone_answers_with_and_without_scripts(people, period, javascript):
    resident = people.with_phone(javascript=javascript)
    page = resident.page
    resident.open("/kemlagi/survei/?layanan=surat-tidak-mampu")
    if javascript:
        resident.look("survei-kosong")

    page.get_by_role("button", name="Kirim penilaian").click()
    page.locator(".error-summary").wait_for()
    if javascript:
        resident.look("survei-galat")
    choose(page)
    if javascript:
        assert page.locator("#progress-text").inner_text() == "9 dari 9 pertanyaan terjawab"
    page.get_by_label("Umur").select_option("26-40")
    page.get_by_role("button", name="Kirim penilaian").click()

    page.get_by_role("heading", name="Terima kasih").wait_for()
    kept = Answer.objects.get()
    assert (kept.scores, kept.age_group, kept.subject.service.slug) == ("3" * 9, "26-40", "surat-tidak-mampu")


def test_the_same_answer_on_a_flaky_network_counts_once(people, period):
    resident = people.with_phone()
    page = resident.page
    resident.open("/kemlagi/survei/")
    choose(page)
    lost = []

    def flaky(route):
        """The first two sendings reach us, their answers never reach the phone."""
        if route.request.method == "POST" and len(lost) < 2:
            route.fetch()
            lost.append(1)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/survei/", flaky)
    for sendings in (1, 2):
        page.get_by_role("button", name="Kirim penilaian").click()
        page.get_by_text("Belum terkirim, jaringan terputus").wait_for()
        assert len(lost) == sendings
    page.get_by_role("button", name="Kirim penilaian").click()

    page.get_by_role("heading", name="Terima kasih").wait_for()
    assert len(lost) == 2
    assert Answer.objects.count() == 1


def test_the_live_page_moves_with_an_answer(people, period):
    for _ in range(30):
        answer(period, 3)
    viewer = people.at_desk()
    viewer.open("/kemlagi/nilai-kepuasan/")
    viewer.look("ikm-desk")
    assert "75,00" in viewer.page.locator("main").inner_text()

    for _ in range(10):
        answer(period, 4)
    for _ in range(20):  # the page is kept for some seconds
        viewer.open("/kemlagi/nilai-kepuasan/")
        if "81,25" in viewer.page.locator("main").inner_text():
            break
        viewer.page.wait_for_timeout(500)

    assert "81,25" in viewer.page.locator("main").inner_text()
    phone = people.with_phone()
    phone.open("/kemlagi/nilai-kepuasan/")
    phone.look("ikm-phone")


def test_a_kiosk_is_ready_for_the_next_person(people, period):
    tablet = people.at_desk()
    tablet.open("/kemlagi/survei/kios/")
    choose(tablet.page)
    tablet.look("survei-kios")

    tablet.page.get_by_role("button", name="Kirim penilaian").click()
    tablet.page.get_by_role("heading", name="Terima kasih").wait_for()
    tablet.look("survei-terima-kasih")
    tablet.page.get_by_role("heading", name="Bagaimana pelayanan kami?").wait_for(timeout=15_000)

    assert tablet.page.locator(".rating input:checked").count() == 0
    assert Answer.objects.get().source == Source.KIOSK
