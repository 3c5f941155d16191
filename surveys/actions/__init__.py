"""The only writers of the surveys app, a module per feature."""
