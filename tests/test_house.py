"""The house rules that no single module can keep by itself."""

import re
import subprocess
import sys
from inspect import signature
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from office.guards import Guard

ROOT = Path(__file__).resolve().parent.parent
STREET = ["office", "services", "complaints", "surveys", "outreach"]  # each may lean on those before it
OURS = [config.label for config in apps.get_app_configs() if config.label in STREET]


def views(patterns=None, path=""):
    """Every view of the URL tree with the path that leads to it."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield here, pattern.callback


def committed(*endings):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    files = [ROOT / name for name in listed.split("\0") if name.endswith(endings or ("",))]
    return [path for path in files if path.is_file()]


def test_every_address_declares_who_may_open_it():
    unguarded = [path for path, view in views() if not isinstance(getattr(view, "guard", None), Guard)]

    assert len(list(views())) > 0
    assert unguarded == []


def test_a_guard_names_at_least_one_rule():
    assert [
        path for path, view in views() if isinstance(getattr(view, "guard", None), Guard) and not view.guard.rules
    ] == []


def test_names_of_addresses_are_english_and_paths_are_lower_case():
    wrong = [
        path
        for path, _ in views()
        if re.sub(r"<[^>]*>|\(.*?\)|[\\^$]", "", path) != re.sub(r"<[^>]*>|\(.*?\)|[\\^$]", "", path).lower()
    ]

    assert wrong == []


@pytest.mark.parametrize("model", [model for label in OURS for model in apps.get_app_config(label).get_models()])
def test_relations_point_down_the_street(model):
    here = STREET.index(model._meta.app_label)
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created and field.related_model in apps.get_models():
            label = field.related_model._meta.app_label
            if label in STREET:
                assert STREET.index(label) <= here, f"{model.__name__}.{field.name} leans on {label}"


def test_no_model_hides_work_in_save_or_delete():
    hidden = [
        f"{model.__name__}.{verb}"
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        for verb in ("save", "delete", "full_clean")
        if verb in vars(model)
    ]

    assert hidden == []


def test_nobody_listens_to_signals():
    pattern = re.compile(r"@receiver|\.connect\(\s*\w+,\s*sender|from django\.db\.models\.signals|django\.dispatch")
    listening = [
        str(path.relative_to(ROOT)) for path in committed(".py") if _is_code(path) and pattern.search(path.read_text())
    ]

    assert listening == []


def test_imports_go_one_way():
    linted = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )

    assert linted.returncode == 0, linted.stdout[-3000:]


def test_the_clock_is_read_at_the_edge_only():
    """`timezone.now()` stands in views, tasks, the API, middleware and commands; below them time is an argument."""
    edge = re.compile(r"(views|tasks|management|middleware|api|forms|navigation)(/|\.py)")
    clock = re.compile(
        r"timezone\.now\(|datetime\.now\(|date\.today\(|localdate\(\)|localtime\(\)|(?<!date)time\.time\("
    )
    reading = [
        str(path.relative_to(ROOT)) for path in committed(".py") if _is_code(path) and clock.search(path.read_text())
    ]

    assert [path for path in reading if not edge.search(path)] == []


def test_beat_asks_only_for_work_that_a_worker_knows():
    """A name that nobody registered is thrown away with a line in the log: the work would never be done."""
    from config.celery import app

    app.loader.import_default_modules()

    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


def test_work_on_the_clock_is_asked_for():
    """The other way round: every task without arguments is on beat's list."""
    from config.celery import app

    app.loader.import_default_modules()
    ours = {
        name
        for name, task in app.tasks.items()
        if name.startswith(tuple(STREET)) and not signature(task.run).parameters
    }

    assert ours == {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}


def test_every_module_opens_with_a_sentence():
    files = [path for path in committed(".py") if _is_code(path) and "/migrations/" not in str(path)]
    silent = [
        str(path.relative_to(ROOT))
        for path in files
        if path.stat().st_size and not path.read_text().lstrip().startswith(('"""', "#!"))
    ]

    assert silent == []


@pytest.mark.parametrize("what, pattern", [
    ("a package registry's address", r"pypi\.(?:org|io)|pythonhosted|registry\.npmjs|deb\.debian\.org|archive\.ubuntu|--(?:extra-)?index-url[ =]\S|ghcr\.io|docker\.io"),
    ("a path of somebody's machine", r"(?<![\w.])/(?:work/(?:main|shared)|root/\.|home/\w+/)"),
    ("a private key", r"-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----\n[A-Za-z0-9+/=]{20}"),
])  # fmt: skip
def test_no_committed_file_names(what, pattern):
    """What belongs to one machine or one network stays out of the repository."""
    search = re.compile(pattern.encode())
    mine = Path(__file__)
    named = [str(path.relative_to(ROOT)) for path in committed() if path != mine and search.search(path.read_bytes())]

    assert named == [], f"{what} stands in {named}"


def test_every_folder_of_tests_is_a_package():
    """Without __init__.py tests/services would hide the app of the same name."""
    folders = {path.parent for path in committed(".py") if path.is_relative_to(ROOT / "tests")}

    assert [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_pages_carry_no_inline_script_or_style_and_name_no_foreign_host():
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>|<style|\sstyle=\"|\son\w+=\"|\ssrc=\"(?:https?:)?//|<link[^>]*href=\"(?:https?:)?//",
        re.IGNORECASE,
    )
    printed = {"letters", "posters", "documents"}  # read by WeasyPrint, never by a browser
    pages = [
        path for path in committed(".html") if path.is_relative_to(ROOT / "templates") and not printed & set(path.parts)
    ]

    assert [str(path.relative_to(ROOT)) for path in pages if inline.search(path.read_text(encoding="utf-8"))] == []


def _is_code(path):
    return path.relative_to(ROOT).parts[0] in {"config", *STREET}
