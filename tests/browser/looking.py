"""Looking at a page as a person and as axe would: it answered, nothing broke, nothing came from elsewhere."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request

_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class Looker:
    """A page and what went wrong on it so far."""

    def __init__(self, page: Page, shots: Path | None = None) -> None:
        self.page, self.shots = page, shots
        self.troubles: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("request", self._watch)

    def _hear(self, message: ConsoleMessage) -> None:
        # A refused form answers 4xx on purpose; Chromium reports that as an error, too.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(f"console: {message.text}")

    def _watch(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host not in {None, "localhost", "127.0.0.1"} and not request.url.startswith(("data:", "blob:")):
            self.troubles.append(f"foreign host: {request.url}")

    def open(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status < 400, f"{path} answered {answer.status}"

    def settle(self) -> None:
        """Waits until the page is whole: a click returns when the answer has begun, and half a page has no heading."""
        self.page.locator("main").wait_for()
        self.page.wait_for_load_state("load")

    def look(self, name: str) -> None:
        """Axe finds nothing, nothing is wider than the screen, no error was heard; keeps a picture when SHOTS is set."""
        self.settle()
        if self.shots:
            self.shots.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=self.shots / f"{name}.png", full_page=True)
        found = Axe().run(self.page, options=_RULES).response["violations"]
        told = [
            f"{rule['id']}: {rule['help']} → {[node['html'][:160] for node in rule['nodes'][:3]]}" for rule in found
        ]
        assert not told, f"{name}: {told}"
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            f"{name} is wider than the screen"
        )
        assert self.page.locator("h1").count() == 1, f"{name} needs one h1"
        assert not self.troubles, f"{name}: {self.troubles}"

    def log_in(self, username: str, password: str) -> None:
        self.open("/masuk/")
        self.page.get_by_label("Nama pengguna").fill(username)
        self.page.get_by_label("Kata sandi").fill(password)
        self.page.get_by_role("button", name="Masuk").click()
