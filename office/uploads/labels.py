"""The names people give their files, cleaned into labels to show and to download under."""

from office.typed import tidy_line

LONGEST_LABEL = 120
_LONGEST_NAME_READ = 1000


def extension_of(name: str) -> str:
    """The lower-case ending of a cleaned name, without its dot; phones send some names without any."""
    _, dot, ending = _bare_name(name).rpartition(".")
    return ending.lower() if dot and ending.isascii() and ending.isalnum() and len(ending) <= 8 else ""


def label_of(name: str, *, extension: str) -> str:
    """The name as a label to show and to download under: no path, no hidden characters, the ending of what we store."""
    stem = _bare_name(name)
    if extension_of(name):
        stem = stem.rpartition(".")[0]
    stem = stem.strip(" .") or "berkas"
    return f"{stem[: LONGEST_LABEL - len(extension) - 1]}.{extension}"


def _bare_name(name: str) -> str:
    return tidy_line(name[-_LONGEST_NAME_READ:].replace("\\", "/").rsplit("/", 1)[-1])
