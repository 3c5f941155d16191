"""manage.py verify_audit: walk every office's audit chain; fails naming the first entry that does not fit."""

from django.core.management.base import BaseCommand, CommandError

from office.actions.audit import first_broken_entry
from office.models import AuditHead, Office


class Command(BaseCommand):
    help = (
        "Memeriksa rantai audit tiap kantor. Keluar dengan galat bila ada catatan yang diubah, dihapus, atau dipotong."
    )

    def handle(self, *args, **options):
        broken = [text for office in Office.objects.order_by("code") if (text := self._walk(office))]
        if broken:
            raise CommandError("\n".join(broken))

    def _walk(self, office):
        seq = first_broken_entry(office)
        if seq is not None:
            return f"{office.code}: rantai audit putus di catatan nomor {seq}"
        head = AuditHead.objects.filter(office=office).first()
        self.stdout.write(
            f"{office.code}: {head.seq if head else 0} catatan, utuh, kepala {head.hash[:16] if head else '–'}"
        )
        return ""
