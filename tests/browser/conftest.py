"""Debian's Chromium against a live server with real rows; axe on every page that is looked at."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.looking import Looker

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing: apt-get install chromium")
        pytest.skip("Chromium is missing: apt-get install chromium")
    return path


@pytest.fixture(scope="module")  # its event loop must end before other modules run theirs
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield launched
        launched.close()


class People:
    """Opens a profile per person: phones are 390 px wide, desks 1280."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self.contexts: list[BrowserContext] = []

    def with_phone(self, *, javascript: bool = True) -> Looker:
        return self._open(PHONE, javascript)

    def at_desk(self, *, javascript: bool = True) -> Looker:
        return self._open(DESK, javascript)

    def _open(self, size: dict[str, int], javascript: bool) -> Looker:
        context = self.browser.new_context(
            base_url=self.base,
            viewport=size,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            java_script_enabled=javascript,
            accept_downloads=True,
        )
        context.set_default_timeout(60_000)
        self.contexts.append(context)
        page: Page = context.new_page()
        return Looker(page, Path(os.environ["SHOTS"]) if os.environ.get("SHOTS") else None)

    def leave(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def people(browser: Browser, live_server, transactional_db) -> Iterator[People]:
    """Whoever takes part, each with an own browser profile."""
    crowd = People(browser, live_server.url)
    yield crowd
    crowd.leave()
