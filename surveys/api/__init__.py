"""The survey in the API under /api/v1/: the same figures as the index page, and open data without small cells."""
