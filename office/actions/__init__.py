"""The only writers of the office app: one function per verb."""
