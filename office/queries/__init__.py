"""Reads of the office app, with names."""
