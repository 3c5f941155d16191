"""Views of the surveys app, a module per feature."""
