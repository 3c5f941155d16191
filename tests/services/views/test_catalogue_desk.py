"""The catalogue's editor: adopt, edit by section, publish a new version, pause, hide, and keep what was published."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from office.actions.files import store
from office.models import AuditEntry, FileKind, StoredFile
from services.actions import catalogue
from services.actions.seeding import load_catalogue
from services.models import Requirement, Service, ServiceType, ServiceVersion
from tests.factories import MONDAY_9AM, make_office, make_service, submit
from tests.office.uploads.makers import jpeg
from tests.people import dewi, joko, retno, sari

pytestmark = pytest.mark.django_db
SLUG = "surat-tidak-mampu"
PAPERS = {
    "rows": "2", "do": "save",
    "row-0-key": "ktp", "row-0-name": "KTP pemohon", "row-0-kind": "document_copy", "row-0-is_required": "on",
    "row-1-key": "kk", "row-1-name": "Kartu Keluarga", "row-1-kind": "document_copy", "row-1-is_required": "on",
}  # fmt: skip


def log_in(client, staff):
    client.force_login(staff.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def editor(client):
    make_service()
    return log_in(client, dewi())


def url(name, *args):
    return reverse(f"services:{name}", args=["kemlagi", *args])


def save(editor, section, **form):
    return editor.post(url("catalogue_section", SLUG, section), {"do": "save", **form})


def draft():
    return ServiceVersion.objects.filter(published_at=None).first()


def published():
    return Service.objects.get(slug=SLUG).current


def test_the_list_shows_states_and_what_can_be_adopted(editor):
    load_catalogue(at=MONDAY_9AM)

    answer = editor.get(url("catalogue_desk"))

    assert "Surat Keterangan Tidak Mampu" in answer.text
    assert "Perlu diperiksa ulang" in answer.text
    assert "Terbit, versi 1" in answer.text
    assert {type.level for type in answer.context["adoptable"]} == {"kecamatan"}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(editor, django_assert_num_queries, count):
    for number in range(count):
        make_service(slug=f"layanan-{number}")
    editor.get(url("catalogue_desk"))

    with django_assert_num_queries(6):
        editor.get(url("catalogue_desk"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_service_costs_the_same_however_many_versions_and_papers_it_has(editor, django_assert_num_queries, count):
    for number in range(count):
        opened = catalogue.open_draft(Service.objects.get(), staff=dewi(), at=MONDAY_9AM)
        Requirement.objects.create(
            version=opened, key=f"k{number}", name=f"Berkas {number}", kind="document_copy", position=9
        )
        catalogue.publish(opened, staff=dewi(), at=MONDAY_9AM, note="tambah")
    catalogue.open_draft(Service.objects.get(), staff=dewi(), at=MONDAY_9AM)
    editor.get(url("service_desk", SLUG))

    with django_assert_num_queries(11):
        editor.get(url("service_desk", SLUG))


def test_a_shared_service_is_taken_as_a_draft_and_only_once(editor):
    load_catalogue(at=MONDAY_9AM)
    type = ServiceType.objects.filter(level="kecamatan").first()

    for _ in range(2):
        answer = editor.post(url("service_take", type.code), follow=True)

    service = Service.objects.get(type=type)
    assert service.current is None
    assert "Draf pertama" in answer.text
    assert (
        editor.post(url("service_take", ServiceType.objects.filter(level="kelurahan").first().code)).status_code == 404
    )


def test_every_shared_service_can_be_read_and_printed_with_sample_data(editor):
    load_catalogue(at=MONDAY_9AM)
    for type in ServiceType.objects.filter(level="kecamatan"):
        editor.post(url("service_take", type.code))
        service = Service.objects.get(type=type)
        answer = editor.get(url("service_desk", service.slug))
        assert answer.status_code == 200, type.code
        if service.versions.get().template_id:
            letter = editor.get(url("service_letter", service.slug))
            assert "Konsep" in letter.text, type.code
            assert (
                "……" not in letter.text.split('class="letter__text"', 1)[1].split('class="letter__signature', 1)[0]
            ), type.code


def test_an_own_service_begins_as_a_draft_that_cannot_be_published_yet(editor):
    answer = editor.post(url("service_new"), {"name": "Surat Keterangan Tinggal", "category": "umum"}, follow=True)

    service = Service.objects.get(slug="surat-keterangan-tinggal")
    assert service.current is None
    assert "Lengkapi sebelum terbit" in answer.text
    editor.post(url("service_publish", service.slug), {"note": "pertama"})
    service.refresh_from_db()
    assert service.current is None


def test_an_edit_opens_a_draft_and_leaves_what_is_published(editor):
    save(editor, "waktu", unit="days", amount="3", fee="10000")

    assert (draft().number, draft().sop_days, draft().sop_minutes, draft().fee) == (2, 3, None, 10000)
    assert (published().number, published().sop_minutes, published().fee) == (1, 60, 0)
    answer = editor.get(url("service_desk", SLUG))
    assert [(row.label, row.before, row.after) for row in answer.context["changes"]] == [
        ("Batas waktu", "60 menit", "3 hari kerja"), ("Biaya", "Gratis", "Rp10.000"),
    ]  # fmt: skip


def test_publishing_makes_the_next_version_and_requests_keep_theirs(editor):
    old = submit(at=MONDAY_9AM).submission
    save(editor, "waktu", unit="minutes", amount="45", fee="0")

    answer = editor.post(url("service_publish", SLUG), {"note": "batas waktu lebih pendek"}, follow=True)

    assert "Versi 2 terbit" in answer.text
    assert (published().number, published().sop_minutes, published().changes) == (2, 45, "batas waktu lebih pendek")
    old.refresh_from_db()
    assert (old.version.number, old.version.sop_minutes) == (1, 60)
    assert [(row.number, row.requests) for row in answer.context["history"]] == [(2, 0), (1, 1)]


def test_a_published_version_never_changes(editor):
    with pytest.raises(catalogue.Frozen):
        catalogue.edit(published(), {"fee": 5}, staff=dewi(), at=MONDAY_9AM)
    with pytest.raises(catalogue.Frozen):
        catalogue.set_requirements(published(), [], staff=dewi(), at=MONDAY_9AM)
    with pytest.raises(catalogue.Frozen):
        catalogue.discard(published(), staff=dewi(), at=MONDAY_9AM)

    assert published().fee == 0
    assert published().requirements.count() == 2


def test_the_only_version_of_a_service_is_not_thrown_away(editor):
    editor.post(url("service_new"), {"name": "Surat Keterangan Tinggal", "category": "umum"})

    answer = editor.post(url("service_discard", "surat-keterangan-tinggal"), follow=True)

    assert "Tidak ada draf" in answer.text
    assert Service.objects.get(slug="surat-keterangan-tinggal").versions.count() == 1


def test_a_service_that_was_never_published_is_not_confirmed(editor):
    editor.post(url("service_new"), {"name": "Surat Keterangan Tinggal", "category": "umum"})
    before = AuditEntry.objects.count()

    editor.post(url("service_review", "surat-keterangan-tinggal"))

    assert AuditEntry.objects.count() == before


def test_moved_replaced_and_new_requirements_are_all_named(editor):
    opened = catalogue.open_draft(Service.objects.get(), staff=dewi(), at=MONDAY_9AM)
    example = store(
        b"x", office=make_office(), kind=FileKind.FORM, name="c.pdf", content_type="application/pdf", at=MONDAY_9AM
    )
    rows = [
        {"key": "kk", "name": "Kartu Keluarga", "kind": "document_copy", "example": example},
        {"key": "ktp", "name": "KTP pemohon", "kind": "document_copy"},
        {
            "key": "rujukan",
            "name": "Surat rujukan",
            "kind": "document_original",
            "only_for": "berobat",
            "note": "Dari puskesmas",
        },
    ]
    catalogue.set_requirements(opened, rows, staff=dewi(), at=MONDAY_9AM)

    changes = {row.label: (row.before, row.after) for row in editor.get(url("service_desk", SLUG)).context["changes"]}

    assert changes == {
        "Syarat: Kartu Keluarga": (
            "Kartu Keluarga (Salinan dokumen, wajib)", "Kartu Keluarga (Salinan dokumen, wajib, ada contoh)"),
        "Syarat: Surat rujukan": ("", "Surat rujukan (Dokumen asli, wajib, hanya untuk berobat). Dari puskesmas"),
        "Urutan syarat": ("KTP pemohon, Kartu Keluarga", "Kartu Keluarga, KTP pemohon, Surat rujukan"),
    }  # fmt: skip


def test_publishing_wants_a_note_and_keeps_the_page(editor):
    save(editor, "waktu", unit="minutes", amount="45", fee="0")

    answer = editor.post(url("service_publish", SLUG), {"note": ""})

    assert "Isi apa yang berubah" in answer.text
    assert published().number == 1


def test_publishing_without_a_draft_changes_nothing(editor):
    answer = editor.post(url("service_publish", SLUG), {"note": "x"}, follow=True)

    assert "Tidak ada draf" in answer.text
    assert published().number == 1


def test_a_hidden_service_stays_hidden_when_a_version_is_published(editor):
    editor.post(url("service_offer", SLUG), {"offered": "no"})
    save(editor, "waktu", unit="minutes", amount="45", fee="0")

    editor.post(url("service_publish", SLUG), {"note": "lebih pendek"})

    assert Service.objects.get(slug=SLUG).is_offered is False
    editor.post(url("service_offer", SLUG), {"offered": "yes"})
    assert Service.objects.get(slug=SLUG).is_offered is True


def test_a_draft_can_be_thrown_away(editor):
    save(editor, "waktu", unit="minutes", amount="45", fee="0")

    answer = editor.post(url("service_discard", SLUG), follow=True)

    assert "Draf dibuang" in answer.text
    assert draft() is None
    assert "Tidak ada draf" in editor.post(url("service_discard", SLUG), follow=True).text


@pytest.mark.parametrize("section, form, words", [
    ("waktu", {"unit": "days", "amount": "0", "fee": "0"}, "Lama paling sedikit 1"),
    ("waktu", {"unit": "days", "amount": "tiga", "fee": "0"}, "Tulis lama dengan angka saja"),
    ("waktu", {"unit": "tahun", "amount": "3", "fee": "0"}, "Pilih menit atau hari kerja"),
    ("waktu", {"unit": "days", "amount": "3", "fee": "-1"}, "Biaya (rupiah) paling sedikit 0"),
    ("pokok", {"name": "", "short_name": "x", "summary": "x", "product": "letter", "product_name": "x"}, "Isi nama layanan"),
    ("pokok", {"name": "x" * 121, "short_name": "x", "summary": "x", "product": "letter", "product_name": "x"}, "paling panjang 120 huruf"),
    ("pokok", {"name": "x", "short_name": "x", "summary": "x", "product": "kue", "product_name": "x"}, "Pilih bentuk hasil dari daftar"),
    ("komponen", {"legal_basis": ""}, "Isi dasar hukum"),
    ("komponen", {"legal_basis": "x" * 4001}, "paling panjang 4000 huruf"),
    ("komponen", {"legal_basis": "x", "legal_basis_checked_on": "kemarin"}, "Tulis tanggal seperti"),
    ("surat", {"template": "999999"}, "Pilih naskah dari daftar"),
    ("surat", {"validity_days": "0"}, "Masa berlaku (hari) paling sedikit 1"),
    ("surat", {"endorsers": ["head"]}, "Pilih paraf dari daftar"),
    ("pencarian", {"category": "sulap", "position": "1"}, "Pilih kelompok dari daftar"),
])  # fmt: skip
def test_what_does_not_fit_is_named_beside_its_field_and_nothing_is_written(editor, section, form, words):
    before = AuditEntry.objects.count()

    answer = save(editor, section, **form)

    assert answer.status_code == 200
    assert answer.text.count(words) >= 2  # in the summary and at the field
    assert draft() is None
    assert AuditEntry.objects.count() == before


def test_the_letter_section_keeps_the_order_of_parafs(editor):
    save(
        editor,
        "surat",
        template=published().template_id,
        archive_code="400.9.2",
        validity_days="",
        endorsers=["secretary", "section_head"],
    )

    assert draft().endorsers == ["section_head", "secretary"]
    assert draft().validity_days is None


def test_where_a_service_is_found_holds_at_once_and_needs_no_version(editor):
    save(editor, "pencarian", category="umum", synonyms="surat  miskin, sktm", position="3")

    service = Service.objects.get(slug=SLUG)
    assert (service.category, service.synonyms, service.position) == ("umum", "surat miskin, sktm", 3)
    assert draft() is None


def test_a_row_is_added_moved_and_removed_without_losing_what_was_typed(editor):
    form = {**PAPERS, "row-0-name": "KTP siapa pun"}

    added = editor.post(url("catalogue_section", SLUG, "syarat"), {**form, "do": "add"})
    raised = editor.post(url("catalogue_section", SLUG, "syarat"), {**form, "do": "up-1"})
    dropped = editor.post(url("catalogue_section", SLUG, "syarat"), {**form, "do": "drop-0"})

    names = [[row["name"].value() for row in answer.context["rows"]] for answer in (added, raised, dropped)]
    assert names == [["KTP siapa pun", "Kartu Keluarga", None], ["Kartu Keluarga", "KTP siapa pun"], ["Kartu Keluarga"]]
    assert draft() is None


def test_requirements_are_saved_in_order_with_keys_of_their_own(editor):
    form = {
        **PAPERS,
        "rows": "4",
        "row-2-key": "",
        "row-2-name": "KTP",
        "row-2-kind": "photo",
        "row-2-only_for": "berobat",
        "row-3-name": "",
        "row-3-kind": "photo",
    }

    editor.post(url("catalogue_section", SLUG, "syarat"), form)

    rows = [(row.key, row.name, row.kind, row.is_required, row.only_for) for row in draft().requirements.all()]
    assert rows == [
        ("ktp", "KTP pemohon", "document_copy", True, ""), ("kk", "Kartu Keluarga", "document_copy", True, ""), ("ktp-2", "KTP", "photo", False, "berobat"),
    ]  # fmt: skip


@pytest.mark.parametrize("change, words", [
    ({"row-0-name": "", "row-0-note": "asli"}, "Isi nama berkas"),
    ({"row-0-kind": "batu"}, "Pilih jenis berkas dari daftar"),
    ({"row-0-only_for": "sulap"}, "Pilih keperluan dari daftar"),
    ({"row-0-name": "x" * 121}, "Nama berkas paling panjang 120 huruf"),
])  # fmt: skip
def test_a_wrong_row_is_named_and_the_list_stays(editor, change, words):
    answer = editor.post(url("catalogue_section", SLUG, "syarat"), {**PAPERS, **change})

    assert words in answer.text
    assert "Kartu Keluarga" in answer.text
    assert draft() is None


@pytest.mark.parametrize("rows", ["", "-1", "999999999", "dua"])
def test_a_page_that_lies_about_its_rows_breaks_nothing(editor, rows):
    assert editor.post(url("catalogue_section", SLUG, "prosedur"), {"rows": rows, "do": "drop-7"}).status_code == 200


def test_steps_and_purposes_keep_their_shape(editor):
    editor.post(
        url("catalogue_section", SLUG, "prosedur"),
        {"rows": "1", "do": "save", "row-0-title": "Ajukan", "row-0-text": "Dari HP"},
    )
    editor.post(
        url("catalogue_section", SLUG, "keperluan"),
        {
            "rows": "3",
            "do": "save",
            "row-0-key": "berobat",
            "row-0-icon": "person",
            "row-0-label": "Untuk berobat",
            "row-1-label": "Untuk kerja",
            "row-2-label": " ",
        },
    )

    assert draft().procedure == [{"title": "Ajukan", "text": "Dari HP"}]
    assert draft().purposes == [
        {"key": "berobat", "icon": "person", "label": "Untuk berobat"},
        {"key": "untuk-kerja", "icon": "document", "label": "Untuk kerja"},
    ]


def test_a_purpose_that_a_requirement_hangs_on_is_not_removed(editor):
    opened = catalogue.open_draft(Service.objects.get(), staff=dewi(), at=MONDAY_9AM)
    Requirement.objects.create(
        version=opened, key="rujukan", name="Surat rujukan", kind="document_copy", only_for="berobat", position=9
    )

    answer = editor.post(
        url("catalogue_section", SLUG, "keperluan"),
        {"rows": "1", "do": "save", "row-0-key": "sekolah", "row-0-label": "Untuk sekolah"},
    )

    assert "Surat rujukan hanya diminta untuk keperluan yang dihapus" in answer.text
    assert len(draft().purposes) == 2


def test_fields_are_added_moved_and_saved_in_order(editor):
    added = editor.post(
        url("catalogue_section", SLUG, "isian"), {"field": ["nama", "nik"], "new": "agama", "do": "add"}
    )
    assert [name for name, _ in added.context["names"]] == ["nama", "nik", "agama"]

    raised = editor.post(url("catalogue_section", SLUG, "isian"), {"field": ["nama", "nik", "agama"], "do": "up-2"})
    assert [name for name, _ in raised.context["names"]] == ["nama", "agama", "nik"]

    editor.post(
        url("catalogue_section", SLUG, "isian"), {"field": ["nama", "agama", "nik", "nama", "__class__"], "do": "save"}
    )
    assert draft().fields == ["nama", "agama", "nik"]


def test_a_form_without_any_field_is_refused(editor):
    answer = editor.post(url("catalogue_section", SLUG, "isian"), {"do": "save"})

    assert "Pilih paling sedikit satu isian" in answer.text
    assert draft() is None


def test_an_example_is_cleaned_stored_and_kept_when_the_list_is_saved(editor):
    photo = SimpleUploadedFile("contoh.jpg", jpeg(), "image/jpeg")

    editor.post(url("catalogue_example", SLUG, "ktp"), {"file": photo})

    paper = draft().requirements.get(key="ktp")
    assert (paper.example.kind, paper.example.content_type) == ("form", "image/jpeg")
    editor.post(url("catalogue_section", SLUG, "syarat"), PAPERS)
    assert draft().requirements.get(key="ktp").example_id == paper.example_id
    editor.post(url("catalogue_example", SLUG, "ktp"), {"do": "remove"})
    assert draft().requirements.get(key="ktp").example_id is None
    assert published().requirements.get(key="ktp").example_id is None


def test_an_example_is_seen_before_it_is_published(editor):
    assert editor.get(url("catalogue_example_file", SLUG, "ktp")).status_code == 404
    editor.post(url("catalogue_example", SLUG, "ktp"), {"file": SimpleUploadedFile("contoh.jpg", jpeg(), "image/jpeg")})

    shown = editor.get(url("catalogue_example_file", SLUG, "ktp"))

    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    assert shown["Content-Disposition"].startswith("inline")
    shown.close()


@pytest.mark.parametrize("name, content, words", [
    ("contoh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "tidak bisa diterima"),
    ("contoh.jpg", b"bukan foto", "bukan foto atau PDF"),
    ("contoh.jpg", b"", "Berkas kosong"),
])  # fmt: skip
def test_what_is_no_picture_is_not_kept(editor, name, content, words):
    answer = editor.post(
        url("catalogue_example", SLUG, "ktp"), {"file": SimpleUploadedFile(name, content, "image/jpeg")}
    )

    assert words in answer.text
    assert StoredFile.objects.count() == 0
    assert draft() is None


def test_a_pause_says_why_and_until_when_and_ends(editor):
    today = timezone.localdate()

    editor.post(url("service_pause", SLUG), {"reason": "Blangko habis", "until": today + timedelta(days=3)})

    service = Service.objects.get(slug=SLUG)
    assert (service.pause_reason, service.paused_until) == ("Blangko habis", today + timedelta(days=3))
    assert "Dihentikan sampai" in editor.get(url("service_desk", SLUG)).text
    editor.post(url("service_resume", SLUG))
    service.refresh_from_db()
    assert (service.pause_reason, service.paused_until) == ("", None)


@pytest.mark.parametrize(
    "form, words",
    [
        ({"reason": ""}, "Isi alasan"),
        ({"reason": "x", "until": "2020-01-01"}, "tidak boleh sebelum hari ini"),
        ({"reason": "x", "until": "besok"}, "Tulis tanggal"),
    ],
)
def test_a_pause_without_a_reason_or_in_the_past_is_refused(editor, form, words):
    answer = editor.post(url("service_pause", SLUG), form)

    assert words in answer.text
    assert Service.objects.get(slug=SLUG).pause_reason == ""


def test_saying_that_content_was_checked_ends_the_reminder(editor):
    editor.post(url("service_review", SLUG))

    assert published().reviewed_on == timezone.localdate()
    assert "lebih dari enam bulan" not in editor.get(url("service_desk", SLUG)).text


def test_an_old_version_can_be_read_with_what_it_changed(editor):
    save(editor, "waktu", unit="minutes", amount="45", fee="0")
    editor.post(url("service_publish", SLUG), {"note": "lebih pendek"})

    answer = editor.get(url("service_version", SLUG, 2))

    assert "Berubah dari versi 1" in answer.text
    assert "45 menit" in answer.text
    assert editor.get(url("service_version", SLUG, 9)).status_code == 404


SECTIONS = ["pokok", "waktu", "syarat", "keperluan", "isian", "prosedur", "komponen", "surat", "pencarian"]


@pytest.mark.parametrize("section", SECTIONS)
def test_opening_a_section_writes_nothing(editor, section):
    assert editor.get(url("catalogue_section", SLUG, section)).status_code == 200
    assert draft() is None


def test_an_unknown_section_does_not_exist(editor):
    assert editor.get(url("catalogue_section", SLUG, "rahasia")).status_code == 404


ADDRESSES = [
    ("catalogue_desk",),
    ("service_new",),
    ("service_desk", SLUG),
    ("service_letter", SLUG),
    ("service_version", SLUG, 1),
    ("catalogue_section", SLUG, "pokok"),
    ("catalogue_example", SLUG, "ktp"),
]


@pytest.mark.parametrize("name", ADDRESSES, ids=[name[0] for name in ADDRESSES])
def test_only_editors_of_this_office_come_in(client, name):
    make_service()

    assert client.get(url(*name)).status_code == 302
    assert log_in(client, joko()).get(url(*name)).status_code == 404
    assert log_in(client, sari()).get(url(*name)).status_code == 403
    assert log_in(client, retno()).get(url(*name)).status_code == 200


@pytest.mark.parametrize(
    "name", ["service_publish", "service_discard", "service_pause", "service_resume", "service_offer", "service_review"]
)
def test_moves_are_posts_of_editors_only(client, name):
    make_service()
    before = AuditEntry.objects.count()

    assert log_in(client, sari()).post(url(name, SLUG)).status_code == 403
    assert log_in(client, joko()).post(url(name, SLUG)).status_code == 404
    assert log_in(client, retno()).get(url(name, SLUG)).status_code == 405
    assert AuditEntry.objects.count() == before


def test_a_service_of_another_office_is_not_found(client):
    other = joko().office
    make_service(other, slug="layanan-lain")
    make_office()

    assert log_in(client, dewi()).get(url("service_desk", "layanan-lain")).status_code == 404
