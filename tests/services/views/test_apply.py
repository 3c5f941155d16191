"""Applying from a phone: the whole way, and what happens when something is missing, wrong, changed or sent twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from office.actions import limits
from office.models import Message, StoredFile
from services.actions import catalogue, intake
from services.models import Document, Draft, Poster, Service, ServiceVersion, Submission
from services.views.apply import HOUR, SENDS_AN_HOUR, STARTS_AN_HOUR
from tests.factories import MONDAY_9AM, make_office, make_village
from tests.people import dewi
from tests.services.views.wizard import APPLICANT, PURPOSE, Wizard, photo, service

pytestmark = pytest.mark.django_db


@pytest.fixture
def wizard(client):
    service()
    return Wizard(client)


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_request_goes_from_the_poster_to_its_receipt(client):
    made = service()
    poster = Poster.objects.create(
        code=12,
        office=make_office(),
        area=make_village(),
        service=made,
        hall="Balai Desa Mojodadi",
        created_at=MONDAY_9AM,
    )
    shown = client.get("/kemlagi/ajukan/surat-tidak-mampu/?asal=12")
    token = client.post("/kemlagi/ajukan/surat-tidak-mampu/?asal=12").url.split("/")[3]
    wizard = Wizard(client, start=False)
    wizard.token = token

    ways = [
        wizard.post("keperluan", PURPOSE).url,
        wizard.post("pemohon", APPLICANT).url,
        wizard.papers("ktp", "kk", "rujukan").url,
        wizard.post("terima", {"delivery": "pdf"}).url,
    ]
    check = wizard.get("periksa")
    sent = wizard.send()

    assert "Anda memindai QR di Balai Desa Mojodadi" in text_of(shown)
    assert [way.split("/")[4] for way in ways] == ["pemohon", "berkas", "terima", "periksa"]
    assert "3516 •••• •••• 0004" in text_of(check)
    assert "Langkah 5 dari 5" in text_of(check)
    submission = Submission.objects.get()
    assert sent.url == f"/kemlagi/permohonan/{token}/terkirim/"
    assert (submission.poster, submission.village.name, submission.source) == (poster, "Mojodadi", "web")
    assert submission.data["fields"]["surat_desa_tanggal"] == "2026-11-20"
    assert submission.data["fields"]["desa_kelurahan"] == "Desa Mojodadi"
    assert submission.phone == "6281200001234"
    assert sorted(submission.documents.values_list("requirement__key", flat=True)) == ["kk", "ktp", "rujukan"]


def test_the_receipt_shows_number_code_and_pin_and_real_times(wizard):
    wizard.fill()
    page = text_of(wizard.client.get(wizard.send().url))

    submission = Submission.objects.get()
    pin = wizard.draft.data["pin"]
    assert submission.number in page
    assert f"{pin[:3]} {pin[3:]}" in page
    assert "Paling lambat" in page


def test_the_slip_comes_as_pdf_and_as_picture(wizard):
    wizard.fill()
    wizard.send()
    base = f"/kemlagi/permohonan/{wizard.token}/"

    pdf, picture = wizard.client.get(f"{base}bukti.pdf"), wizard.client.get(f"{base}bukti.png")

    assert pdf.content.startswith(b"%PDF")
    assert picture.content.startswith(b"\x89PNG")
    assert pdf.headers["Cache-Control"] == "no-store"


def test_sending_twice_gives_one_request_and_the_same_receipt(wizard):
    wizard.fill()

    first, second = wizard.send(), wizard.send()

    assert first.url == second.url
    assert Submission.objects.count() == 1
    assert Message.objects.filter(event="services/received", channel="page").count() == 1


def test_a_page_of_a_sent_draft_leads_to_the_receipt(wizard):
    wizard.fill()
    wizard.send()

    again = wizard.post("pemohon", {**APPLICANT, "nama": "Orang Lain"})

    assert again.url.endswith("/terkirim/")
    assert Submission.objects.get().applicant_name == "Siti Rohmah"


@pytest.mark.parametrize("field, typed, words", [
    ("nik", "351615440588000", "NIK harus 16 angka. Anda mengisi 15 angka"),
    ("nik", "35161544O588000X", "NIK harus 16 angka. Hapus huruf dan tanda lain"),
    ("nama", "", "Isi nama lengkap sesuai KTP"),
    ("nama", "<" + "/td><img src=file:///etc/passwd>", "Tanda &lt; tidak dipakai dalam nama"),
    ("nama", "x" * 200, "Nama paling panjang 100 huruf. Anda mengisi 200 huruf"),
    ("tanggal_lahir", "1 1 2999", "Tanggal lahir tidak boleh setelah hari ini"),
    ("desa_kelurahan", "", "Pilih desa atau kelurahan"),
    ("desa_kelurahan", "99.99.99.9999", "Pilih desa atau kelurahan"),
    ("phone", "0321 1", "Tulis nomor WhatsApp seperti 0812 3456 7890"),
    ("email", "siti@", "Tulis alamat email seperti nama@contoh.id"),
    ("rt", "satu", "RT ditulis 1–3 angka, misalnya 003"),
])  # fmt: skip
def test_an_error_is_named_twice_and_nothing_typed_is_lost(wizard, field, typed, words):
    answer = wizard.post("pemohon", {**APPLICANT, field: typed, "alamat": "Jalan Mawar 7"})
    page = text_of(answer)

    assert answer.status_code == 200
    assert page.count(words) == 2
    assert "<title>Galat: " in page
    assert "Jalan Mawar 7" in page
    assert "Jalan Mawar 7" in text_of(wizard.get("pemohon"))
    assert wizard.draft.data["pemohon"][field] == typed


@pytest.mark.parametrize("name", ["Nur’aini binti D'Angelo", "ꦱꦶꦠꦶ ꦫꦺꦴꦃꦩꦃ", "سيتي رحمة", "O‘Connor-Šimić"])
def test_names_of_every_script_and_with_apostrophes_are_kept_literally(wizard, name):
    wizard.fill(applicant={"nama": name})
    wizard.send()

    assert Submission.objects.get().applicant_name == name


def test_emoji_in_the_purpose_get_a_clear_answer(wizard):
    page = text_of(wizard.post("keperluan", {**PURPOSE, "keperluan": "Berobat 😀"}))

    assert page.count("Tanda 😀 tidak bisa dicetak di surat") == 2
    assert "Berobat 😀" in page


def test_full_width_digits_are_taken_as_digits(wizard):
    wizard.fill(applicant={"nik": "３５１６１５４４０５８８０００４"})
    wizard.send()

    assert Submission.objects.get().nik == "3516154405880004"


def test_a_nik_that_disagrees_with_the_birth_date_only_warns(wizard):
    wizard.fill(applicant={"tanggal_lahir": "5 5 1988"})
    page = text_of(wizard.get("periksa"))
    wizard.send()

    assert "Tanggal lahir menurut NIK 4 Mei 1988, isian Anda 5 Mei 1988" in page
    assert Submission.objects.get().data["warnings"] == [
        "Tanggal lahir menurut NIK 4 Mei 1988, isian Anda 5 Mei 1988. Bila di KTP memang begitu, lanjutkan"
    ]


def test_people_without_a_nik_can_apply_where_the_service_allows(client):
    service(nik_optional=True)
    wizard = Wizard(client)
    wizard.fill(applicant={"nik": "", "no_kk": ""})
    wizard.send()

    assert Submission.objects.get().nik == ""
    assert "nik" not in Submission.objects.get().data["fields"]


def test_somebody_from_elsewhere_writes_the_place_out(wizard):
    outside = {
        "desa_kelurahan": "luar",
        "outside_village": "Desa Gedeg",
        "outside_district": "Kecamatan Gedeg",
        "outside_region": "Kabupaten Mojokerto",
    }
    refused = text_of(wizard.post("pemohon", {**APPLICANT, "desa_kelurahan": "luar"}))
    wizard.fill(applicant=outside)
    wizard.send()

    assert refused.count("Isi kabupaten atau kota") == 2
    submission = Submission.objects.get()
    assert submission.village is None
    assert {key: submission.data["fields"][key] for key in ("desa_kelurahan", "kecamatan", "kab_kota")} == {
        "desa_kelurahan": "Desa Gedeg", "kecamatan": "Kecamatan Gedeg", "kab_kota": "Kabupaten Mojokerto",
    }  # fmt: skip


def test_whoever_applies_for_another_says_who_they_are_and_shows_proof(wizard):
    wizard.post("keperluan", {**PURPOSE, "whom": "wakil"})
    helper = {"applicant_name": "Ahmad Fauzi", "applicant_nik": "3516151708850002", "relation": "anak kandung"}
    missing = text_of(wizard.post("pemohon", APPLICANT))
    wizard.post("pemohon", {**APPLICANT, **helper})
    without_proof = text_of(wizard.papers("ktp", "kk", "rujukan"))
    wizard.papers("kuasa")
    wizard.post("terima", {"delivery": "pdf"})
    wizard.send()

    submission = Submission.objects.get()
    assert missing.count("Isi hubungan Anda dengan orang itu") == 2
    assert without_proof.count("Unggah foto Surat kuasa atau bukti hubungan keluarga") == 2
    assert (submission.applicant_name, submission.is_on_behalf, submission.nik) == (
        "Ahmad Fauzi",
        True,
        "3516151708850002",
    )
    assert submission.data["fields"]["nama"] == "Siti Rohmah"
    assert submission.data["relation"] == "anak kandung"
    assert submission.documents.filter(requirement__key="kuasa").count() == 1


def test_home_delivery_is_for_vulnerable_people_only(wizard):
    wizard.post("keperluan", PURPOSE)
    wizard.post("pemohon", APPLICANT)
    offered = "Diantar ke rumah" in text_of(wizard.get("terima"))
    refused = text_of(wizard.post("terima", {"delivery": "home"}))
    wizard.post("pemohon", {**APPLICANT, "vulnerability": "disability"})
    offered_then = "Diantar ke rumah" in text_of(wizard.get("terima"))

    assert (offered, offered_then) == (False, True)
    assert refused.count("Pilih cara menerima") == 2


def test_old_age_follows_from_the_birth_date(wizard):
    wizard.fill(applicant={"tanggal_lahir": "1 2 1950"}, delivery={"delivery": "home"})
    wizard.send()

    assert (Submission.objects.get().vulnerability, Submission.objects.get().delivery) == ("elderly", "home")


def test_old_age_follows_from_the_nik_where_no_birth_date_is_asked(wizard):
    ServiceVersion.objects.update(fields=["nama", "nik"])
    wizard.fill(applicant={"nik": "3516154405480004"})  # 4 May 1948, as the number says it

    asked = text_of(wizard.get("terima"))
    without = text_of(wizard.post("terima", {"delivery": "home"}))

    assert "Diantar ke rumah" in asked
    assert "Isi alamat rumah, supaya petugas tahu ke mana mengantar" in without
    wizard.post("terima", {"delivery": "home", "home_address": "Dusun Krajan 4", "home_rw": "1", "home_landmark": "samping musala"})  # fmt: skip
    wizard.send()
    sent = Submission.objects.get()
    assert (sent.vulnerability, sent.delivery) == ("elderly", "home")
    assert sent.data["home"] == {"address": "Dusun Krajan 4", "rw": "001", "landmark": "samping musala"}


def test_nothing_is_sent_before_all_is_there(wizard):
    wizard.post("keperluan", PURPOSE)
    answer = wizard.send()

    assert answer.url == f"/kemlagi/permohonan/{wizard.token}/pemohon/?lengkapi=1"
    assert "Isi nama lengkap sesuai KTP" in text_of(wizard.client.get(answer.url))
    assert Submission.objects.count() == 0


def test_nothing_is_sent_without_consent(wizard):
    wizard.fill()
    page = text_of(wizard.post("periksa", {}))

    assert page.count("Centang pernyataan untuk melanjutkan") == 2
    assert Submission.objects.count() == 0


def test_a_filled_trap_sends_nothing_and_says_why(wizard):
    wizard.fill()
    page = text_of(wizard.send(website="http://spam"))

    assert "Isian tersembunyi" in page
    assert Submission.objects.count() == 0


def test_one_network_may_not_send_without_end(wizard):
    wizard.fill()
    limits.take("submit", "127.0.0.1", at=timezone.now(), burst=SENDS_AN_HOUR, per_seconds=HOUR, count=SENDS_AN_HOUR)

    page = text_of(wizard.send())

    assert "Terlalu banyak permohonan dari jaringan ini" in page
    assert Submission.objects.count() == 0


def test_changing_an_answer_comes_back_to_the_check(wizard):
    wizard.fill()
    page = text_of(wizard.get("periksa"))
    answer = wizard.post("pemohon", {**APPLICANT, "alamat": "Jalan Baru 1"}, query="?ubah=1")

    assert "/pemohon/?ubah=1#div_id_alamat" in page
    assert answer.url.endswith("/periksa/")
    assert "Jalan Baru 1" in text_of(wizard.client.get(answer.url))


def test_a_paper_that_the_purpose_no_longer_asks_for_is_wiped_not_sent(wizard, django_capture_on_commit_callbacks):
    wizard.fill()
    wizard.post("keperluan", {**PURPOSE, "purpose": "sekolah"}, query="?ubah=1")
    with django_capture_on_commit_callbacks(execute=True):
        wizard.send()

    assert sorted(Submission.objects.get().documents.values_list("requirement__key", flat=True)) == ["kk", "ktp"]
    assert StoredFile.objects.exclude(wiped_at=None).count() == 1


def test_saved_for_later_gives_a_link_and_mails_it_once(wizard, mailoutbox):
    wizard.post("pemohon", {**APPLICANT, "email": "siti@contoh.id", "nik": "35"})
    answers = [wizard.post("keperluan", {"keperluan": "setengah", "nanti": "1"}) for _ in range(2)]
    page = text_of(wizard.client.get(answers[0].url))
    back = wizard.client.get(f"/kemlagi/permohonan/{wizard.token}/")

    assert f"/kemlagi/permohonan/{wizard.token}/" in page
    assert "wa.me" in page
    assert Message.objects.filter(event="services/draft_saved").count() == 1
    assert wizard.token in Message.objects.get(event="services/draft_saved").body
    assert back.url.endswith("/keperluan/")
    assert "setengah" in text_of(wizard.client.get(back.url))


def test_a_draft_lives_a_day_from_the_last_save_then_says_what_to_do(wizard):
    wizard.post("keperluan", PURPOSE)
    assert wizard.draft.expires_at - wizard.draft.saved_at == timedelta(hours=24)
    Draft.objects.update(expires_at=timezone.now())

    gone, unknown = wizard.get("pemohon"), wizard.client.get("/kemlagi/permohonan/tidak-ada/pemohon/")

    assert (gone.status_code, unknown.status_code) == (410, 410)
    assert "Mulai lagi" in text_of(gone)


def test_a_draft_does_not_open_under_another_office(wizard):
    make_office("KTH", "kartoharjo", name="Kecamatan Kartoharjo")

    assert wizard.client.get(f"/kartoharjo/permohonan/{wizard.token}/keperluan/").status_code == 410


def test_a_requirement_changed_meanwhile_does_not_change_the_draft(wizard):
    wizard.post("keperluan", PURPOSE)
    staff = dewi()
    draft_version = catalogue.open_draft(Service.objects.get(), staff=staff, at=MONDAY_9AM)
    catalogue.set_requirements(
        draft_version, [{"key": "akta", "name": "Akta kelahiran", "kind": "document_copy"}], staff=staff, at=MONDAY_9AM
    )
    catalogue.publish(draft_version, staff=staff, at=MONDAY_9AM)

    page = text_of(wizard.get("berkas"))

    assert "Permohonan ini tetap memakai syarat saat Anda mulai" in page
    assert "KTP pemohon" in page
    assert "Akta kelahiran" not in page
    wizard.fill()
    wizard.send()
    assert Submission.objects.get().version.number == 1


def test_a_service_paused_meanwhile_says_so_and_keeps_what_was_typed(wizard):
    Service.objects.update(pause_reason="Alat rekam rusak")
    page = wizard.post("keperluan", {**PURPOSE, "keperluan": "Berobat ke RSUD Gedeg"})

    assert "Alat rekam rusak" in text_of(page)
    assert "Isian Anda tidak hilang" in text_of(page)
    Service.objects.update(pause_reason="")
    assert "Berobat ke RSUD Gedeg" in text_of(wizard.get("keperluan"))


@pytest.mark.parametrize("change", [{"is_offered": False}, {"pause_reason": "Libur"}])
def test_nobody_starts_what_is_not_offered(client, change):
    service()
    Service.objects.update(**change)

    answer = client.post("/kemlagi/ajukan/surat-tidak-mampu/")

    assert "Belum bisa mengajukan sekarang" in text_of(answer)
    assert Draft.objects.count() == 0


def test_an_office_that_serves_at_the_counter_only_takes_nothing_online(client):
    service()
    office = make_office()
    office.serves_online = False
    office.save()

    assert "belum menerima permohonan lewat halaman ini" in text_of(client.post("/kemlagi/ajukan/surat-tidak-mampu/"))
    assert Draft.objects.count() == 0


def test_opening_a_page_changes_nothing(wizard):
    wizard.fill()
    before = (wizard.draft.saved_at, Document.objects.count())

    for step in ("keperluan", "pemohon", "berkas", "terima", "periksa"):
        assert wizard.get(step).status_code == 200

    assert (wizard.draft.saved_at, Document.objects.count()) == before


def test_personal_pages_are_never_kept_by_the_browser(wizard):
    assert [wizard.get(step).headers["Cache-Control"] for step in ("pemohon", "berkas")] == ["no-store", "no-store"]


def test_a_second_tab_cannot_add_a_paper_after_sending(wizard):
    wizard.fill()
    draft = wizard.draft
    wizard.send()

    answer = wizard.client.post(
        f"/kemlagi/permohonan/{wizard.token}/unggah/", {"field": "berkas-ktp", "berkas-ktp": photo()}
    )

    assert answer.url.endswith("/terkirim/")
    with pytest.raises(intake.IllegalMove):
        intake.attach(
            draft, Submission.objects.get().version.requirements.get(key="ktp"), None, at=MONDAY_9AM, seen_original=True
        )
    assert Document.objects.filter(submission=None).count() == 0


def test_a_filled_trap_starts_nothing(client):
    service()

    assert (
        client.post("/kemlagi/ajukan/surat-tidak-mampu/", {"website": "x"}).url == "/kemlagi/ajukan/surat-tidak-mampu/"
    )
    assert Draft.objects.count() == 0


def test_one_network_may_not_start_without_end(client):
    service()
    limits.take("draft", "127.0.0.1", at=timezone.now(), burst=STARTS_AN_HOUR, per_seconds=HOUR, count=STARTS_AN_HOUR)

    assert client.post("/kemlagi/ajukan/surat-tidak-mampu/").status_code == 429
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("path", ["/kemlagi/ajukan/tidak-ada/", "/kemlagi/permohonan/{token}/entah/"])
def test_what_does_not_exist_is_not_there(wizard, path):
    assert wizard.client.get(path.format(token=wizard.token)).status_code == 404


def test_there_is_no_receipt_before_sending(wizard):
    assert wizard.client.get(f"/kemlagi/permohonan/{wizard.token}/terkirim/").status_code == 410
    assert wizard.client.get(f"/kemlagi/permohonan/{wizard.token}/bukti.pdf").status_code == 410


def test_a_service_without_papers_has_no_page_for_them(client):
    service().current.requirements.all().delete()
    wizard = Wizard(client)

    assert wizard.get("berkas").status_code == 404
    assert "Langkah 1 dari 4" in text_of(wizard.get("keperluan"))
