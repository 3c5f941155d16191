"""Keeping complaint settings in Chromium: every page as a person and axe see it, and an officer who is seated."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from complaints.models import Category
from tests.browser.looking import Looker
from tests.complaints.making import agency, ready_office
from tests.people import PASSWORD, dewi

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
HOME = "/petugas/kemlagi/aturan-pengaduan"


def test_a_dinas_gets_its_officer_and_every_list_is_kept(people):
    ready_office()
    dewi()
    desk = people.at_desk()
    desk.log_in("dewi", PASSWORD)
    desk.settle()
    _look_at_the_lists(desk)
    page = desk.page
    page.get_by_role("link", name="Tambah petugas").click()
    page.locator("#new_username").fill("wawan")
    page.get_by_role("button", name="Daftarkan dan tugaskan").click()
    desk.look("keep-seat-refused")
    expect(page.locator("#new_username")).to_have_value("wawan")
    page.locator("#new_name").fill("Wawan Setiawan")
    page.get_by_role("button", name="Daftarkan dan tugaskan").click()
    desk.look("keep-link")
    expect(page.locator(".code--wrap")).to_contain_text("http")
    page.get_by_role("link", name="Selesai").click()
    desk.settle()
    expect(page.get_by_text("Wawan Setiawan").first).to_be_visible()
    desk.look("keep-agency-with-officer")


def _look_at_the_lists(desk: Looker) -> None:
    topic = Category.objects.filter(children__isnull=False).first()
    for name, path in {
        "rules": "", "settings": "umum/", "limits": "batas-waktu/", "limit-new": "batas-waktu/baru/", "topics": "kategori/",
        "topic": f"kategori/{topic.pk}/", "agencies": "dinas/", "agency": f"dinas/{agency().pk}/",
    }.items():  # fmt: skip
        desk.open(f"{HOME}/{path}")
        desk.look(f"keep-{name}")
