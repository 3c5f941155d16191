"""The staff desk on a phone and on a wide screen: pages are whole, accessible, and the main buttons work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from services.models import SignerKey, Submission
from tests.factories import make_village
from tests.people import PASSWORD, budi, retno, sari
from tests.services.views import desk_stories as story

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
HERE = "/petugas/kemlagi"


@pytest.fixture
def desk():
    """One submission in every state, some late, some soon."""
    village = make_village()
    for person in (sari, retno, budi):
        person()
    first = story.submitted(
        applicant_name="H. Masykur",
        vulnerability="elderly",
        village_code=village.code,
        warnings=("Tanggal lahir di NIK berbeda dengan isian",),
    )
    story.attach_papers(first)
    papers = story.completed(applicant_name="Bagus Wicaksono")
    story.attach_papers(papers)
    rows = {
        "submitted": first, "complete": papers, "returned": story.returned(applicant_name="Agus Salim"),
        "drafted": story.drafted(applicant_name="Eko Prasetyo").submission, "endorsed": story.endorsed().submission,
        "second": story.endorsed(applicant_name="Mbah Tumini", vulnerability="elderly").submission, "issued": story.apart(story.issued, applicant_name="Sulastri").submission,
        "forwarded": story.forwarded(applicant_name="Nur Aini"),
    }  # fmt: skip
    now = timezone.now()
    for key, minutes in {"drafted": -14, "endorsed": -6, "second": 5, "complete": 11}.items():
        due = now + timedelta(minutes=minutes)
        Submission.objects.filter(pk=rows[key].pk).update(due_at=due, queue_at=due)
    return rows


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_every_page_of_the_desk_is_accessible_and_fits(people, desk, width):
    looker = people.with_phone() if width == "phone" else people.at_desk()
    looker.log_in("sari", PASSWORD)
    case = {key: f"{HERE}/permohonan/{row.number}" for key, row in desk.items()}
    paper = desk["submitted"].documents.first().pk
    pages = {
        "antrean": f"{HERE}/antrean/", "antrean-saring": f"{HERE}/antrean/?saring=1", "antrean-cari": f"{HERE}/antrean/?q=masyk", "antrean-kosong": f"{HERE}/antrean/?q=zzz",
        "arsip": f"{HERE}/arsip/", "kasus-baru": f"{case['submitted']}/", "kasus-kembali": f"{case['returned']}/", "kasus-terbit": f"{case['issued']}/",
        "kasus-teruskan": f"{case['forwarded']}/", "data": f"{case['submitted']}/data/", "tarik": f"{case['submitted']}/tarik/",
        "berkas": f"{case['submitted']}/berkas/{paper}/?putar=1&besar=1", "surat": f"{case['complete']}/surat/", "pesan": f"{HERE}/pesan/",
        "agenda": f"{HERE}/buku-agenda/", "pesan-nomor": f"{HERE}/buku-agenda/pesan-nomor/",
    }  # fmt: skip
    for name, path in pages.items():
        looker.open(path)
        looker.look(f"{name}-{width}")


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_the_desks_of_paraf_and_signature_are_accessible_and_fit(people, desk, width):
    kasi = people.with_phone() if width == "phone" else people.at_desk()
    kasi.log_in("retno", PASSWORD)
    for name, path in {
        "paraf": f"{HERE}/paraf/",
        "paraf-baca": f"{HERE}/paraf/{desk['drafted'].number}/",
        "kasus-kasi": f"{HERE}/permohonan/{desk['endorsed'].number}/",
    }.items():
        kasi.open(path)
        kasi.look(f"{name}-{width}")
    camat = people.with_phone() if width == "phone" else people.at_desk()
    camat.log_in("budi", PASSWORD)
    letter, issued = desk["endorsed"].letters.get(), desk["issued"].letters.get()
    pages = {
        "tanda-tangan": f"{HERE}/tanda-tangan/", "tanda-tangan-semua": f"{HERE}/tanda-tangan/?semua=1", "tanda-tangan-satu": f"{HERE}/tanda-tangan/{letter.pk}/",
        "sertifikat": f"{HERE}/tanda-tangan/sertifikat/", "frasa": f"{HERE}/tanda-tangan/frasa-sandi/", "terbit": f"{HERE}/tanda-tangan/terbit/",
        "cabut": f"{HERE}/tanda-tangan/terbit/{issued.pk}/cabut/", "kembalikan": f"{HERE}/tanda-tangan/{letter.pk}/kembalikan/",
    }  # fmt: skip
    for name, path in pages.items():
        camat.open(path)
        camat.look(f"{name}-{width}")
    SignerKey.objects.update(revoked_at=timezone.now())
    camat.open(f"{HERE}/tanda-tangan/")
    camat.look(f"tanda-tangan-tanpa-kunci-{width}")


def test_the_queue_obeys_the_keyboard_and_says_when_it_is_offline(people, desk):
    looker = people.at_desk()
    looker.log_in("sari", PASSWORD)
    looker.open(f"{HERE}/antrean/")
    page = looker.page
    names = page.locator(".queue__name a")

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert names.nth(1).evaluate("row => row === document.activeElement")
    page.keyboard.press("k")
    assert names.nth(0).evaluate("row => row === document.activeElement")
    page.keyboard.press("/")
    assert page.locator("#id_q").evaluate("field => field === document.activeElement")

    page.locator("body").click(position={"x": 640, "y": 5})
    story.submitted(applicant_name="Baru Masuk")
    page.locator("[data-live-line]").click()
    page.get_by_role("link", name="Baru Masuk").wait_for()
    page.context.set_offline(True)
    page.locator("[data-live-line]").click()
    page.get_by_text("Gagal memperbarui sejak").first.wait_for()
    assert names.count() == 7


def test_the_desk_works_without_javascript_from_the_queue_to_a_complete_file(people, desk):
    looker = people.with_phone(javascript=False)
    looker.log_in("sari", PASSWORD)
    looker.open(f"{HERE}/antrean/")
    page = looker.page

    page.get_by_role("button", name="Ambil H. Masykur").click()
    for choice in page.get_by_label("Sesuai", exact=True).all():
        choice.check(force=True)
    page.get_by_role("button", name="Nyatakan lengkap").click()

    assert page.get_by_text("Berkas lengkap. Batas waktu layanan mulai berjalan.").is_visible()
    assert Submission.objects.get(pk=desk["submitted"].pk).state == "complete"


def test_the_signer_reads_ticks_and_signs_two_letters(people, desk):
    looker = people.at_desk()
    looker.log_in("budi", PASSWORD)
    looker.open(f"{HERE}/tanda-tangan/")
    page = looker.page

    page.get_by_role("button", name="Pilih semua").click()
    assert page.locator("[data-count]").inner_text() == "2"
    page.get_by_role("button", name="Tanda tangani").click()
    looker.look("tanda-tangan-konfirmasi-desk")
    page.get_by_label("Frasa sandi sertifikat internal").fill("bukan frasanya sama sekali")
    page.get_by_role("button", name="Tanda tangani 2 surat").click()
    looker.look("tanda-tangan-salah-desk")
    page.get_by_label("Frasa sandi sertifikat internal").fill(story.PASSPHRASE)
    page.get_by_role("button", name="Tanda tangani 2 surat").click()

    page.get_by_text("2 surat ditandatangani dan dikirim ke warga.").wait_for()
    assert Submission.objects.filter(state="issued").count() == 3
