"""Bytes: sheets as PDF, pictures, codes; slow imports inside."""
