"""A resident going through the pages: real posts, page by page."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from services.models import Draft, Requirement, Service
from tests.factories import make_service, make_village
from tests.office.uploads.makers import jpeg

FIELDS = [
    "nama", "nik", "no_kk", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "alamat", "rt", "rw", "desa_kelurahan", "kecamatan", "kab_kota",
    "surat_desa_nomor", "surat_desa_tanggal", "keperluan", "instansi_tujuan",
]  # fmt: skip
PURPOSE = {
    "purpose": "berobat", "keperluan": "Berobat di RSUD", "instansi_tujuan": "", "surat_desa_nomor": "474/12/2026",
    "surat_desa_tanggal": "20 11 2026", "whom": "sendiri",
}  # fmt: skip
APPLICANT = {
    "nama": "Siti Rohmah", "nik": "3516154405880004", "no_kk": "3516151203100001", "tempat_lahir": "Mojokerto", "tanggal_lahir": "4 5 1988",
    "jenis_kelamin": "Perempuan", "alamat": "Dusun Mojodadi", "rt": "2", "rw": "1", "desa_kelurahan": "35.16.15.2016",
    "phone": "0812 0000 1234", "email": "", "vulnerability": "",
}  # fmt: skip
DELIVERY = {"delivery": "pdf"}


def service(**facts: Any) -> Service:
    """The service of the story, with a paper for one purpose only."""
    make_village()
    made = make_service(fields=FIELDS, **facts)
    Requirement.objects.create(
        version=made.current, key="rujukan", name="Surat rujukan", kind="document_copy", only_for="berobat", position=2
    )
    return made


def photo(name: str = "ktp.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg(300, 200), "image/jpeg")


class Wizard:
    """One draft in one browser."""

    def __init__(self, client: Client, slug: str = "surat-tidak-mampu", start: bool = True) -> None:
        self.client = client
        self.token = ""
        if start:
            answer = client.post(f"/kemlagi/ajukan/{slug}/", REMOTE_ADDR="10.0.0.1")
            self.token = answer.url.split("/")[3]

    @property
    def draft(self) -> Draft:
        return Draft.objects.latest("saved_at")

    def url(self, step: str) -> str:
        return f"/kemlagi/permohonan/{self.token}/{step}/"

    def get(self, step: str):
        return self.client.get(self.url(step))

    def post(self, step: str, data: dict[str, Any] | None = None, query: str = ""):
        return self.client.post(self.url(step) + query, data or {})

    def papers(self, *keys: str):
        return self.post("berkas", {f"berkas-{key}": photo(f"{key}.jpg") for key in keys})

    def fill(
        self,
        purpose: dict[str, str] | None = None,
        applicant: dict[str, str] | None = None,
        delivery: dict[str, str] | None = None,
    ):
        """Everything up to the check, papers included."""
        self.post("keperluan", {**PURPOSE, **(purpose or {})})
        self.post("pemohon", {**APPLICANT, **(applicant or {})})
        self.papers("ktp", "kk", "rujukan")
        return self.post("terima", {**DELIVERY, **(delivery or {})})

    def send(self, **more: str):
        return self.post("periksa", {"consent": "on", **more})
