"""Tables of what is true of an office whatever the case at hand."""

from office.models.areas import Area, AreaKind
from office.models.audit import AuditEntry, AuditHead
from office.models.calendar import RamadanPeriod, Season, ServiceWindow, SpecialDay, Weekday
from office.models.files import FileKind, FileView, StoredFile
from office.models.messages import Channel, Message, MessageState
from office.models.offices import Office, OfficeKind, Paper, Theme, TimeZone
from office.models.people import InviteLink, Post, User
from office.models.system import Bucket, Counter, Heartbeat, IdempotencyKey, ShortLink
from office.roles import Capacity, Role

__all__ = [
    "Area", "AreaKind", "AuditEntry", "AuditHead", "Bucket", "Capacity", "Channel", "Counter", "FileKind", "FileView",
    "Heartbeat", "IdempotencyKey", "InviteLink", "Message", "MessageState", "Office", "OfficeKind", "Paper", "Post",
    "RamadanPeriod", "Role", "Season", "ServiceWindow", "ShortLink", "SpecialDay", "StoredFile", "Theme", "TimeZone",
    "User", "Weekday",
]  # fmt: skip
