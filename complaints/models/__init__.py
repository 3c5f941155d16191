"""Tables of complaints, of the agencies they go to, and of office days in the RW."""
