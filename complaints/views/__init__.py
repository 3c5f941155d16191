"""Pages of complaints and RW office days."""
