"""Work that the clock asks for."""

from surveys.tasks import follow_up, invitations

__all__ = ["follow_up", "invitations"]
