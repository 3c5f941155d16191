"""The demonstration of complaints and office days, through the verbs."""
