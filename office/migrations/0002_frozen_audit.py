"""The audit chain is append-only in the database itself."""

from django.db import migrations

POSTGRES = """
CREATE FUNCTION pendopo_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'frozen: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER audit_is_frozen BEFORE UPDATE OR DELETE ON office_auditentry FOR EACH ROW EXECUTE FUNCTION pendopo_refuse_change();
"""
POSTGRES_BACK = "DROP TRIGGER audit_is_frozen ON office_auditentry; DROP FUNCTION pendopo_refuse_change();"
SQLITE = """
CREATE TRIGGER audit_is_frozen BEFORE UPDATE ON office_auditentry
BEGIN SELECT RAISE(ABORT, 'frozen: UPDATE on office_auditentry'); END;
"""


def freeze(apps, schema_editor):
    schema_editor.execute(POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE, params=None)


def thaw(apps, schema_editor):
    schema_editor.execute(
        POSTGRES_BACK if schema_editor.connection.vendor == "postgresql" else "DROP TRIGGER audit_is_frozen"
    )


class Migration(migrations.Migration):
    dependencies = [("office", "0001_start")]
    operations = [migrations.RunPython(freeze, thaw, elidable=False)]
