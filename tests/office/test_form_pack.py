"""The crispy pack "portal": order, names and links of what a form shows."""

import re
from types import SimpleNamespace

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Fieldset, Layout, Submit
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.html import format_html


class ApplicantForm(forms.Form):
    nik = forms.CharField(label="NIK", help_text="16 angka <di> KTP", error_messages={"required": "Isi NIK sesuai KTP"})
    reason = forms.CharField(label="Keperluan", required=False, widget=forms.Textarea(attrs={"maxlength": 300}))
    way = forms.ChoiceField(
        label="Cara menerima", help_text="Pilih satu", widget=forms.RadioSelect,
        choices=[("pdf", "PDF"), ("loket", "Ambil di loket")], error_messages={"required": "Pilih cara menerima"},
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label="Bantuan", required=False, widget=forms.CheckboxSelectMultiple, choices=[("a", "Kursi roda")]
    )
    ktp = forms.FileField(
        label="KTP", help_text=format_html('<a href="{}">Contoh</a>', "/contoh"), widget=forms.FileInput
    )
    agree = forms.BooleanField(
        label="Saya menyatakan data ini benar", error_messages={"required": "Centang pernyataan untuk melanjutkan"}
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def render(form: forms.Form) -> str:
    request = RequestFactory().get("/")
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form, "request": request}))


def part(html: str, name: str) -> str:
    """What stands between the wrapper of one field and the next wrapper."""
    return html.split(f'id="div_id_{name}"')[1].split('id="div_id_')[0]


@pytest.fixture
def wrong() -> str:
    return render(ApplicantForm({}))


def test_label_hint_error_and_input_come_in_that_order(wrong):
    nik = part(wrong, "nik")
    places = [nik.index(text) for text in ('for="id_nik"', 'id="id_nik_helptext"', 'id="id_nik_error"', 'name="nik"')]

    assert places == sorted(places)


def test_the_input_points_to_its_hint_and_error_by_ids_that_exist_once(wrong):
    nik = part(wrong, "nik")
    described = re.search(r'<input[^>]*aria-describedby="([^"]*)"', nik).group(1).split()

    assert described == ["id_nik_helptext", "id_nik_error"]
    assert all(wrong.count(f'id="{name}"') == 1 for name in described)
    assert 'aria-invalid="true"' in nik
    assert "Isi NIK sesuai KTP" in nik
    assert '<span class="sr-only">Galat: </span>' in nik


@pytest.mark.parametrize("name, legend", [("way", "Cara menerima"), ("needs", "Bantuan")])
def test_groups_of_choices_stand_in_a_fieldset_with_a_legend(wrong, name, legend):
    html = wrong.split(f'<fieldset id="div_id_{name}"')[1].split("</fieldset>")[0]

    assert f'<legend class="field-group__title">{legend}' in html
    assert f'<label for="id_{name}_0">' in html


def test_a_group_names_its_hint_and_error_on_the_fieldset(wrong):
    start = wrong.split('<fieldset id="div_id_way"')[1].split(">")[0]

    assert 'aria-describedby="id_way_helptext id_way_error"' in start
    assert "Pilih cara menerima" in part(wrong, "way")


def test_optional_fields_say_so_and_required_ones_carry_no_star(wrong):
    assert "(boleh dikosongkan)" in part(wrong, "reason")
    assert "(boleh dikosongkan)" not in part(wrong, "nik")
    assert "*" not in re.sub(r"<[^>]*>", "", wrong)


def test_help_text_is_escaped_unless_it_was_marked_safe(wrong):
    assert "16 angka &lt;di&gt; KTP" in part(wrong, "nik")
    assert '<a href="/contoh">Contoh</a>' in part(wrong, "ktp")


def test_a_textarea_tells_its_limit_and_a_checkbox_its_error(wrong):
    assert '<p class="char-count" id="id_reason_count">Paling banyak 300 huruf</p>' in part(wrong, "reason")
    assert "Centang pernyataan untuk melanjutkan" in part(wrong, "agree")
    assert '<label for="id_agree">Saya menyatakan' in part(wrong, "agree")


def test_the_form_leaves_validation_to_us_and_posts_files(wrong):
    assert re.search(r'<form[^>]*method="post"[^>]*enctype="multipart/form-data"[^>]*novalidate', wrong)
    assert wrong.count('name="token"') == 1
    assert "style=" not in wrong


def test_a_file_field_without_a_file_is_a_plain_input():
    html = part(render(ApplicantForm()), "ktp")

    assert '<div class="upload"><input type="file" name="ktp"' in html
    assert "Ganti" not in html


def test_a_file_already_sent_is_shown_with_name_size_and_a_way_to_replace_it():
    stored = SimpleNamespace(name="ktp <siti>.jpg", size=412_000, url="/berkas/7")
    html = part(render(ApplicantForm(initial={"ktp": stored})), "ktp")

    assert "<b>ktp &lt;siti&gt;.jpg</b><small>412 KB</small>" in html
    assert '<a href="/berkas/7">Lihat' in html
    assert '<summary>Ganti<span class="sr-only"> ktp</span></summary>' in html
    assert re.search(r'<input type="file" name="ktp"(?![^>]*required)', html)


def test_a_layout_of_fieldset_and_buttons_uses_our_classes():
    form = ApplicantForm()
    form.helper = FormHelper()
    form.helper.layout = Layout(
        Fieldset("Data pemohon", "nik"),
        ButtonHolder(Submit("send", "Kirim permohonan"), Submit("keep", "Simpan", css_class="secondary")),
    )
    html = render(form)

    assert '<legend class="field-group__title field-group__title--heading">Data pemohon</legend>' in html
    assert re.search(r'<button type="submit" name="send" value="Kirim permohonan" class="button"', html)
    assert re.search(r'name="keep" value="Simpan" class="button button--secondary"', html)
