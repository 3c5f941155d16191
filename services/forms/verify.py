"""The code of a letter, or the letter's file, as a visitor gives it."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

LARGEST = 10 * 1024 * 1024
SIZE_TEXT = "10 MB"


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Kode surat", max_length=100, help_text="13 huruf dan angka di bawah gambar QR, contoh K7QM-2X9D-PA4TC",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "input--16", "spellcheck": "false"}),
        error_messages={"required": "Isi kode surat yang tertulis di bawah gambar QR"},
    )  # fmt: skip


class FileForm(forms.Form):
    file = forms.FileField(
        label="Berkas PDF surat", help_text=f"PDF asli yang Anda terima, paling besar {SIZE_TEXT}. Hasil pindai atau foto tidak bisa dicek.",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
        error_messages={"required": "Pilih berkas PDF surat", "empty": "Berkas ini kosong. Pilih PDF surat yang asli"},
    )  # fmt: skip

    def clean_file(self) -> bytes:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise ValidationError(f"Berkas terlalu besar. Paling besar {SIZE_TEXT}")
        return file.read()
