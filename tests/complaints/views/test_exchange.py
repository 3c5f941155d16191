"""The exchange desk: keys shown once, SP4N-LAPOR files out and in."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.actions import intake, seeding
from complaints.models import ApiKey, Category, Complaint, ComplaintIdentity, ComplaintSource
from complaints.report import Report
from complaints.sp4n import COLUMNS
from complaints.workflow import Identity
from office.models import AuditEntry, Role
from tests.factories import MONDAY_9AM, local, make_office, make_village, staff
from tests.people import dewi, joko, retno, sari

pytestmark = pytest.mark.django_db
DESK = "/petugas/kemlagi/pertukaran/"
HEAD = "Tracking ID;Tanggal Laporan Masuk;Waktu Laporan Masuk;Nama Pelapor;Kategori;Isi Laporan Awal;Tipe Laporan;Kelurahan;Status Laporan"


@pytest.fixture
def office():
    office = make_office()
    make_village()
    seeding.set_up(office, at=MONDAY_9AM)
    return office


@pytest.fixture
def topic(office):
    return Category.objects.filter(office=office, parent__isnull=False, is_sensitive=False).order_by("pk").first()


def enter(client, person):
    client.force_login(person.user)
    return person


def upload(client, topic, *lines):
    file = SimpleUploadedFile("ekspor.csv", "\r\n".join([HEAD, *lines]).encode())
    return client.post(f"{DESK}sp4n/impor/", {"file": file, "category": str(topic.pk)})


def test_a_key_is_shown_once_and_stored_as_a_fingerprint(client, office):
    enter(client, dewi(office))

    page = client.post(f"{DESK}kunci/", {"name": "Aplikasi kabupaten", "contact": "app@contoh.id"})

    key = ApiKey.objects.get()
    text = page.content.decode().split("<code>")[1].split("</code>")[0]
    assert text.endswith(key.tail)
    assert page.headers["Cache-Control"] == "no-store"
    assert text not in client.get(DESK).content.decode()


def test_only_the_admin_makes_and_revokes_keys(client, office):
    enter(client, retno(office))

    assert client.post(f"{DESK}kunci/", {"name": "Lain", "contact": "app@contoh.id"}).status_code == 403
    assert client.get(DESK).status_code == 200
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize("person, status", [(sari, 403), (joko, 404)])
def test_nobody_else_sees_the_desk(client, office, person, status):
    enter(client, person())

    assert client.get(DESK).status_code == status


def test_a_key_of_another_office_cannot_be_revoked(client, office):
    enter(client, dewi(office))
    client.post(f"{DESK}kunci/", {"name": "Aplikasi kabupaten", "contact": "app@contoh.id"})
    other = make_office("KTH", "kartoharjo", name="Kecamatan Kartoharjo", unit_code="401")
    enter(client, staff("rudi", "Rudi", Role.ADMIN, other))

    assert client.post(f"/petugas/kartoharjo/pertukaran/kunci/{ApiKey.objects.get().pk}/cabut/").status_code == 404
    assert ApiKey.objects.get().revoked_at is None


def test_a_bad_key_form_keeps_what_was_typed(client, office):
    enter(client, dewi(office))

    page = client.post(f"{DESK}kunci/", {"name": "Aplikasi kabupaten", "contact": "bukan"}).content.decode()

    assert 'value="Aplikasi kabupaten"' in page
    assert "Tulis surel seperti" in page


def test_an_export_has_the_columns_and_masks_names(client, office, topic):
    enter(client, retno(office))
    for number, identity in enumerate(Identity):
        report = Report(
            category=topic.key,
            text=f"=Jalan rusak {number}",
            identity=identity,
            name="" if identity == "anonymous" else "Siti Rohmah",
        )
        intake.receive(office, report, key=str(number), source=ComplaintSource.WEB, at=local("2026-11-02T10:00"))

    answer = client.get(f"{DESK}sp4n.csv?first=2026-11-01&last=2026-11-30")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert list(rows[0]) == [*COLUMNS, "Nomor Portal"]
    assert sorted(row["Tipe Laporan (Anonim/Rahasia)"] for row in rows) == ["", "Anonim", "Rahasia"]
    assert "Siti Rohmah" not in answer.content.decode()
    assert rows[0]["Isi Laporan Awal"].startswith("'=Jalan")
    assert rows[0]["Tanggal Laporan Masuk"] == "2 Nov 2026"
    assert AuditEntry.objects.filter(verb="sp4n.exported").exists()


def test_an_export_is_read_back_by_the_import(client, office, topic):
    enter(client, retno(office))
    intake.receive(
        office,
        Report(category=topic.key, text="Jalan rusak", name="Siti", sp4n_id="77"),
        key="1",
        source=ComplaintSource.WEB,
        at=local("2026-11-02T10:00"),
    )
    content = client.get(f"{DESK}sp4n.xlsx?first=2026-11-01&last=2026-11-30").content

    page = client.post(f"{DESK}sp4n/impor/", {"file": SimpleUploadedFile("x.xlsx", content), "category": str(topic.pk)})

    assert "0 laporan baru, 1 sudah ada" in page.content.decode()
    assert Complaint.objects.count() == 1


def test_an_import_takes_each_open_report_once(client, office, topic):
    enter(client, retno(office))
    lines = [
        f"5049672;6 Jan 2026;13:05;Siti Rohmah;{topic.name};Jalan rusak di depan balai;;Mojodadi;Terverifikasi",
        "5049673;6 Jan 2026;;;Entah;Lampu mati di RW 3;Anonim;;Ditanggapi oleh Pelapor",
        "5049674;6 Jan 2026;;Ani;Entah;Sudah beres;;;Ditutup oleh Sistem",
        "abc;6 Jan 2026;;Ani;Entah;Tanpa nomor;;;Terverifikasi",
    ]  # fmt: skip

    first, second = upload(client, topic, *lines).content.decode(), upload(client, topic, *lines).content.decode()

    assert "2 laporan baru, 0 sudah ada, 1 sudah ditutup di sana, 1 tidak terbaca" in first
    assert "0 laporan baru, 2 sudah ada" in second
    assert "Baris 5: Tracking ID harus angka" in first
    found = {row.sp4n_id: row for row in Complaint.objects.all()}
    assert set(found) == {"5049672", "5049673"}
    assert (found["5049672"].village.name, found["5049672"].received_at) == ("Mojodadi", local("2026-01-06T13:05"))
    assert found["5049673"].identity == Identity.ANONYMOUS
    assert ComplaintIdentity.objects.get().name == "Siti Rohmah"


def test_a_file_that_is_no_export_is_refused_next_to_the_field(client, office, topic):
    enter(client, retno(office))

    page = client.post(
        f"{DESK}sp4n/impor/", {"file": SimpleUploadedFile("x.csv", b"a;b\n1;2"), "category": str(topic.pk)}
    )

    assert "Tidak ada baris dengan kolom Tracking ID" in page.content.decode()
    assert f'<option value="{topic.pk}" selected>' in page.content.decode()
    assert not Complaint.objects.exists()


def test_the_number_there_is_noted_on_a_complaint(client, office, topic):
    enter(client, retno(office))
    complaint = intake.receive(
        office,
        Report(category=topic.key, text="Jalan rusak", name="Siti"),
        key="1",
        source=ComplaintSource.WEB,
        at=MONDAY_9AM,
    ).complaint
    there = f"/petugas/kemlagi/pengaduan/{complaint.number}/sp4n/"

    client.post(there, {"sp4n_id": "12a"})
    assert Complaint.objects.get().sp4n_id == ""
    client.post(there, {"sp4n_id": "5049672"})

    assert Complaint.objects.get().sp4n_id == "5049672"
    assert AuditEntry.objects.filter(verb="complaint.named_there").count() == 1
