"""Tags and filters of the pages: what they write into the HTML."""

from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template

from office.templatetags.icons import ICONS

AT = datetime(2026, 11, 25, 9, 5, tzinfo=UTC)


def render(source: str, **context: object) -> str:
    return Template("{% load portal %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_icon_is_hidden_from_screen_readers(name):
    svg = render("{% icon name %}", name=name)

    assert svg.startswith('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><')
    assert svg.endswith(("/></svg>", "</g></svg>"))


def test_an_icon_with_a_label_is_read_aloud_and_escaped():
    svg = render("{% icon 'alert' label=words class='icon--filled' %}", words='Lewat "batas"')

    assert 'class="icon icon--filled"' in svg
    assert 'role="img" aria-label="Lewat &quot;batas&quot;"' in svg
    assert "aria-hidden" not in svg


def test_an_unknown_icon_fails_loudly():
    with pytest.raises(KeyError):
        render("{% icon 'dragon' %}")


@pytest.mark.parametrize(
    "source, text",
    [
        ("{{ at|clock }}", "09.05"),
        ("{{ at|long_date }}", "Rabu 25 November 2026"),
        ("{{ at|short_date }}", "25 Nov 2026"),
        ("{{ at|plain_date }}", "25 November 2026"),
        ("{{ at|date_time }}", "25 November 2026, 09.05"),
        ("{{ at|month_year }}", "November 2026"),
        ("{{ nothing|clock }}{{ nothing|long_date }}{{ nothing|date_time }}", ""),
        ("{{ 10000|rupiah }} {{ 0|rupiah }}", "Rp10.000 Gratis"),
        ("{{ 86.41|decimal_id }} {{ nothing|decimal_id }}", "86,41"),
        ("{{ 1284|thousands }}", "1.284"),
        ("{{ 412000|file_size }}", "412 KB"),
        ("{{ '3516000000000004'|mask_nik }} {{ nothing|mask_nik }}", "3516 •••• •••• 0004 ••••"),
        ("{{ '6281200001234'|mask_phone }}", "0812••••1234"),
        ("{{ '6281200001234'|phone_local }}", "0812 0000 1234"),
        ("{{ '0812-0000-1234'|wa_number }}{{ '(0321) 000-000'|wa_number }}", "6281200001234"),
        (
            "{{ '(0321) 000-000'|tel_number }} {{ '+62 812 1'|tel_number }} {{ '112'|tel_number }}",
            "+62321000000 +628121 112",
        ),
        ("{{ 'Dwi Hartanto'|initials }}{{ nothing|initials }}", "DH"),
        ("{{ 'wilis'|theme_color }} {{ 'wilis'|theme_file }}", "#0a302c css/themes/wilis.css"),
        ("{{ 'nila'|theme_file }}{{ nothing|theme_file }}{{ '../x'|theme_file }}{{ '../x'|theme_color }}", "#101f3f"),
        ("{{ 'success'|notice_icon }} {{ 'danger'|notice_icon }} {{ ''|notice_icon }}", "check alert info"),
        ("{{ 'extra error'|message_kind }} {{ 'success'|message_kind }}{{ 'info'|message_kind }}", "danger success"),
    ],
)
def test_filters_write_what_people_read(source, text):
    assert render(source, at=AT, nothing=None) == text


@pytest.mark.parametrize(
    "minutes, state, text",
    [(42, "ok", "Sisa 42 menit"), (11, "soon", "Sisa 11 menit"), (-14, "overdue", "Lewat 14 menit")],
)
def test_time_left_shows_icon_word_and_seconds_for_the_browser(minutes, state, text):
    html = render("{% remaining due at name='Siti Rohmah' %}", due=AT + timedelta(minutes=minutes), at=AT)

    assert f'class="remaining remaining--{state}"' in html
    assert f'data-remaining="{minutes * 60}" data-name="Siti Rohmah"' in html
    assert "<svg" in html
    assert f"<span data-text>{text}</span>" in html


def test_a_paused_clock_does_not_count_on():
    html = render("{% remaining due at paused=True %}{% remaining None at %}", due=AT, at=AT)

    assert "Waktu dijeda" in html
    assert "Belum berjalan" in html
    assert "data-remaining" not in html


class Form(forms.Form):
    name = forms.CharField(error_messages={"required": "Isi nama lengkap sesuai KTP"})
    way = forms.ChoiceField(
        choices=[("pdf", "PDF"), ("loket", "Loket")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih cara menerima"},
    )

    def clean(self):
        raise forms.ValidationError("Permohonan yang sama sudah masuk hari ini")


def test_the_error_summary_links_every_error_to_its_control_in_the_same_words():
    html = render("{% include 'parts/error_summary.html' %}", form=Form({}))

    assert "Ada 3 hal yang perlu diperbaiki" in html
    assert "<li>Permohonan yang sama sudah masuk hari ini</li>" in html
    assert '<a href="#id_name">Isi nama lengkap sesuai KTP</a>' in html
    assert '<a href="#id_way_0">Pilih cara menerima</a>' in html


def test_the_error_summary_is_absent_without_errors_and_counts_over_several_forms():
    assert render("{% include 'parts/error_summary.html' %}", form=Form()) == ""
    assert render("{% include 'parts/error_summary.html' %}") == ""
    assert "Ada 6 hal" in render("{% include 'parts/error_summary.html' %}", forms=[Form({}), Form({}, prefix="b")])
