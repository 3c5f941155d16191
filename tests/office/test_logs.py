"""What a log line may and may not carry."""

import io
import json
import logging

import pytest

from office.logs import JsonLine, Redact, redacted

NIK = "3516" + "011503850001"


@pytest.fixture
def log():
    sink = io.StringIO()
    handler = logging.StreamHandler(sink)
    handler.addFilter(Redact())
    handler.setFormatter(JsonLine())
    logger = logging.Logger("coba")
    logger.addHandler(handler)
    logger.sink = sink
    return logger


def written(log):
    return [json.loads(line) for line in log.sink.getvalue().splitlines()]


def test_a_record_is_one_line_of_json_whatever_a_visitor_types(log):
    log.warning("masuk gagal: %s", '\n{"level":"INFO"}\r\x1b[31mmerah\x1b]0;judul\x07 \u202eterbalik\u2028baris')

    (entry,) = written(log)

    assert log.sink.getvalue().count("\n") == 1
    assert entry["level"] == "WARNING"
    assert entry["message"] == 'masuk gagal:  {"level":"INFO"} merah  terbalik baris'


@pytest.mark.parametrize("text, shown", [
    (f"NIK {NIK} ditolak", "NIK [nik] ditolak"),
    ("NIK 3516 0115 0385 0001.", "NIK [nik]."),
    ("NIK 351601.150385.0001", "NIK [nik]"),
    ("telepon 081234567890", "telepon [telepon]"),
    ("telepon +62 812-3456-7890", "telepon [telepon]"),
    ("kirim ke bu.wati+desa@contoh.go.id gagal", "kirim ke [surel] gagal"),
    ("GET /kemlagi/lacak/K7QM2X9DPA4TC/ 404", "GET /kemlagi/lacak/[kode]/ 404"),
    ("GET /l/aZ09_-token", "GET /l/[kode]"),
    ("POST /kemlagi/permohonan/AbC-123/foto", "POST /kemlagi/permohonan/[kode]/foto"),
    ("GET /cek/K7QM-2X9D-PA4TC", "GET /cek/[kode]"),
    ("GET /meja/?q=Wati&tahap=cek", "GET /meja/?q=[isi]&tahap=[isi]"),
    ("kode K7QM-2X9D-PA4TC", "kode [kode]"),
])  # fmt: skip
def test_what_identifies_a_resident_is_left_out(text, shown):
    assert redacted(text) == shown


@pytest.mark.parametrize("text", [
    "2026-11-22 19.05.00 dibuat 300 permohonan",
    "surat nomor 460/17/416-313/2026",
    "permohonan KML-2611-00482 selesai dalam 1.234 ms",
    "Rp10.000.000 dan 01925f3a-7c1e-7000-8000-000000000001",
])  # fmt: skip
def test_what_an_operator_needs_stays(text):
    assert redacted(text) == text


def test_a_traceback_stays_one_record_and_hides_what_the_error_quotes(log):
    try:
        raise ValueError(f"NIK {NIK}\ntelepon 081234567890")
    except ValueError:
        log.exception("gagal")

    (entry,) = written(log)

    assert entry["traceback"][0] == "Traceback (most recent call last):"
    assert entry["traceback"][-2:] == ["ValueError: NIK [nik]", "telepon [telepon]"]
    assert NIK not in log.sink.getvalue()
    assert "081234567890" not in log.sink.getvalue()


def test_a_wrong_placeholder_loses_no_record_and_prints_no_argument(log):
    log.error("jumlah %d", NIK)

    assert [entry["message"] for entry in written(log)] == ["jumlah %d"]
    assert NIK not in log.sink.getvalue()
