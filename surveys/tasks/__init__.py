"""Work that the clock asks for."""

from surveys.tasks import invitations

__all__ = ["invitations"]
