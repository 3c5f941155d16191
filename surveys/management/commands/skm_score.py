"""manage.py skm_score FILE: the index of a sheet of answers, or of printed unsur values, with every rejected row."""

import json
import sys
from io import BytesIO
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from office.tables import BadTable, path_rows, rows_of
from surveys.headings import Reader
from surveys.instruments import SKM, BadInstrument, shipped
from surveys.scored_files import as_data, as_text, score_rows
from surveys.scoring import Policy


class Command(BaseCommand):
    help = "Menghitung IKM dari lembar jawaban (satu baris per responden) atau dari nilai unsur yang tercetak."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", help="CSV atau XLSX; - untuk masukan baku")
        parser.add_argument("--policy", choices=[policy.value for policy in Policy], help="exact (bawaan) atau w0111")
        parser.add_argument("--json", action="store_true", help="Hasil sebagai JSON")
        parser.add_argument("--instrument", default=SKM, help=f"Kode instrumen, bawaan {SKM}")
        parser.add_argument("--order", default="", help="Urutan unsur untuk U1…Uk: kunci dipisah koma")
        parser.add_argument("--column", default="", help="Kolom nilai bila tabel cetakan punya beberapa")
        parser.add_argument(
            "--words", action="store_true", help="Terima juga jawaban berupa kata, contoh Sangat sesuai"
        )
        kind = parser.add_mutually_exclusive_group()
        kind.add_argument("--printed", action="store_true", default=None, help="Anggap nilai tercetak")
        kind.add_argument("--answers", action="store_false", dest="printed", help="Anggap lembar jawaban")

    def handle(self, *args, **options):
        try:
            scored = self._scored(options)
        except (BadTable, BadInstrument) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_data(scored), ensure_ascii=False, indent=2))
        else:
            for line in as_text(scored):
                self.stdout.write(line)
        if scored.result.index is None:
            raise CommandError("Tidak ada satu jawaban pun yang bisa dihitung.")

    def _scored(self, options):
        instrument = shipped(options["instrument"])
        order = self._order(options["order"], instrument)
        rating = Reader(instrument, order).rate
        name = options["file"]
        rows = rows_of(BytesIO(sys.stdin.buffer.read()), rating) if name == "-" else path_rows(Path(name), rating)
        policy = Policy(options["policy"] or instrument.policy)
        return score_rows(
            rows, instrument, policy=policy, order=order, words=options["words"], printed=options["printed"],
            column=options["column"],
        )  # fmt: skip

    def _order(self, text, instrument):
        keys = tuple(key.strip() for key in text.split(",") if key.strip())
        if keys and sorted(keys) != sorted(instrument.keys):
            raise CommandError(f"--order harus memuat setiap unsur satu kali: {','.join(instrument.keys)}")
        return keys
