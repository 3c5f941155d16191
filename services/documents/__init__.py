"""Bytes: letter → PDF, poster → PDF, code → QR. Plain values in; slow imports stay inside the functions."""
