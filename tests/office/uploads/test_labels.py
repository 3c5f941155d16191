"""Names of files as labels: readable, harmless, at most 120 characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.uploads.labels import LONGEST_LABEL, extension_of, label_of


@pytest.mark.parametrize(
    "name, label",
    [
        ("KTP saya.JPG", "KTP saya.jpg"),
        ("IMG_0001.HEIC", "IMG_0001.jpg"),
        ("../../.env", "berkas.jpg"),
        ("C:\\fakepath\\ktp.jpeg", "ktp.jpg"),
        ("a.php\0.jpg", "a.php.jpg"),
        ("gpj.\u202eexe.jpg", "gpj.exe.jpg"),
        ('"; x=.jpg', '"; x=.jpg'),
        ("a\r\nSet-Cookie: x.jpg", "a Set-Cookie: x.jpg"),
        ("", "berkas.jpg"),
        ("...", "berkas.jpg"),
        ("x" * 5000 + ".jpg", "x" * 116 + ".jpg"),
        ("surat pengantar", "surat pengantar.jpg"),
        ("مستند.jpg", "مستند.jpg"),
    ],
)
def test_a_label_is_the_name_without_its_tricks(name, label):
    assert label_of(name, extension="jpg") == label


@pytest.mark.parametrize(
    "name, ending",
    [
        ("a.JPG", "jpg"),
        ("a.tar.gz", "gz"),
        ("a", ""),
        ("a.", ""),
        ("a.pdf/..", ""),
        ("a.j\u200bpg", "jpg"),
        ("a.very long", ""),
    ],
)
def test_an_ending_is_read_from_the_cleaned_name(name, ending):
    assert extension_of(name) == ending


@given(st.text(max_size=400))
def test_any_name_gives_a_label_that_cannot_leave_its_line_or_folder(name):
    label = label_of(name, extension="pdf")

    assert 1 <= len(label) <= LONGEST_LABEL
    assert label.isprintable() or not label.isascii()
    assert not set(label) & set("/\\\r\n\0")
