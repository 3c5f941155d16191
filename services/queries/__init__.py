"""Reads of the services app, with names."""
