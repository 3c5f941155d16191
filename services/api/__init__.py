"""The API under /api/v1/: the same rules as the pages, for other programs; a module per feature."""
