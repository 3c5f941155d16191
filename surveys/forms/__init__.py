"""What people type into a survey and its desks, cleaned."""
