"""Every class a template uses is styled somewhere (or is a hook of a script): a guessed name looks like nothing at all."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Set by scripts or read by them only; documents have their own style sheets.
HOOKS = {"plain"}  # a list without bullets: `ul[class]` does it, whatever the class


def styled() -> set[str]:
    sheets = [path.read_text() for path in (ROOT / "static" / "css").rglob("*.css")]
    return set(re.findall(r"\.(-?[_a-zA-Z][\w-]*)", "\n".join(sheets)))


def used(path: Path) -> set[str]:
    text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "\0", path.read_text(), flags=re.DOTALL)
    words = " ".join(re.findall(r'class="([^"]*)"', text)).split()
    return {word for word in words if "\0" not in word and re.fullmatch(r"[a-z][\w-]*", word)}


def test_every_class_in_a_page_is_styled():
    pages = [path for path in (ROOT / "templates").rglob("*.html") if not {"documents", "letters"} & set(path.parts)]
    known = styled() | HOOKS
    unknown = {str(path.relative_to(ROOT)): sorted(used(path) - known) for path in pages if used(path) - known}
    assert unknown == {}
