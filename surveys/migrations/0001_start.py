"""Instruments, periods, answers and their counters; an answer is append-only in the database itself."""

import uuid

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import office.ids
import surveys.scoring

POSTGRES = """
CREATE TRIGGER answer_is_frozen BEFORE UPDATE OR DELETE ON surveys_answer FOR EACH ROW
EXECUTE FUNCTION pendopo_refuse_change();
"""
SQLITE = """
CREATE TRIGGER answer_is_frozen BEFORE UPDATE ON surveys_answer
BEGIN SELECT RAISE(ABORT, 'frozen: UPDATE on surveys_answer'); END;
"""


def freeze(apps, schema_editor):
    schema_editor.execute(POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE, params=None)


def thaw(apps, schema_editor):
    on = " ON surveys_answer" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER answer_is_frozen{on}")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("office", "0003_promises_and_roles"),
        ("services", "0006_objections_and_deliveries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Instrument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="kode")),
                ("version", models.PositiveSmallIntegerField(verbose_name="versi")),
                ("family", models.CharField(help_text="skm, spak, spkp …", max_length=16, verbose_name="jenis survei")),
                ("title", models.CharField(max_length=120, verbose_name="judul")),
                ("regulation", models.CharField(max_length=120, verbose_name="dasar")),
                ("definition", models.JSONField(verbose_name="definisi")),
                ("created_at", models.DateTimeField(verbose_name="dibuat")),
            ],
            options={
                "verbose_name": "instrumen",
                "verbose_name_plural": "instrumen",
                "constraints": [models.UniqueConstraint(fields=("code", "version"), name="instrument_version_once")],
            },
        ),
        migrations.CreateModel(
            name="Period",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("family", models.CharField(max_length=16, verbose_name="jenis survei")),
                ("title", models.CharField(max_length=80, verbose_name="nama periode")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("quarter", "Triwulan"),
                            ("semester", "Semester"),
                            ("year", "Tahun"),
                            ("other", "Lainnya"),
                        ],
                        max_length=8,
                        verbose_name="jenis periode",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(verbose_name="sampai")),
                (
                    "policy",
                    models.CharField(
                        choices=[
                            ("exact", "bobot tepat 1/k"),
                            ("w0111", "bobot dibulatkan tiga desimal (0,111 untuk 9 unsur)"),
                        ],
                        default=surveys.scoring.Policy["EXACT"],
                        max_length=8,
                        verbose_name="cara membobot",
                    ),
                ),
                (
                    "pooling",
                    models.CharField(
                        choices=[("respondents", "gabungan semua responden"), ("services", "rata-rata nilai layanan")],
                        default=surveys.scoring.Pooling["RESPONDENTS"],
                        max_length=12,
                        verbose_name="cara menggabung",
                    ),
                ),
                ("order", models.JSONField(default=list, verbose_name="urutan unsur")),
                (
                    "users",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="pengguna layanan periode lalu"),
                ),
                (
                    "target",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="responden yang diperlukan"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Disiapkan"), ("open", "Berjalan"), ("closed", "Ditutup")],
                        default="draft",
                        max_length=8,
                        verbose_name="keadaan",
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True, verbose_name="dibuka")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="ditutup")),
                ("promises", models.TextField(blank=True, max_length=2000, verbose_name="yang kami perbaiki")),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="periods", to="surveys.instrument"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="survey_periods", to="office.office"
                    ),
                ),
            ],
            options={
                "verbose_name": "periode survei",
                "verbose_name_plural": "periode survei",
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.UUIDField(default=office.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "source",
                    models.CharField(
                        choices=[("paper", "Kertas"), ("import", "Impor lembar")], max_length=8, verbose_name="asal"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="nama")),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="lembar")),
                ("entered_at", models.DateTimeField(verbose_name="dicatat")),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="batches", to="surveys.period"
                    ),
                ),
            ],
            options={
                "verbose_name": "tumpukan lembar survei",
                "verbose_name_plural": "tumpukan lembar survei",
            },
        ),
        migrations.CreateModel(
            name="PrintedResult",
            fields=[
                ("id", models.UUIDField(default=office.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("family", models.CharField(max_length=16, verbose_name="jenis survei")),
                ("title", models.CharField(max_length=80, verbose_name="nama periode")),
                ("starts_on", models.DateField(verbose_name="mulai")),
                ("ends_on", models.DateField(verbose_name="sampai")),
                (
                    "scale",
                    models.CharField(
                        choices=[("nrr", "NRR 1–4"), ("index", "Nilai 25–100")], max_length=8, verbose_name="skala"
                    ),
                ),
                (
                    "policy",
                    models.CharField(
                        choices=[
                            ("exact", "bobot tepat 1/k"),
                            ("w0111", "bobot dibulatkan tiga desimal (0,111 untuk 9 unsur)"),
                        ],
                        default=surveys.scoring.Policy["EXACT"],
                        max_length=8,
                        verbose_name="cara membobot",
                    ),
                ),
                (
                    "values",
                    models.JSONField(
                        help_text="Angka sebagai teks, dengan titik desimal", verbose_name="nilai per unsur"
                    ),
                ),
                ("respondents", models.PositiveIntegerField(blank=True, null=True, verbose_name="responden")),
                (
                    "printed_index",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="nilai yang tercetak"
                    ),
                ),
                ("printed_class", models.CharField(blank=True, max_length=24, verbose_name="mutu yang tercetak")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="sumber")),
                ("imported_at", models.DateTimeField(verbose_name="diimpor")),
                (
                    "imported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.instrument"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="printed_results", to="office.office"
                    ),
                ),
            ],
            options={
                "verbose_name": "hasil cetakan",
                "verbose_name_plural": "hasil cetakan",
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("office", "Kantor"),
                            ("service", "Layanan"),
                            ("counter", "Loket"),
                            ("rw_day", "Kantor di RW"),
                            ("complaint", "Pengaduan"),
                        ],
                        max_length=10,
                        verbose_name="jenis",
                    ),
                ),
                ("label", models.CharField(max_length=120, verbose_name="nama")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="survey_subjects", to="office.office"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="survey_subjects",
                        to="services.service",
                    ),
                ),
            ],
            options={
                "verbose_name": "yang dinilai",
                "verbose_name_plural": "yang dinilai",
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=1000, verbose_name="saran")),
                ("said_on", models.DateField(verbose_name="tanggal")),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "Belum dibaca"), ("shown", "Boleh tampil"), ("hidden", "Disembunyikan")],
                        default="new",
                        max_length=6,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="surveys.period"
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "saran",
                "verbose_name_plural": "saran",
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "client_key",
                    models.CharField(
                        help_text="Sidik jari kiriman: kiriman ulang tidak dihitung", max_length=64, unique=True
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("ticket", "Tautan sekali pakai"),
                            ("qr", "QR atau laman"),
                            ("kiosk", "Kios di loket"),
                            ("paper", "Kertas"),
                            ("import", "Impor lembar"),
                        ],
                        max_length=8,
                        verbose_name="asal",
                    ),
                ),
                ("is_verified", models.BooleanField(verbose_name="lewat tautan sekali pakai")),
                ("answered_on", models.DateField(verbose_name="tanggal")),
                ("top", models.PositiveSmallIntegerField(default=4)),
                ("scores", models.CharField(max_length=40, verbose_name="nilai")),
                (
                    "age_group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0-16", "Di bawah 17"),
                            ("17-25", "17–25"),
                            ("26-40", "26–40"),
                            ("41-60", "41–60"),
                            ("61+", "Di atas 60"),
                        ],
                        max_length=8,
                        verbose_name="umur",
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("p", "Perempuan"), ("l", "Laki-laki")],
                        max_length=1,
                        verbose_name="jenis kelamin",
                    ),
                ),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "Tidak sekolah"),
                            ("sd", "SD"),
                            ("smp", "SMP"),
                            ("sma", "SMA atau SMK"),
                            ("diploma", "Diploma"),
                            ("s1", "Sarjana (S1)"),
                            ("s2", "S2 atau S3"),
                        ],
                        max_length=8,
                        verbose_name="pendidikan",
                    ),
                ),
                (
                    "occupation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("farmer", "Petani atau nelayan"),
                            ("labourer", "Buruh"),
                            ("trader", "Wiraswasta"),
                            ("employee", "Karyawan swasta"),
                            ("civil", "PNS, TNI, Polri"),
                            ("student", "Pelajar atau mahasiswa"),
                            ("household", "Mengurus rumah tangga"),
                            ("other", "Lainnya"),
                        ],
                        max_length=12,
                        verbose_name="pekerjaan",
                    ),
                ),
                ("is_burst", models.BooleanField(default=False, verbose_name="beruntun")),
                ("is_straight", models.BooleanField(default=False, verbose_name="nilai sama semua")),
                ("is_own_network", models.BooleanField(default=False, verbose_name="dari jaringan kantor")),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="surveys.batch",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="surveys.period",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="surveys.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "jawaban survei",
                "verbose_name_plural": "jawaban survei",
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_verified", models.BooleanField(verbose_name="lewat tautan sekali pakai")),
                ("respondents", models.PositiveIntegerField(default=0, verbose_name="dihitung")),
                ("excluded", models.PositiveIntegerField(default=0, verbose_name="dikeluarkan")),
                ("flagged", models.PositiveIntegerField(default=0, verbose_name="ditandai")),
                ("changed_at", models.DateTimeField(verbose_name="terakhir berubah")),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tallies", to="surveys.period"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tallies", to="surveys.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "jumlah jawaban",
                "verbose_name_plural": "jumlah jawaban",
            },
        ),
        migrations.CreateModel(
            name="TallyScore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unsur", models.CharField(max_length=24, verbose_name="unsur")),
                ("n", models.PositiveIntegerField(default=0, verbose_name="jawaban terisi")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="jumlah nilai")),
                (
                    "tally",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="surveys.tally"
                    ),
                ),
            ],
            options={
                "verbose_name": "jumlah nilai",
                "verbose_name_plural": "jumlah nilai",
            },
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                ("id", models.UUIDField(default=office.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("family", models.CharField(default="skm", max_length=16)),
                ("token_index", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("is_spent", models.BooleanField(default=False)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.subject"
                    ),
                ),
            ],
            options={
                "verbose_name": "tautan survei",
                "verbose_name_plural": "tautan survei",
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=24, verbose_name="unsur")),
                ("question", models.CharField(max_length=200, verbose_name="pertanyaan")),
                ("options", models.JSONField(default=list, verbose_name="pilihan jawaban")),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="wordings", to="surveys.instrument"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.office"
                    ),
                ),
            ],
            options={
                "verbose_name": "kalimat survei",
                "verbose_name_plural": "kalimat survei",
            },
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300, verbose_name="alasan")),
                ("asked_at", models.DateTimeField(verbose_name="diusulkan")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="diputus")),
                ("is_excluded", models.BooleanField(default=False, verbose_name="dikeluarkan")),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exclusion", to="surveys.answer"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "jawaban yang dikeluarkan",
                "verbose_name_plural": "jawaban yang dikeluarkan",
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at", None)), fields=["asked_at"], name="exclusion_waiting"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="exclusion_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("is_excluded", False)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="exclusion_decision_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", models.F("asked_by")), _negated=True),
                        name="exclusion_by_two_people",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="period",
            index=models.Index(fields=["office", "family", "starts_on"], name="period_of_office"),
        ),
        migrations.AddConstraint(
            model_name="period",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("office", "family"), name="period_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="period",
            constraint=models.UniqueConstraint(fields=("office", "family", "title"), name="period_title_once"),
        ),
        migrations.AddConstraint(
            model_name="period",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="period_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="period",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("opened_at", None), ("state", "draft")),
                    models.Q(("closed_at", None), ("opened_at__isnull", False), ("state", "open")),
                    models.Q(("closed_at__isnull", False), ("opened_at__isnull", False), ("state", "closed")),
                    _connector="OR",
                ),
                name="period_state_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sha256", ""), _negated=True), fields=("period", "sha256"), name="batch_file_once"
            ),
        ),
        migrations.AddIndex(
            model_name="printedresult",
            index=models.Index(fields=["office", "family", "starts_on"], name="printed_of_office"),
        ),
        migrations.AddConstraint(
            model_name="printedresult",
            constraint=models.UniqueConstraint(fields=("office", "family", "title"), name="printed_title_once"),
        ),
        migrations.AddConstraint(
            model_name="printedresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="printed_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.UniqueConstraint(fields=("office", "service"), name="subject_service_once"),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.UniqueConstraint(
                condition=models.Q(("service", None)), fields=("office", "kind", "label"), name="subject_label_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "service"), ("service__isnull", False)),
                    models.Q(models.Q(("kind", "service"), _negated=True), ("service", None)),
                    _connector="OR",
                ),
                name="subject_service_by_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="remark",
            index=models.Index(fields=["period", "state", "id"], name="remark_of_period"),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="remark_says_something"
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["period", "subject", "is_verified"], name="answer_of_period"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                condition=models.Q(
                    ("is_burst", True), ("is_straight", True), ("is_own_network", True), _connector="OR"
                ),
                fields=["period", "id"],
                name="answer_flagged",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_verified", True), ("source", "ticket")),
                    models.Q(models.Q(("source", "ticket"), _negated=True), ("is_verified", False)),
                    _connector="OR",
                ),
                name="answer_verified_by_ticket",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("batch__isnull", False), ("source__in", ["paper", "import"])),
                    models.Q(models.Q(("source__in", ["paper", "import"]), _negated=True), ("batch", None)),
                    _connector="OR",
                ),
                name="answer_batch_by_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("top__gte", 2), ("top__lte", 9)), name="answer_scale"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func(
                        models.F("scores"),
                        django.db.models.functions.text.Substr(
                            models.Value("-123456789"),
                            1,
                            django.db.models.expressions.CombinedExpression(models.F("top"), "+", models.Value(1)),
                        ),
                        function="LTRIM",
                        output_field=models.CharField(),
                    ),
                    models.Value(""),
                ),
                name="answer_within_scale",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=django.db.models.expressions.NegatedExpression(
                    django.db.models.lookups.Exact(
                        models.Func(
                            models.F("scores"), models.Value("-"), function="LTRIM", output_field=models.CharField()
                        ),
                        models.Value(""),
                    )
                ),
                name="answer_is_not_blank",
            ),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(fields=("period", "subject", "is_verified"), name="tally_once"),
        ),
        migrations.AddConstraint(
            model_name="tallyscore",
            constraint=models.UniqueConstraint(fields=("tally", "unsur"), name="tally_unsur_once"),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.UniqueConstraint(fields=("office", "instrument", "key"), name="wording_once"),
        ),
        migrations.RunPython(freeze, thaw, elidable=False),
    ]
