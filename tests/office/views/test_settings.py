"""The office's settings: what is shown, what is refused, what is written and audited."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.models import AuditEntry, Office, StoredFile
from tests.factories import make_office, make_service
from tests.office.uploads.makers import encoded, jpeg, pdf, scene
from tests.people import dewi, joko, retno, sari

pytestmark = pytest.mark.django_db
LETTERHEAD = {
    "name": "Kecamatan Kemlagi",
    "address": "Jalan Raya Kemlagi 1, Kemlagi",
    "postcode": "61353",
    "phone": "(0321) 000-000",
    "whatsapp": "0812 0000 1234",
    "email": "",
    "website": "",
    "place_of_issue": "Kemlagi",
}
NUMBER = {"unit_code": "416-310", "number_pattern": "{klas}/{seq}/{unit}/{year}", "paper": "A4"}
LIMITS = {"serves_online": "on", "check_minutes": "30", "lapse_days": "14", "document_days": "30", "elderly_from": "60"}


def log_in(client, staff):
    client.force_login(staff.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def admin(client):
    make_office()
    return log_in(client, dewi())


def url(name, *args):
    return reverse(f"office:{name}", args=["kemlagi", *args])


def office():
    return Office.objects.get(code="KML")


def test_everything_stands_on_one_page(admin):
    answer = admin.get(url("settings"))

    assert "Jalan Raya Kemlagi 1, Kemlagi" in answer.text
    assert "Nila (biru tua)" in answer.text
    assert "400.9.2/8/416-310/" in answer.text


def test_a_change_is_written_shown_to_residents_and_audited(admin):
    make_service()

    answer = admin.post(
        url("settings_section", "kop"),
        {**LETTERHEAD, "address": "Jalan Baru 2", "whatsapp": "+62 812-3456-7890"},
        follow=True,
    )

    assert "Pengaturan tersimpan" in answer.text
    assert (office().address, office().whatsapp) == ("Jalan Baru 2", "6281234567890")
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.facts["before"]["address"], entry.facts["after"]["address"]) == (
        "office.changed",
        "Jalan Raya Kemlagi 1, Kemlagi",
        "Jalan Baru 2",
    )
    assert "Jalan Baru 2" in admin.get(reverse("services:home", args=["kemlagi"])).text


def test_saving_the_same_writes_nothing(admin):
    answer = admin.post(url("settings_section", "kop"), {**LETTERHEAD, "whatsapp": "0812 0000 1234"}, follow=True)

    assert "Tidak ada yang berubah" in answer.text
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize("section, form, words", [
    ("kop", {**LETTERHEAD, "name": ""}, "Isi nama kantor"),
    ("kop", {**LETTERHEAD, "name": "x" * 81}, "Nama kantor paling panjang 80 huruf"),
    ("kop", {**LETTERHEAD, "postcode": "6135"}, "Kode pos harus 5 angka"),
    ("kop", {**LETTERHEAD, "whatsapp": "12345"}, "Tulis nomor WhatsApp seperti"),
    ("kop", {**LETTERHEAD, "email": "kantor"}, "Tulis surel seperti"),
    ("nomor", {**NUMBER, "number_pattern": "{klas}/{seq}"}, "Pola harus memuat {year}"),
    ("nomor", {**NUMBER, "number_pattern": "{klas}/{year}"}, "Pola harus memuat {seq}"),
    ("nomor", {**NUMBER, "number_pattern": "{seq}/{year}/{bulan}"}, "{bulan} tidak dikenal"),
    ("nomor", {**NUMBER, "number_pattern": "{seq}/{year}/{"}, "{ tidak dikenal"),
    ("nomor", {**NUMBER, "number_pattern": "{seq:99}/{year}"}, "tidak dikenal"),
    ("nomor", {**NUMBER, "number_pattern": "{seq}/{year}/" + "{klas}" * 7}, "paling panjang 70"),
    ("nomor", {**NUMBER, "paper": "B5"}, "Pilih kertas surat dari daftar"),
    ("warna", {"theme": "merah"}, "Pilih warna dari daftar"),
    ("maklumat", {"pledge": "Kami sanggup."}, "Isi tanggal maklumat"),
    ("maklumat", {"pledge": "x" * 2001, "pledge_date": "2026-01-01"}, "paling panjang 2.000 huruf"),
    ("batas", {**LIMITS, "check_minutes": "0"}, "paling sedikit 5"),
    ("batas", {**LIMITS, "document_days": "9999"}, "paling banyak 365"),
    ("batas", {**LIMITS, "elderly_from": "enam puluh"}, "dengan angka saja"),
    ("keberatan", {"objection_days": "", "deliver_after": ""}, "Isi batas putusan keberatan"),
    ("keberatan", {"objection_days": "6", "deliver_after": ""}, "paling banyak 5"),
    ("keberatan", {"objection_days": "0", "deliver_after": "nanti"}, "dengan angka saja"),
])  # fmt: skip
def test_what_does_not_fit_is_named_beside_its_field_and_nothing_is_written(admin, section, form, words):
    answer = admin.post(url("settings_section", section), form)

    assert answer.status_code == 200
    assert answer.context["form"].errors.as_text().count(words) == 1
    assert AuditEntry.objects.count() == 0


def test_the_example_of_a_number_follows_the_pattern_before_it_is_saved(admin):
    answer = admin.post(
        url("settings_section", "nomor"),
        {**NUMBER, "number_pattern": "{seq:03}/{code}/{month_roman}/{year}", "do": "preview"},
    )

    assert "008/KML/" in answer.text
    assert office().number_pattern == "{klas}/{seq}/{unit}/{year}"


def test_an_office_sets_how_late_is_late_enough_and_takes_it_back(admin):
    admin.post(url("settings_section", "keberatan"), {"objection_days": "1", "deliver_after": "30"})
    assert (office().objection_days, office().deliver_after) == (1, 30)
    assert "menit layanan langsung menjadi tugas antar" in admin.get(url("settings_section", "keberatan")).text

    admin.post(url("settings_section", "keberatan"), {"objection_days": "0", "deliver_after": ""})

    assert (office().objection_days, office().deliver_after) == (0, None)
    assert AuditEntry.objects.filter(verb="office.changed").count() == 2


def test_limits_and_theme_are_kept(admin):
    admin.post(url("settings_section", "batas"), {**LIMITS, "serves_online": "", "lapse_days": "21"})
    admin.post(url("settings_section", "warna"), {"theme": "wilis"})
    admin.post(url("settings_section", "maklumat"), {"pledge": "Kami sanggup.", "pledge_date": "2026-01-05"})

    kept = office()
    assert (kept.serves_online, kept.lapse_days, kept.theme, kept.pledge, f"{kept.pledge_date}") == (
        False,
        21,
        "wilis",
        "Kami sanggup.",
        "2026-01-05",
    )


def test_an_emblem_is_cleaned_made_small_and_served(admin):
    admin.post(
        url("settings_emblem"),
        {"file": SimpleUploadedFile("lambang.png", encoded(scene(1600, 1600), "PNG"), "image/png")},
    )

    kept = office().emblem
    assert (kept.kind, kept.content_type, kept.size < 60_000) == ("brand", "image/jpeg", True)
    assert admin.get(reverse("office:emblem", args=["kemlagi"])).content.startswith(b"\xff\xd8")
    admin.post(url("settings_emblem"), {"do": "remove"})
    assert office().emblem is None
    assert StoredFile.objects.count() == 1  # letters signed with it name it


@pytest.mark.parametrize("name, content, words", [
    ("lambang.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "tidak bisa diterima"),
    ("lambang.pdf", pdf(), "Lambang harus gambar"),
    ("lambang.png", jpeg()[:500], "tidak sesuai dengan isinya"),
])  # fmt: skip
def test_what_is_no_picture_is_refused_as_an_emblem(admin, name, content, words):
    answer = admin.post(url("settings_emblem"), {"file": SimpleUploadedFile(name, content, "")})

    assert words in answer.text
    assert office().emblem is None
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    "name",
    [
        ("settings",),
        ("settings_section", "kop"),
        ("settings_emblem",),
        ("hours",),
        ("special_days",),
        ("people",),
        ("person_new",),
    ],
)
def test_settings_are_for_the_admin_of_this_office(client, name):
    make_office()

    assert client.get(url(*name)).status_code == 302
    assert log_in(client, joko()).get(url(*name)).status_code == 404
    for other in (sari(), retno()):
        assert log_in(client, other).get(url(*name)).status_code == 403
    assert log_in(client, dewi()).get(url(*name)).status_code == 200


def test_an_unknown_section_does_not_exist(admin):
    assert admin.get(url("settings_section", "rahasia")).status_code == 404
