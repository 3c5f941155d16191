"""A letter with invented answers, so that an editor sees what a template prints before anybody asks for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from office.models import Office
from services.catalogue_fields import FIELDS, FieldSpec
from services.letter_content import LetterContent, Signatory
from services.models import LetterTemplate
from services.queries.composing import letterhead_of, signatory_of, signer_for

# Invented: the serial 0001 with a birth date that fits the sample person.
_SAMPLES: dict[str, Any] = {
    "nik": "3516154405880001", "kk": "3516150101150001", "date": "2026-11-20", "time": "09:00", "money": "1500000", "integer": "3",
    "decimal": "2.5", "phone": "081200001234", "email": "nama@contoh.id", "rt": "2", "rw": "1",
}  # fmt: skip
_NAMED: dict[str, Any] = {
    "nama": "Nama Contoh", "tempat_lahir": "Mojokerto", "tanggal_lahir": "1988-05-04", "alamat": "Jalan Contoh 1", "berdiri_sejak": "2019",
    "tahun_perolehan": "1998", "pekerjaan": "Wiraswasta", "keperluan": "keperluan contoh",
    "instansi_tujuan": "Dinas Contoh", "surat_desa_nomor": "470/118/2026", "pengantar_rt_rw_nomor": "12/RT02/2026",
}  # fmt: skip
_EXAMPLE = "Contoh:"


def sample_content(office: Office, template: LetterTemplate, *, validity_days: int | None, on: date) -> LetterContent:
    """Every field filled in, signed by whom it would be today."""
    signer = signer_for(office, on=on)
    return LetterContent(
        letterhead=letterhead_of(office),
        template=template.blocks,
        data={
            **{key: sample_value(spec) for key, spec in FIELDS.items() if spec.kind != "computed"},
            **_places(office),
        },
        signatory=signatory_of(signer)
        if signer
        else Signatory(f"{office.head_title} {office.short_name}", "NAMA PEJABAT"),
        paper=office.paper,  # type: ignore[arg-type]  # the column's choices are the same two words
        validity_days=validity_days,
    )


def _places(office: Office) -> dict[str, str]:
    village = office.area.children.order_by("code").first() if office.kind == "kecamatan" else office.area
    return {
        "desa_kelurahan": village.full_name if village else "Desa Contoh",
        "kecamatan": (office.parent or office).short_name,
        "kab_kota": office.region_name,
    }


def sample_value(spec: FieldSpec) -> Any:
    """An answer of the field's kind: its own example where the hint gives one."""
    if spec.kind == "people":
        return [{sub.key: sample_value(sub) for sub in spec.subfields}] * (spec.minimum or 1)
    if spec.key in _NAMED or spec.kind in _SAMPLES:
        return _NAMED.get(spec.key) or _SAMPLES[spec.kind]
    if spec.choices:
        return spec.choices[0]
    return (
        spec.hint.removeprefix(_EXAMPLE).split(",")[0].strip()
        if spec.hint.startswith(_EXAMPLE)
        else f"{spec.label.rstrip('?')} (contoh)"
    )
