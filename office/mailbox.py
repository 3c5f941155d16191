"""An e-mail backend for an office without a mail server: one file per message, the same message never twice."""

import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")


class FolderBackend(BaseEmailBackend):
    """Writes each message to ``settings.EMAIL_FOLDER/<key>.eml``, where the key comes from its Message-ID."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for email in email_messages:
            message = email.message()
            _write_once(folder / f"{file_key(message['Message-ID'])}.eml", message.as_bytes())
        return len(email_messages)


def file_key(message_id: str) -> str:
    """The part before the @ where it is safe as a file name, else its fingerprint."""
    local = message_id.strip().strip("<>").partition("@")[0]
    return local if _SAFE.fullmatch(local) else hashlib.sha256(message_id.encode()).hexdigest()


def _write_once(path: Path, content: bytes) -> None:
    """Put the whole file there or nothing; a file that is there already is this message, sent before."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        os.link(draft, path)  # exclusive like O_EXCL, and never half a file
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
