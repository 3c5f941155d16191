"""The decoding process: it ends where its limits are, and then the server has a refusal, not a problem."""

import subprocess
import sys
from pathlib import Path

import pytest

from office.uploads import sandbox
from office.uploads.answer import Cleaned, Refusal, pack, unpack
from office.uploads.kinds import FileType
from office.uploads.sanitise import UploadRefused, sanitise
from office.uploads.worker import _attempt
from tests.office.uploads.makers import jpeg

LIMITED = "from office.uploads.limits import tighten; tighten(); "


def limited(code: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", LIMITED + code], cwd=Path(sandbox.__file__).parents[2], capture_output=True
    )


@pytest.mark.parametrize(
    "code, dies_with",
    [
        ("bytearray(300_000_000)", b"MemoryError"),
        ("import os; f = os.open('/dev/null', os.O_RDONLY); [os.dup(f) for _ in range(99)]", b"Too many open files"),
        ("import os; f = os.memfd_create('x'); [os.write(f, bytes(1_000_000)) for _ in range(9)]", b"File too large"),
    ],
)
def test_memory_files_and_answers_are_limited(code, dies_with):
    assert dies_with in limited(code).stderr


def test_a_path_is_read_as_bytes_are(tmp_path):
    file = tmp_path / "upload"
    file.write_bytes(jpeg())

    assert sanitise(file, "foto.jpg") == sanitise(jpeg(), "foto.jpg")


def test_the_process_never_loads_django_nor_sees_our_secrets(monkeypatch):
    monkeypatch.setenv("PENDOPO_SECRET_KEY", "rahasia")
    loaded = limited(
        "import sys, office.uploads.worker, office.uploads.pictures, office.uploads.papers; print(*sys.modules)"
    ).stdout

    assert b"office.uploads.papers" in loaded
    assert b"django" not in loaded
    assert set(sandbox._environment()) <= {"MALLOC_ARENA_MAX", "LANG", "LD_LIBRARY_PATH"}


def test_a_process_that_takes_too_long_is_a_refusal(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 0.001)

    with pytest.raises(UploadRefused) as refused:
        sanitise(jpeg(), "foto.jpg", label="KTP")

    assert (
        refused.value.message
        == "Berkas KTP terlalu berat untuk dibuka. Foto ulang dengan ukuran biasa, lalu kirim lagi"
    )


def test_a_process_that_dies_is_a_refusal(monkeypatch):
    monkeypatch.setattr(sandbox, "_ROOT", Path("/"))  # there it finds no worker at all

    result = sandbox.clean_apart(FileType.JPEG, jpeg())

    assert isinstance(result, Refusal)
    assert result.code == "too_heavy"


def test_an_answer_is_read_back_as_it_was_given():
    cleaned = Cleaned(b"\n{bytes}\n", 3, 2, 1, b"\nsmall")

    assert unpack(pack(cleaned)) == cleaned
    refusal = unpack(pack(Refusal("too_many_pages", 21)))
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.amount) == ("too_many_pages", 21)


@pytest.mark.parametrize("answer", [b"", b"{", b'{"size": 5}\n', pack(Cleaned(b"12345"))[:-1]])
def test_an_answer_cut_short_is_not_taken_for_a_file(answer):
    with pytest.raises((ValueError, KeyError)):
        unpack(answer)


@pytest.mark.parametrize(
    "trouble, file_type, code",
    [
        (MemoryError(), FileType.PNG, "too_heavy"),
        (RuntimeError("a fault in a decoder"), FileType.PNG, "broken_picture"),
        (RuntimeError("a fault in a decoder"), FileType.PDF, "broken_pdf"),
        (Refusal("animated"), FileType.WEBP, "animated"),
    ],
)
def test_whatever_a_decoder_raises_becomes_a_refusal(trouble, file_type, code):
    def clean(raw: bytes) -> Cleaned:
        raise trouble

    result = _attempt(clean, b"", file_type)

    assert isinstance(result, Refusal)
    assert result.code == code
