"""Outside text → clean values."""
