"""Reads of the surveys app with a name, a module per feature."""
