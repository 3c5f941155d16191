"""Outside text → clean values, for the pages of the office app."""
