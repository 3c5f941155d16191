"""When a block of a template is printed: conditions as data, never as code."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

_OPERATORS: dict[str, Callable[[str, Any], bool]] = {
    "present": lambda value, wanted: bool(value) is wanted,
    "is": lambda value, wanted: value == wanted,
    "in": lambda value, wanted: value in wanted,
}
_GROUPS: dict[str, Callable[[Iterator[bool]], bool]] = {"all": all, "any": any}
_DEEPEST = 3


def holds(condition: Mapping[str, Any] | None, read: Callable[[str], str]) -> bool:
    """Whether the block is printed; `read` gives a field as text, empty when nothing was filled in."""
    if not condition:
        return True
    for name, join in _GROUPS.items():
        if name in condition:
            return join(holds(part, read) for part in condition[name])
    operator = next(name for name in _OPERATORS if name in condition)
    return _OPERATORS[operator](read(condition["field"]), condition[operator])


def fields_of(condition: Mapping[str, Any] | None) -> Iterator[str]:
    for part in _parts(condition or {}):
        if "field" in part:
            yield part["field"]


def condition_problems(condition: object, depth: int = 1) -> Iterator[str]:
    """What an office editor must change, in Indonesian."""
    if not isinstance(condition, dict):
        yield "Syarat tampil harus berisi isian dan nilainya"
        return
    group = next((name for name in _GROUPS if name in condition), None)
    if group is None:
        yield from _single_problems(condition)
    elif len(condition) != 1 or not isinstance(condition[group], list) or not condition[group] or depth >= _DEEPEST:
        yield "Gabungan syarat tampil harus berupa daftar, paling dalam 2 tingkat"
    else:
        for part in condition[group]:
            yield from condition_problems(part, depth + 1)


def _single_problems(condition: Mapping[str, Any]) -> Iterator[str]:
    operators = [name for name in _OPERATORS if name in condition]
    if not isinstance(condition.get("field"), str) or len(operators) != 1 or len(condition) != 2:
        yield 'Syarat tampil berisi satu "field" dan satu dari "present", "is", "in"'
        return
    wanted = condition[operators[0]]
    fits = {"present": isinstance(wanted, bool), "is": isinstance(wanted, str), "in": _is_words(wanted)}
    if not fits[operators[0]]:
        yield f'Nilai "{operators[0]}" pada syarat tampil tidak cocok'


def _is_words(wanted: object) -> bool:
    return isinstance(wanted, list) and bool(wanted) and all(isinstance(word, str) for word in wanted)


def _parts(condition: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield condition
    for name in _GROUPS:
        for part in condition.get(name, ()):
            yield from _parts(part)
