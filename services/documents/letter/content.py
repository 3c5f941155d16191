"""The values of a letter live in `services.letter_content` (moved there by the lead: actions need them); edit them there."""

from services.letter_content import FORMAT, LetterContent, Letterhead, Paper, Prefix, Signatory, Signing, Verification

__all__ = ["FORMAT", "LetterContent", "Letterhead", "Paper", "Prefix", "Signatory", "Signing", "Verification"]
