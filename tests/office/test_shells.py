"""The shells of all pages and the error pages: what each must carry, with and without an office."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

OFFICE = SimpleNamespace(
    name="Kecamatan Kemlagi", region_name="Kabupaten Mojokerto", home_url="/kemlagi/", theme="wilis", phone="(0321) 000-000",
    whatsapp="6281200001234", address="Jalan Raya Kemlagi 1", postcode="61353", hours_text="Senin–Kamis 08.00–15.00", emblem_url="",
)  # fmt: skip
NAV = [
    {"label": "Antrean", "url": "/a", "current": True, "icon": "list", "badge": 3},
    {"label": "Arsip", "url": "/b", "current": False, "icon": "history", "badge": "", "wide": True},
]
SHELLS = ["base/public.html", "base/public_aside.html", "base/staff.html", "base/plain.html"]
ERRORS = ["400", "403", "403_csrf", "404", "413", "429", "500", "503"]


class Form(forms.Form):
    name = forms.CharField(error_messages={"required": "Isi nama lengkap sesuai KTP"})


def render(template: str, **context: object) -> str:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return render_to_string(template, context, request=request)


def title(html: str) -> str:
    return html.split("<title>")[1].split("</title>")[0]


@pytest.mark.parametrize("template", SHELLS + [f"{code}.html" for code in ERRORS])
@pytest.mark.parametrize("context", [{}, {"office": OFFICE, "nav": NAV}], ids=["bare", "office"])
def test_every_page_has_language_skip_link_one_main_and_nothing_inline(template, context):
    html = render(template, **context)

    assert html.lstrip().startswith("<!doctype html>")
    assert '<html lang="id">' in html
    assert html.index('class="skip-link" href="#main"') < html.index('id="main"')
    assert html.count("<main ") == 1
    assert "style=" not in html
    assert "<style" not in html
    assert re.findall(r"<script(?![^>]* src=)", html) == []
    assert re.findall(r"\son\w+=", html) == []


@pytest.mark.parametrize("template", SHELLS)
def test_a_page_keeps_its_address_from_other_hosts_and_still_posts_forms(template):
    """no-referrer would make browsers send "Origin: null" with a form, which Django's CSRF check refuses."""
    assert '<meta name="referrer" content="same-origin">' in render(template)


def test_the_title_names_page_and_office_and_says_when_there_are_errors():
    assert (
        title(render("base/public.html", page_title="Data pemohon", office=OFFICE))
        == "Data pemohon – Kecamatan Kemlagi"
    )
    assert title(render("base/public.html", page_title="Data pemohon", form=Form({}))) == "Galat: Data pemohon"
    assert title(render("base/public.html", page_title="Data pemohon", form=Form())) == "Data pemohon"
    assert title(render("base/public.html", page_title="Data pemohon", page_has_errors=True)) == "Galat: Data pemohon"


def test_the_office_stands_in_header_and_footer_with_its_colours():
    html = render("base/public.html", office=OFFICE, nav=NAV)

    assert '<meta name="theme-color" content="#0a302c">' in html
    assert html.index("css/components.css") < html.index("css/themes/wilis.css")
    assert "<b>Kecamatan Kemlagi</b><span>Kabupaten Mojokerto</span>" in html
    assert "Jalan Raya Kemlagi 1 61353" in html
    assert 'href="tel:+62321000000"' in html
    assert 'href="https://wa.me/6281200001234"' in html
    assert html.count('<a href="/a" aria-current="page">') == 2  # wide menu and phone menu
    assert "noindex" not in html


@pytest.mark.parametrize("template", ["base/staff.html", "base/plain.html"])
def test_pages_behind_a_login_are_not_for_search_engines(template):
    assert '<meta name="robots" content="noindex, nofollow">' in render(template)


def test_staff_see_who_they_are_and_can_always_leave_by_a_post():
    html = render(
        "base/staff.html",
        office=OFFICE,
        nav=NAV,
        person={"name": "Dwi Hartanto", "role": "loket 1"},
        logout_url="/keluar",
    )

    leave = re.search(r'<form class="app__leave" method="post" action="/keluar">.*?</form>', html, re.S).group()
    assert "csrfmiddlewaretoken" in leave
    assert "<span>Keluar</span>" in leave
    assert '<span class="initials" aria-hidden="true">DH</span>' in html
    assert "Dwi Hartanto, loket 1" in html
    assert '<span class="badge">3<span class="sr-only"> perlu tindakan</span></span>' in html
    assert html.count('class="badge"') == 1
    assert '<li class="wide"><a href="/b">' in html


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_has_one_heading_and_says_what_to_do(code):
    html = render(f"{code}.html", code="G-7F3A", retry_minutes=15)
    main = html.split("<main")[1].split("</main>")[0]

    assert main.count("<h1>") == 1
    assert len(re.sub(r"<[^>]*>", "", main).split()) >= 15


def test_the_500_page_shows_the_code_to_tell_and_the_429_page_when_to_return():
    assert '<strong class="code">G-7F3A</strong>' in render("500.html", code="G-7F3A")
    assert "Coba lagi 15 menit lagi." in render("429.html", retry_minutes=15)
    assert "Tunggu beberapa menit" in render("429.html")
