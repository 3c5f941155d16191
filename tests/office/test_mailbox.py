"""The folder that stands in for a mail server."""

from email import message_from_bytes, policy

import pytest
from django.core.mail import EmailMessage, get_connection

from office.mailbox import file_key


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_FOLDER = tmp_path / "surel"
    return settings.EMAIL_FOLDER


def send(*, key, body="Surat Anda selesai."):
    connection = get_connection("office.mailbox.FolderBackend")
    headers = {"Message-ID": f"<{key}@portal>"}
    return EmailMessage(
        "Selesai", body, "portal@contoh.id", ["wati@contoh.id"], headers=headers, connection=connection
    ).send()


def test_a_message_is_a_file_that_a_mail_reader_opens(folder):
    assert send(key="permohonan-17-selesai") == 1

    (path,) = folder.iterdir()
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert path.name == "permohonan-17-selesai.eml"
    assert (message["To"], message["Subject"]) == ("wati@contoh.id", "Selesai")
    assert message.get_content().strip() == "Surat Anda selesai."


def test_the_same_effect_is_written_once_and_counts_as_sent(folder):
    assert [send(key="a", body="pertama"), send(key="a", body="kedua")] == [1, 1]

    assert [path.name for path in folder.iterdir()] == ["a.eml"]
    assert b"pertama" in (folder / "a.eml").read_bytes()


@pytest.mark.parametrize(
    "message_id", ["<../../etc/passwd@portal>", "<.tersembunyi@portal>", f"<{'a' * 200}@portal>", "<a/b@portal>"]
)
def test_a_message_id_cannot_leave_the_folder(message_id):
    key = file_key(message_id)

    assert len(key) == 64
    assert key.isalnum()


def test_nobody_else_on_the_machine_reads_the_folder(folder):
    send(key="a")

    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "a.eml").stat().st_mode & 0o077 == 0
