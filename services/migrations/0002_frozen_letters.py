"""An issued letter's content, number, signer and bytes never change again, whoever asks the database."""

from django.db import migrations

FROZEN = (
    "content",
    "content_hash",
    "entry_id",
    "signer_id",
    "code",
    "code_index",
    "file_id",
    "sha256",
    "signed_by",
    "issued_at",
    "submission_id",
    "office_id",
)
CHANGED_PG = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in FROZEN)
CHANGED_SQLITE = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in FROZEN)
POSTGRES = f"""
CREATE TRIGGER letter_is_frozen BEFORE UPDATE ON services_letter FOR EACH ROW
WHEN (OLD.state IN ('issued', 'revoked') AND ({CHANGED_PG})) EXECUTE FUNCTION pendopo_refuse_change();
CREATE TRIGGER letter_stays BEFORE DELETE ON services_letter FOR EACH ROW
WHEN (OLD.state IN ('issued', 'revoked')) EXECUTE FUNCTION pendopo_refuse_change();
"""
POSTGRES_BACK = "DROP TRIGGER letter_is_frozen ON services_letter; DROP TRIGGER letter_stays ON services_letter;"
SQLITE = f"""
CREATE TRIGGER letter_is_frozen BEFORE UPDATE ON services_letter
WHEN OLD.state IN ('issued', 'revoked') AND ({CHANGED_SQLITE})
BEGIN SELECT RAISE(ABORT, 'frozen: UPDATE on services_letter'); END;
"""


def freeze(apps, schema_editor):
    schema_editor.execute(POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE, params=None)


def thaw(apps, schema_editor):
    schema_editor.execute(
        POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else "DROP TRIGGER letter_is_frozen"
    )


class Migration(migrations.Migration):
    dependencies = [("services", "0001_start"), ("office", "0002_frozen_audit")]
    operations = [migrations.RunPython(freeze, thaw, elidable=False)]
